/** Parameters between their names and the flat vectors programs read. */
import type { Compiled, Vector } from '../compiler/compiled.ts';
import { averageName, weightsName } from '../compiler/pack.ts';
import { stream } from '../data/random.ts';
import { numel } from '../graph/space.ts';
import type { Slot } from '../ir/value.ts';

/** The start of one parameter: a function of seed and name alone. */
export function initial(slot: Slot, seed: number): Float32Array {
  const n = numel(slot.event);
  const { init } = slot;
  switch (init.kind) {
    case 'constant':
      return new Float32Array(n).fill(init.value);
    case 'normal':
      return Float32Array.from(stream(seed, `init/${slot.name}`).normal(n), (z) => z * init.scale);
    case 'uniform':
      return Float32Array.from(stream(seed, `init/${slot.name}`).uniform(n), (u) => init.low + u * (init.high - init.low));
    case 'values':
      return Float32Array.from(init.values);
    case 'data':
      return new Float32Array(n);
  }
}
/** Every state vector at the start of a run, by name: weights, declared state, averages of weights, and the optimisers' moments at zero. */
export function initialVectors(
  c: Pick<Compiled, 'params' | 'vectors' | 'states' | 'learn'>,
  seed: number,
): ReadonlyMap<string, Float32Array> {
  const slots = new Map(c.params.map((s) => [s.name, s]));
  const all = new Map<string, Float32Array>();
  for (const v of c.vectors) {
    const data = new Float32Array(v.size);
    for (const e of v.entries) data.set(initial(slots.get(e.param)!, seed), e.offset);
    all.set(weightsName(v.name), data);
  }
  for (const slot of c.states) all.set(slot.name, initial(slot, seed));
  for (const p of c.learn.players)
    for (const [name, size] of Object.entries(p.states))
      if (!all.has(name)) all.set(name, startOf(c.vectors, all, name) ?? new Float32Array(size));
  return all;
}
/** An average starts as the weights it averages. */
function startOf(vectors: readonly Vector[], all: ReadonlyMap<string, Float32Array>, name: string): Float32Array | undefined {
  const averaged = vectors.find((v) => averageName(v.name) === name);
  return averaged && all.get(weightsName(averaged.name))?.slice();
}
/** Parameters by name, as views into their vector. */
export function named(
  vector: Vector,
  data: Float32Array,
): ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: Float32Array }> {
  return new Map(vector.entries.map((e) => [e.param, { shape: e.shape, data: data.subarray(e.offset, e.offset + numel(e.shape)) }]));
}
export const parameterCount = (c: Compiled): number => c.params.reduce((n, s) => n + numel(s.event), 0);

/** The averaged weights where an average is kept, else the weights: what everything but learning uses. */
export function averaged<T>(compiled: Pick<Compiled, 'vectors'>, state: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  const all: Record<string, T> = { ...state };
  for (const v of compiled.vectors) {
    const average = state[averageName(v.name)];
    if (average) all[weightsName(v.name)] = average;
  }
  return all;
}
/** Is an average of any weights kept? */
export const isAveraged = (compiled: Pick<Compiled, 'vectors'>, state: Readonly<Record<string, unknown>>): boolean =>
  compiled.vectors.some((v) => state[averageName(v.name)] !== undefined);
