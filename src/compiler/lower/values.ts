/** Lowers values one after the other, operands first. */
import { topological } from '../../ir/dependencies.ts';
import type { Plate, Val } from '../../ir/value.ts';
import type { Emitter } from './emitter.ts';
import type { Context, Lazy } from './lazy.ts';
import { RULES } from './rules.ts';

/** @param known values that stand already: the arguments of a loop's body */
export function lowerValues(roots: readonly Val[], e: Emitter, sizeOf: (p: Plate) => number, known: ReadonlyMap<Val, Lazy>): Context {
  const values = new Map<Val, Lazy>(known);
  const order = topological(roots);
  const outs = new Map<Val, Set<number>>();
  for (const v of order) if (v.op === 'out') outs.set(v.ins[0]!, (outs.get(v.ins[0]!) ?? new Set<number>()).add(v.at.index!));
  const context: Context = {
    e,
    sizeOf,
    of: (v) => values.get(v)!,
    outsOf: (v) => [...(outs.get(v) ?? [])].sort((a, b) => a - b),
    body: (within, inner, given) => lowerValues(within, inner, sizeOf, given),
  };
  for (const v of order) {
    if (values.has(v)) continue;
    e.from = v.from;
    values.set(
      v,
      RULES[v.op](
        context,
        v,
        v.ins.map((u) => values.get(u)!),
      ),
    );
  }
  return context;
}
