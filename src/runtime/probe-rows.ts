/** What probes are fed and tell: types, and rows of numbers. */
import type { About, Probe } from '../compiler/probes/probe.ts';
import type { Compiled } from '../compiler/compiled.ts';
import type { Batch, DataSource } from '../data/source.ts';
import type { Graph } from '../graph/model.ts';
import { type Space, numel } from '../graph/space.ts';
import { columnOf, inputsOf } from './feed.ts';
import type { Probed } from './shown.ts';

export type Parts = Readonly<Record<string, Float32Array>>;
export interface Fed {
  /** Examples. */
  readonly n: number;
  readonly inputs: Readonly<Record<string, Float32Array>>;
  /** Examples of a Dataset node, n rows each. */
  batch(node: string): Batch;
  told(what: About & Pick<Probed, 'shows' | 'node'>, parts: Parts): Probed;
}
export interface World {
  readonly graph: Graph;
  readonly compiled: Compiled;
  readonly sources: ReadonlyMap<string, DataSource>;
  readonly seed: number;
}
/** @param most examples that are worth their time; undefined: there is nothing to feed */
export type Feed = (probe: Probe, w: World, most: number) => Fed | undefined;

export const UNIT: Pick<Probed, 'low' | 'high'> = { low: [-3, -3], high: [3, 3] };

export const nothing = (): Batch => ({ n: 0, columns: {} });
export const spaceOf = (c: Compiled, variable: string): Space | undefined =>
  ['x', 'z', 'out'].map((p) => c.spaces.get(`${variable}.${p}`)).find((s) => s !== undefined);

/** More classes than this cannot be told apart by colour. */
const MOST_CLASSES = 12;
/** Column of classes of a data set, few enough to be told apart by colour. */
export function classesOf(source: DataSource, batch: Batch): Pick<Probed, 'classes' | 'names'> {
  const found = Object.entries(source.columns).find(
    ([name, c]) =>
      c.space.values.kind === 'tokens' && c.space.values.k <= MOST_CLASSES && numel(c.space.shape) === 1 && batch.columns[name],
  );
  if (!found) return modesOf(source, batch);
  const [name] = found;
  return { classes: batch.columns[name], names: source.labels?.[name] };
}
/** Where the modes of the data are known, the mode each example is nearest to. */
function modesOf(source: DataSource, batch: Batch): Pick<Probed, 'classes' | 'names'> {
  for (const [name, truth] of Object.entries(source.truth ?? {})) {
    const centres = truth.modes?.centres;
    const data = batch.columns[name];
    const dim = data && data.length / batch.n;
    if (!centres || !data || !dim || centres.length / dim > MOST_CLASSES) continue;
    return { classes: Float32Array.from({ length: batch.n }, (_, i) => nearest(centres, data.subarray(i * dim, (i + 1) * dim))) };
  }
  return {};
}
function nearest(centres: Float32Array, x: Float32Array): number {
  let [best, least] = [0, Infinity];
  for (let c = 0; c * x.length < centres.length; c++) {
    const far = x.reduce((s, v, k) => s + (v - centres[c * x.length + k]!) ** 2, 0);
    if (far < least) [best, least] = [c, far];
  }
  return best;
}
/** The two numbers of n rows that vary most. */
export function widestAxes(rows: Float32Array, n: number, width: number): readonly [number, number] {
  const spread = Array.from({ length: width }, (_, k) => {
    let [sum, squares] = [0, 0];
    for (let i = 0; i < n; i++) {
      const v = rows[i * width + k]!;
      sum += v;
      squares += v * v;
    }
    return { k, variance: squares / n - (sum / n) ** 2 };
  });
  const [a, b] = spread.toSorted((x, y) => y.variance - x.variance);
  return a!.k < b!.k ? [a!.k, b!.k] : [b!.k, a!.k];
}
export function columns(rows: Float32Array, n: number, width: number, [x, y]: readonly [number, number]): Float32Array {
  const out = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) {
    out[2 * i] = rows[i * width + x]!;
    out[2 * i + 1] = rows[i * width + y]!;
  }
  return out;
}

/** Held-out examples of the columns that a probe reads, as many of each; undefined where data are not at hand. */
export function heldOut(
  probe: Probe,
  w: World,
  most: number,
): { readonly n: number; readonly batches: ReadonlyMap<string, Batch>; readonly first: string | undefined } | undefined {
  const nodes = [...new Set(inputsOf(probe.program).flatMap((i) => columnOf(i)?.node ?? []))];
  if (nodes.some((id) => !w.sources.has(id))) return undefined;
  const batches = new Map(nodes.map((id) => [id, w.sources.get(id)!.heldOut(w.seed, most)] as const));
  return { n: Math.min(most, ...[...batches.values()].map((b) => b.n)), batches, first: nodes[0] };
}
