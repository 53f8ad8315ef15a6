/** Everything a run needs to go on as if it had never stopped: weights by name, optimiser state, averages, and where it stands. */
import type { Compiled } from '../compiler/compiled.ts';
import { averageName, weightsName } from '../compiler/pack.ts';
import { type Tensor, decodeTensors, encodeTensors } from './safetensors.ts';
import { named } from './weights.ts';

export interface Checkpoint {
  /** The drawing, as its file text. */
  readonly graph: string;
  readonly seed: number;
  /** Turns taken. Random streams and data are functions of seed and step, so this is the random position too. */
  readonly step: number;
  /** Updates each optimiser has taken. */
  readonly updates: Readonly<Record<string, number>>;
  /** State vectors by name, as programs read them. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
}
const STATE = 'state/';
const AVERAGE = 'average/';

/** Weights are stored by parameter name and shape, so that any safetensors reader finds them; the rest under "average/" and "state/". */
export function encodeCheckpoint(c: Checkpoint, compiled: Pick<Compiled, 'vectors'>): Uint8Array {
  const tensors = new Map<string, Tensor>();
  const done = new Set<string>();
  for (const v of compiled.vectors)
    for (const [prefix, name] of [
      ['', weightsName(v.name)],
      [AVERAGE, averageName(v.name)],
    ] as const) {
      const data = c.vectors.get(name);
      if (!data) continue;
      done.add(name);
      for (const [param, t] of named(v, data)) tensors.set(prefix + param, t);
    }
  for (const [name, data] of c.vectors) if (!done.has(name)) tensors.set(STATE + name, { shape: [data.length], data });
  return encodeTensors({
    tensors,
    metadata: {
      format: 'wellspring-checkpoint',
      version: '1',
      graph: c.graph,
      seed: String(c.seed),
      step: String(c.step),
      updates: JSON.stringify(c.updates),
    },
  });
}

export interface RawCheckpoint {
  readonly graph: string;
  readonly seed: number;
  readonly step: number;
  readonly updates: Readonly<Record<string, number>>;
  readonly tensors: ReadonlyMap<string, Tensor>;
}
/** Reads the bytes; the drawing in them must then be compiled before `fit` can place the numbers. */
export function decodeCheckpoint(bytes: Uint8Array): RawCheckpoint | { readonly malformed: string } {
  const file = decodeTensors(bytes);
  if ('malformed' in file) return file;
  const { graph, seed, step, updates, format } = file.metadata;
  if (format !== 'wellspring-checkpoint' || graph === undefined) return { malformed: 'it was not written by Wellspring' };
  const counts = parseCounts(updates ?? '{}');
  if (!counts || !isCount(Number(seed)) || !isCount(Number(step))) return { malformed: 'its seed, step or counts are not whole numbers' };
  return { graph, seed: Number(seed), step: Number(step), updates: counts, tensors: file.tensors };
}
const isCount = (n: unknown): n is number => typeof n === 'number' && Number.isSafeInteger(n) && n >= 0;
function parseCounts(text: string): Readonly<Record<string, number>> | undefined {
  try {
    const x: unknown = JSON.parse(text);
    if (typeof x !== 'object' || x === null) return undefined;
    const entries = Object.entries(x);
    return entries.every((e): e is [string, number] => isCount(e[1])) ? Object.fromEntries(entries) : undefined;
  } catch {
    return undefined;
  }
}
/** Places the numbers in the vectors of a compiled drawing; says what does not fit. */
export function fit(
  raw: RawCheckpoint,
  compiled: Compiled,
  start: ReadonlyMap<string, Float32Array>,
): Checkpoint | { readonly mismatch: string } {
  const vectors = new Map([...start].map(([name, data]) => [name, data.slice()]));
  for (const v of compiled.vectors)
    for (const [prefix, name] of [
      ['', weightsName(v.name)],
      [AVERAGE, averageName(v.name)],
    ] as const) {
      const into = vectors.get(name);
      if (!into) continue;
      for (const e of v.entries) {
        const t = raw.tensors.get(prefix + e.param);
        if (!t) return { mismatch: `it has no ${prefix}${e.param}` };
        if (t.shape.join() !== e.shape.join())
          return { mismatch: `${prefix}${e.param} is [${t.shape.join('×')}] there and [${e.shape.join('×')}] in the drawing` };
        into.set(t.data, e.offset);
      }
    }
  for (const [name, into] of vectors) {
    if (compiled.vectors.some((v) => name === weightsName(v.name) || name === averageName(v.name))) continue;
    const t = raw.tensors.get(STATE + name);
    if (!t || t.data.length !== into.length) return { mismatch: `it has no state ${name} of ${into.length} numbers` };
    into.set(t.data);
  }
  for (const [name, data] of vectors) if (!data.every(Number.isFinite)) return { mismatch: `a number of its ${name} is not finite` };
  return { graph: raw.graph, seed: raw.seed, step: raw.step, updates: raw.updates, vectors };
}
