/**
 * Rewrites a program to a smaller one with the same results: dead values go, equal values are computed once, scalar constants fold,
 * and identities that differentiation leaves behind disappear. Draws stay what they are: a random value is told by its name alone.
 */
import { sameShape } from '../graph/space.ts';
import { topological } from '../ir/dependencies.ts';
import type { Op } from '../ir/ops.ts';
import type { Attributes, Origin, Plate, Program, Val } from '../ir/value.ts';
import { simpler } from './simplify/rules.ts';

/** A value about to be made. */
export interface Made {
  readonly op: Op;
  readonly ins: readonly Val[];
  readonly at: Attributes;
  readonly plates: readonly Plate[];
  readonly event: readonly number[];
}
/** What the rules build with. */
export interface Maker {
  /** The value, simplified, or an equal one made before. */
  make(m: Made): Val;
  constant(x: number): Val;
  /** `x` with more plates or a wider event; `x` itself where nothing is added. */
  widen(x: Val, plates: readonly Plate[], event: readonly number[]): Val;
  readonly sizes: ReadonlyMap<Plate, number | 'batch'>;
}

export function simplify(p: Program): Program {
  const made = new Map<string, Val>();
  let next = 0;
  let from: Origin = { node: '' };
  const maker: Maker = {
    sizes: p.plates,
    constant: (x) => maker.make({ op: 'constant', ins: [], at: { data: [x] }, plates: [], event: [] }),
    widen: (x, plates, event) =>
      samePlates(x.plates, plates) && sameShape(x.event, event) ? x : maker.make({ op: 'expand', ins: [x], at: {}, plates, event }),
    make: (m) => {
      const other = simpler(maker, m);
      if (other) return other;
      const key = keyOf(m);
      const hit = made.get(key);
      if (hit) return hit;
      const v: Val = { id: next++, ...m, from };
      made.set(key, v);
      return v;
    },
  };
  const now = new Map<Val, Val>();
  for (const v of topological(Object.values(p.outputs))) {
    from = v.from;
    const ins = v.ins.map((u) => now.get(u)!);
    now.set(v, maker.make({ op: v.op, ins, at: v.at, plates: v.plates, event: v.event }));
  }
  return { ...p, outputs: Object.fromEntries(Object.entries(p.outputs).map(([k, v]) => [k, now.get(v)!])) };
}
/** Numbers are written out, because JSON has no infinity. */
function keyOf(m: Made): string {
  const { data, ...rest } = m.at;
  return JSON.stringify([m.op, m.ins.map((u) => u.id), rest, data?.map(String).join(), m.plates, m.event]);
}
const samePlates = (a: readonly Plate[], b: readonly Plate[]): boolean => a.length === b.length && a.every((x) => b.includes(x));
