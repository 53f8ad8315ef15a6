/**
 * Rewrites a program to a smaller one with the same results: dead values go, equal values are computed once, scalar constants fold,
 * and identities that differentiation leaves behind disappear. Draws stay what they are: a random value is told by its name alone.
 */
import { sameShape } from '../graph/space.ts';
import { topological } from '../ir/dependencies.ts';
import type { Op } from '../ir/ops.ts';
import { given, handed } from '../ir/region.ts';
import type { Attributes, Origin, Plate, Program, Region, Val } from '../ir/value.ts';
import { simpler } from './simplify/rules.ts';

/** A value about to be made. */
export interface Made {
  readonly op: Op;
  readonly ins: readonly Val[];
  readonly at: Attributes;
  readonly plates: readonly Plate[];
  readonly event: readonly number[];
  /** Where it comes from, if not from the value that is being made simpler. */
  readonly from?: Origin;
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

/** What stands in a leaf's place. */
export type Leaf = (k: Maker, v: Val) => Val | undefined;

export function simplify(p: Program, leaf?: Leaf): Program {
  const entries = Object.entries(p.outputs);
  const now = simplified(
    entries.map(([, v]) => v),
    p.plates,
    [],
    leaf,
  );
  return { ...p, outputs: Object.fromEntries(entries.map(([k], i) => [k, now.roots[i]!])) };
}
/** @param args leaves of a body, which stay apart from each other */
function simplified(
  roots: readonly Val[],
  sizes: ReadonlyMap<Plate, number | 'batch'>,
  args: readonly Val[],
  leaf?: Leaf,
): { readonly roots: readonly Val[]; readonly args: readonly Val[] } {
  const made = new Map<string, Val>();
  let next = 0;
  let from: Origin = { node: '' };
  const maker: Maker = {
    sizes,
    constant: (x) => maker.make({ op: 'constant', ins: [], at: { data: [x] }, plates: [], event: [] }),
    widen: (x, plates, event) =>
      samePlates(x.plates, plates) && sameShape(x.event, event) ? x : maker.make({ op: 'expand', ins: [x], at: {}, plates, event }),
    make: (m) => {
      const other = simpler(maker, m);
      if (other) return other;
      const key = m.at.region ? `loop ${next}` : keyOf(m);
      const hit = made.get(key);
      if (hit) return hit;
      const v: Val = { id: next++, op: m.op, ins: m.ins, at: m.at, plates: m.plates, event: m.event, from: m.from ?? from };
      made.set(key, v);
      return v;
    },
  };
  const now = new Map<Val, Val>(args.map((a) => [a, { ...a, id: next++ }]));
  for (const v of topological(roots)) {
    if (now.has(v)) continue;
    from = v.from;
    const other = v.ins.length === 0 ? leaf?.(maker, v) : undefined;
    if (other) {
      now.set(v, other);
      continue;
    }
    const ins = v.ins.map((u) => now.get(u)!);
    const m = v.at.region ? loopOf(v.at.region, ins, sizes) : { ins, at: v.at };
    now.set(v, maker.make({ op: v.op, ...m, plates: v.plates, event: v.event }));
  }
  return { roots: roots.map((v) => now.get(v)!), args: args.map((a) => now.get(a)!) };
}
/** A loop with a simpler body, which is handed only what it reads. */
function loopOf(r: Region, ins: readonly Val[], sizes: ReadonlyMap<Plate, number | 'batch'>): Pick<Made, 'ins' | 'at'> {
  const body = simplified(given(r), sizes, [r.index, ...handed(r)]);
  const [index, ...args] = body.args;
  const [c, o] = [r.carried.length, r.over.length];
  const used = new Set(topological(body.roots));
  const read = args.flatMap((a, i) => (i >= c + o && used.has(a) ? [i] : []));
  const region: Region = {
    ...r,
    index: index!,
    carried: args.slice(0, c),
    over: args.slice(c, c + o),
    reads: read.map((i) => args[i]!),
    results: body.roots.slice(0, c),
    each: body.roots.slice(c),
  };
  return { ins: [...ins.slice(0, c + o), ...read.map((i) => ins[i]!)], at: { region } };
}
/** Numbers are written out, because JSON has no infinity. Most ops have no attributes, and none is named by two. */
function keyOf(m: Made): string {
  let key: string = m.op;
  for (const u of m.ins) key += ` ${u.id}`;
  key += `|${m.event.join()}|${m.plates.join('\n')}|`;
  for (const name in m.at) {
    const value = m.at[name as keyof Attributes];
    if (value !== undefined) key += name === 'data' ? `data ${m.at.data!.join()};` : `${name} ${JSON.stringify(value)};`;
  }
  return key;
}
const samePlates = (a: readonly Plate[], b: readonly Plate[]): boolean => a.length === b.length && a.every((x) => b.includes(x));
