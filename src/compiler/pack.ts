/** Packing: parameters trained by the same players live in one flat vector, so that an optimiser step is a few ops on long vectors instead of many on short ones. */
import { numel } from '../graph/space.ts';
import { Builder } from '../ir/builder.ts';
import { topological } from '../ir/dependencies.ts';
import type { Program, Slot, Val } from '../ir/value.ts';
import { ZEROS } from '../ir/value.ts';
import type { Vector } from './compiled.ts';
import type { Draft } from './learn.ts';

/** State leaf that holds a vector of weights, and the one that holds its moving average. */
export const weightsName = (vector: string): string => `weights.${vector}`;
export const averageName = (vector: string): string => `average.${vector}`;

export function vectorsOf(params: Iterable<Slot>, drafts: readonly Pick<Draft, 'trained' | 'optimiser'>[]): readonly Vector[] {
  const groups = new Map<string, Slot[]>();
  for (const slot of params) {
    const players = drafts.filter((d) => d.trained.includes(slot.name)).map((d) => d.optimiser);
    const name = players.length ? players.join('+') : 'fixed';
    groups.set(name, [...(groups.get(name) ?? []), slot]);
  }
  return [...groups].map(([name, slots]) => {
    let offset = 0;
    const entries = slots.map((s) => {
      const entry = { param: s.name, offset, shape: s.event };
      offset += numel(s.event);
      return entry;
    });
    return { name, size: offset, entries };
  });
}

/** The same program, reading its parameters from the vectors. */
export function packed(p: Program, vectors: readonly Vector[]): Program {
  const home = new Map(vectors.flatMap((v) => v.entries.map((e) => [e.param, { vector: v, entry: e }] as const)));
  const b = new Builder(p.name);
  for (const [plate, n] of p.plates) b.plate(plate, n);
  const made = new Map<Val, Val>();
  for (const v of topological(Object.values(p.outputs))) {
    const at = v.op === 'param' ? home.get(v.at.name!) : undefined;
    if (at) {
      const { vector, entry } = at;
      const all = b.state(weightsName(vector.name), [vector.size], ZEROS);
      const slice = b.within(v.from, () => b.reshape(b.slice(all, 0, entry.offset, entry.offset + numel(entry.shape)), entry.shape));
      made.set(v, slice);
    } else if (v.op === 'state') made.set(v, b.state(v.at.name!, v.event, p.states.get(v.at.name!)?.init ?? ZEROS));
    else
      made.set(
        v,
        b.rebuild(
          v,
          v.ins.map((u) => made.get(u)!),
        ),
      );
  }
  return b.program(Object.fromEntries(Object.entries(p.outputs).map(([k, v]) => [k, made.get(v)!])));
}
