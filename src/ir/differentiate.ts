/** Reverse mode, IR to IR. The derivative is made of the same ops, so applying it again gives second order. */
import type { Builder } from './builder.ts';
import { DERIVATIVES } from './derivatives.ts';
import { declaration } from './ops.ts';
import type { Val } from './value.ts';

/**
 * Gradients of the sum of `y` with respect to each of `wrt`, in their shapes. A value that `y` does not depend on gets zeros.
 * Paths through ops declared flat (stop, step, eq …) carry none.
 */
export function gradients(b: Builder, y: Val, wrt: readonly Val[]): readonly Val[] {
  const wanted = new Set(wrt);
  const order = reaching(y, wanted);
  const live = new Set(order);
  const at = new Map<Val, Val>([[y, b.expand(b.of(1), y.plates, y.event)]]);
  for (const v of order.toReversed()) {
    const d = at.get(v);
    if (!d || v.ins.length === 0) continue;
    const parts = b.within(v.from, () => DERIVATIVES[v.op](b, v, d));
    parts.forEach((part, i) => {
      const u = v.ins[i]!;
      if (!part || !live.has(u)) return;
      b.within(u.from, () => {
        const g = b.sumTo(part, u.plates, u.event);
        const before = at.get(u);
        at.set(u, before ? b.add(before, g) : g);
      });
    });
  }
  return wrt.map((w) => {
    const g = at.get(w);
    return g ? b.expand(g, w.plates, w.event) : b.expand(b.of(0), w.plates, w.event);
  });
}

/** Values between `wanted` and `y` along paths that carry a gradient, operands first. Iterative: programs are deep. */
function reaching(y: Val, wanted: ReadonlySet<Val>): readonly Val[] {
  const reaches = new Map<Val, boolean>();
  const order: Val[] = [];
  const todo: { v: Val; open: boolean }[] = [{ v: y, open: true }];
  while (todo.length) {
    const { v, open } = todo.pop()!;
    if (open) {
      if (reaches.has(v)) continue;
      reaches.set(v, wanted.has(v));
      todo.push({ v, open: false });
      if (!declaration(v.op).flat) for (const u of v.ins) todo.push({ v: u, open: true });
    } else {
      if (!declaration(v.op).flat && v.ins.some((u) => reaches.get(u))) reaches.set(v, true);
      if (reaches.get(v)) order.push(v);
    }
  }
  return order;
}
