/** Loops, in the manner of a scan: values carried from turn to turn, values gone over member by member, and what each turn leaves. */
import type { Builder } from './builder.ts';
import { topological } from './dependencies.ts';
import { IrError } from './ops.ts';
import { changing, outIndex } from './region.ts';
import type { Plate, Region, Val } from './value.ts';

export interface LoopSpec {
  /** Values before the first turn. Their plates and event shapes stay. */
  readonly carried: readonly Val[];
  /** Values with the plate of turns: each turn reads its own member. One without the plate is read as it is. */
  readonly over?: readonly Val[];
  /** From the last turn to the first. */
  readonly reverse?: boolean;
  /** A carried value that a viewer may follow, and its name. */
  readonly frames?: { readonly name: string; readonly of: number } | undefined;
}
export interface Turn {
  /** Which member of the plate this turn stands for, from 0: event [], no plates. */
  readonly index: Val;
  readonly carried: readonly Val[];
  readonly over: readonly Val[];
}
export interface TurnResult {
  readonly carried: readonly Val[];
  readonly each?: readonly Val[];
}
export interface Looped {
  /** After the last turn. */
  readonly carried: readonly Val[];
  /** What each turn left, with the plate of turns. */
  readonly each: readonly Val[];
  readonly value: Val;
}

/**
 * Records a loop of as many turns as `plate` is large. What the body makes without looking at its turn is made once, outside; draws in the body are
 * drawn anew each turn.
 * @throws IrError when a carried value would change its plates or its event shape
 */
export function loop(b: Builder, plate: Plate, spec: LoopSpec, body: (turn: Turn) => TurnResult): Looped {
  const turns = b.plates.get(plate);
  if (typeof turns !== 'number') throw new IrError(`${plate} is no plate of turns`);
  const without = (v: Val): readonly Plate[] => v.plates.filter((p) => p !== plate);
  const bad = spec.carried.find((v) => v.plates.includes(plate));
  if (bad) throw new IrError(`a carried value of ${plate} varies along that very plate`);
  const since = b.mark;
  const index = b.arg([], []);
  const carried = spec.carried.map((v) => b.arg(v.plates, v.event));
  const gone = (spec.over ?? []).filter((v) => v.plates.includes(plate));
  const members = gone.map((v) => b.arg(without(v), v.event));
  const over = (spec.over ?? []).map((v) => (v.plates.includes(plate) ? members[gone.indexOf(v)]! : v));
  const left = body({ index, carried, over });
  if (left.carried.length !== carried.length)
    throw new IrError(`a loop carries ${carried.length} values and its body gives ${left.carried.length}`);
  const results = left.carried.map((v, k) => fitted(b, v, carried[k]!, plate));
  const each = left.each ?? [];

  const leaves = [index, ...carried, ...members];
  const own = changing([...results, ...each], leaves, since);
  const outside: Val[] = [];
  const reads: Val[] = [];
  const inside = new Map<Val, Val>(leaves.map((v) => [v, v]));
  /** What stands for a value in the body: itself, remade, or an argument for what is made outside. */
  const stand = (v: Val): Val => {
    const known = inside.get(v);
    if (known) return known;
    if (v.op === 'constant' || v.op === 'size') return v;
    const arg = b.arg(v.plates, v.event);
    outside.push(v);
    reads.push(arg);
    inside.set(v, arg);
    return arg;
  };
  for (const v of topological([...results, ...each])) if (own.has(v) && !inside.has(v)) inside.set(v, b.rebuild(v, v.ins.map(stand)));
  const region: Region = {
    plate,
    turns,
    reverse: spec.reverse ?? false,
    index,
    carried,
    over: members,
    reads,
    results: results.map(stand),
    each: each.map(stand),
    frames: spec.frames,
  };
  const value = b.looped([...spec.carried, ...gone, ...outside], region);
  return {
    value,
    carried: carried.map((_, k) => b.out(value, outIndex(region, 'carried', k))),
    each: each.map((_, k) => b.out(value, outIndex(region, 'each', k))),
  };
}
/** A value of the type its argument has. */
function fitted(b: Builder, v: Val, arg: Val, plate: Plate): Val {
  const wide = b.expand(v, arg.plates, arg.event);
  if (wide.plates.length !== arg.plates.length || wide.event.join() !== arg.event.join())
    throw new IrError(
      `a value carried over ${plate} changes from {${arg.plates.join()}}[${arg.event.join()}] to {${v.plates.join()}}[${v.event.join()}]`,
    );
  return wide;
}

/** The values of a body once more, over other arguments: `at` says what stands for its leaves. */
export function replay(b: Builder, roots: readonly Val[], at: ReadonlyMap<Val, Val>): readonly Val[] {
  const made = new Map<Val, Val>(at);
  for (const v of topological(roots))
    if (!made.has(v))
      made.set(
        v,
        v.ins.length === 0 && v.op !== 'random'
          ? v
          : b.rebuild(
              v,
              v.ins.map((u) => made.get(u)!),
            ),
      );
  return roots.map((v) => made.get(v)!);
}
