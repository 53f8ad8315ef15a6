/** Packing: parameters trained by the same players live in one flat vector, so that an optimiser step is a few ops on long vectors instead of many on short ones. */
import { numel } from '../graph/space.ts';
import type { Program, Slot, Val } from '../ir/value.ts';
import { ZEROS } from '../ir/value.ts';
import type { Vector } from './compiled.ts';
import type { Draft } from './learn.ts';
import { simplify } from './simplify.ts';

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

/** The same program, simplified, reading its parameters from the vectors. */
export function packed(p: Program, vectors: readonly Vector[]): Program {
  const home = new Map(vectors.flatMap((v) => v.entries.map((e) => [e.param, { vector: v, entry: e }] as const)));
  const states = new Map<string, Slot>();
  const small = simplify(p, (k, v) => {
    const state = (slot: Slot): Val => {
      states.set(slot.name, slot);
      return k.make({ op: 'state', ins: [], at: { name: slot.name }, plates: [], event: slot.event, from: { node: '' } });
    };
    const name = v.at.name!;
    if (v.op === 'state') return state({ name, event: v.event, init: p.states.get(name)?.init ?? ZEROS });
    const at = v.op === 'param' ? home.get(name) : undefined;
    if (!at) return undefined;
    const whole = state({ name: weightsName(at.vector.name), event: [at.vector.size], init: ZEROS });
    const [low, high] = [at.entry.offset, at.entry.offset + numel(at.entry.shape)];
    const part = k.make({ op: 'slice', ins: [whole], at: { axis: 0, low, high }, plates: [], event: [high - low] });
    return k.make({ op: 'reshape', ins: [part], at: {}, plates: [], event: at.entry.shape });
  });
  return { ...small, params: new Map(), states };
}
