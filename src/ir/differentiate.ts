/** Reverse mode, IR to IR. The derivative is made of the same ops, so applying it again gives second order. */
import type { Builder } from './builder.ts';
import { DERIVATIVES } from './derivatives.ts';
import { loop, replay } from './loop.ts';
import { declaration } from './ops.ts';
import { outIndex } from './region.ts';
import type { Origin, Val } from './value.ts';

/**
 * Gradients of the sum of `y` with respect to each of `wrt`, in their shapes. A value that `y` does not depend on gets zeros.
 * Paths through ops declared flat (stop, step, eq …) carry none.
 */
export function gradients(b: Builder, y: Val, wrt: readonly Val[]): readonly Val[] {
  return pullback(b, [[y, b.expand(b.of(1), y.plates, y.event)]], wrt, false);
}
/**
 * What a change of each of `wrt` changes, weighed by the cotangents of several values.
 * @param partial `wrt` are taken as independent of each other, even where one is made of another
 */
function pullback(b: Builder, seeds: readonly (readonly [Val, Val])[], wrt: readonly Val[], partial: boolean): readonly Val[] {
  const wanted = new Set(wrt);
  const order = reaching(
    seeds.map(([y]) => y),
    wanted,
    partial,
  );
  const live = new Set(order);
  const at = new Map<Val, Val>();
  const outs = new Map<Val, Map<number, Val>>();
  const add = (u: Val, part: Val): void =>
    b.within(backwards(u.from), () => {
      const g = b.sumTo(part, u.plates, u.event);
      const before = at.get(u);
      at.set(u, before ? b.add(before, g) : g);
    });
  for (const [y, d] of seeds) if (live.has(y)) add(y, d);
  for (const v of order.toReversed()) {
    if (v.ins.length === 0 || (partial && wanted.has(v))) continue;
    const d = at.get(v);
    if (v.op === 'out') {
      const of = outs.get(v.ins[0]!) ?? new Map<number, Val>();
      if (d) outs.set(v.ins[0]!, of.set(v.at.index!, d));
      continue;
    }
    const parts = b.within(backwards(v.from), () => {
      if (v.op === 'loop') {
        const ds = outs.get(v);
        return ds ? pullLoop(b, v, ds, live) : [];
      }
      return d ? DERIVATIVES[v.op](b, v, d) : [];
    });
    parts.forEach((part, i) => {
      const u = v.ins[i]!;
      if (part && live.has(u)) add(u, part);
    });
  }
  return wrt.map((w) => {
    const g = at.get(w);
    return g ? b.expand(g, w.plates, w.event) : b.expand(b.of(0), w.plates, w.event);
  });
}

/**
 * The reverse of a loop: a loop the other way round, over what the turns carried, that runs each turn again and pulls back through it.
 * @param ds cotangents of the loop's results, by index
 */
function pullLoop(b: Builder, v: Val, ds: ReadonlyMap<number, Val>, live: ReadonlySet<Val>): readonly (Val | undefined)[] {
  const r = v.at.region!;
  const count = r.carried.length;
  const operands = { over: v.ins.slice(count, count + r.over.length), reads: v.ins.slice(count + r.over.length) };
  const zero = (u: Val): Val => b.expand(b.of(0), u.plates, u.event);
  const wide = (k: number): Val => {
    const d = ds.get(outIndex(r, 'carried', k));
    return d ? b.expand(d, r.carried[k]!.plates, r.carried[k]!.event) : zero(r.carried[k]!);
  };
  const liveOver = operands.over.map((u) => live.has(u));
  const read = operands.reads.flatMap((u, k) => (live.has(u) ? [k] : []));
  const left = [
    ...r.each.map((y, k) => ({ y, d: ds.get(outIndex(r, 'each', k)) })),
    ...r.carried.map((y, k) => ({ y, d: ds.get(outIndex(r, 'tape', k)) })),
  ].flatMap(({ y, d }) => (d ? [{ y, d }] : []));
  const tape = r.carried.map((_, k) => b.out(v, outIndex(r, 'tape', k)));
  const back = loop(
    b,
    r.plate,
    {
      carried: [...r.carried.map((_, k) => wide(k)), ...read.map((k) => zero(r.reads[k]!))],
      over: [...tape, ...operands.over, ...left.map((l) => l.d)],
      reverse: !r.reverse,
    },
    ({ index, carried, over }) => {
      const members = over.slice(count, count + r.over.length);
      const at = new Map<Val, Val>([
        [r.index, index],
        ...r.carried.map((a, k) => [a, over[k]!] as const),
        ...r.over.map((a, k) => [a, members[k]!] as const),
        ...r.reads.map((a, k) => [a, operands.reads[k]!] as const),
      ]);
      const again = replay(b, [...r.results, ...left.map((l) => l.y)], at);
      const seeds = again.map((y, k) => [y, k < count ? carried[k]! : over[r.over.length + k]!] as const);
      const g = pullback(b, seeds, [...over.slice(0, count), ...members, ...read.map((k) => operands.reads[k]!)], true);
      return {
        carried: [...g.slice(0, count), ...read.map((_, i) => b.add(carried[count + i]!, g[count + r.over.length + i]!))],
        each: g.slice(count, count + r.over.length).filter((_, k) => liveOver[k]),
      };
    },
  );
  let next = 0;
  return v.ins.map((_, i) => {
    if (i < count) return back.carried[i];
    if (i < count + r.over.length) return liveOver[i - count] ? back.each[next++] : undefined;
    const at = read.indexOf(i - count - r.over.length);
    return at < 0 ? undefined : back.carried[count + at];
  });
}

const marked = new WeakMap<Origin, Origin>();
/** The same node, for what its derivative computes. */
function backwards(from: Origin): Origin {
  if (from.pass) return from;
  const known = marked.get(from) ?? { ...from, pass: 'gradient' };
  marked.set(from, known);
  return known;
}

/** Values between `wanted` and `ys` along paths that carry a gradient, operands first. Iterative: programs are deep. @param partial stop at what is wanted */
function reaching(ys: readonly Val[], wanted: ReadonlySet<Val>, partial: boolean): readonly Val[] {
  const reaches = new Map<Val, boolean>();
  const order: Val[] = [];
  const todo: { v: Val; open: boolean }[] = ys.toReversed().map((v) => ({ v, open: true }));
  while (todo.length) {
    const { v, open } = todo.pop()!;
    if (open) {
      if (reaches.has(v)) continue;
      reaches.set(v, wanted.has(v));
      todo.push({ v, open: false });
      if (!declaration(v.op).flat && !(partial && wanted.has(v))) for (const u of v.ins) todo.push({ v: u, open: true });
    } else {
      if (!declaration(v.op).flat && v.ins.some((u) => reaches.get(u))) reaches.set(v, true);
      if (reaches.get(v)) order.push(v);
    }
  }
  return order;
}
