/** Reproducible numbers for tests, keyed by name. */
import { stream } from '../../src/data/random.ts';
import { fillRandom } from '../../src/runtime/execute/random.ts';
import { topological } from '../../src/ir/dependencies.ts';
import type { Program } from '../../src/ir/value.ts';
import type { Inputs } from './interpreter.ts';

export const uniform = (name: string, n: number, low: number, high: number): Float32Array =>
  Float32Array.from(stream(7, name).uniform(n), (u) => low + (high - low) * u);

/** The draws the executor makes, for the interpreter. */
export const draws =
  (seed: number, step: number): NonNullable<Inputs['random']> =>
  (law, name, n) => {
    const out = new Float32Array(n);
    fillRandom(out, law, seed, name, step);
    return out;
  };

export interface Fed {
  readonly vectors: Readonly<Record<string, Float32Array>>;
  readonly inputs: Readonly<Record<string, Float32Array>>;
}
/** Numbers in a range for every parameter, state and input of a program. */
export function feed(p: Program, batch: number, low: number, high: number): Fed {
  const vectors: Record<string, Float32Array> = {};
  const inputs: Record<string, Float32Array> = {};
  for (const v of topological(Object.values(p.outputs))) {
    const name = v.at.name!;
    const n = v.plates.reduce((m, q) => m * sizeOf(p, q, batch), 1) * v.event.reduce((m, d) => m * d, 1);
    if (v.op === 'param' || v.op === 'state') vectors[name] = uniform(name, n, low, high);
    if (v.op === 'input') inputs[name] = uniform(name, n, low, high);
  }
  return { vectors, inputs };
}
function sizeOf(p: Program, plate: string, batch: number): number {
  const n = p.plates.get(plate);
  if (n === undefined) throw new Error(`no plate ${plate}`);
  return n === 'batch' ? batch : n;
}
