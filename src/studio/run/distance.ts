/** How far samples in the plane are from the data: as a multiple of what two sets of real data differ by, and the share that lies where data lies. */
import type { Params } from '../../graph/model.ts';
import type { Picture } from '../../workers/protocol.ts';

export interface Distance {
  /** Sliced Wasserstein distance to held-out data, over that between two held-out sets of the same size. */
  readonly overFloor: number;
  /** Share of samples whose true density is above the data's own 1% quantile. */
  readonly inSupport: number;
  readonly n: number;
}
const MOST = 1000;
const DIRECTIONS = 48;

/** Root mean squared gap between sorted projections, over evenly spread directions. Both sets hold n points of the plane. */
export function slicedWasserstein(a: Float32Array, b: Float32Array, n: number): number {
  let sum = 0;
  const pa = new Float32Array(n);
  const pb = new Float32Array(n);
  for (let d = 0; d < DIRECTIONS; d++) {
    const c = Math.cos((Math.PI * (d + 0.5)) / DIRECTIONS);
    const s = Math.sin((Math.PI * (d + 0.5)) / DIRECTIONS);
    for (let i = 0; i < n; i++) {
      pa[i] = c * a[2 * i]! + s * a[2 * i + 1]!;
      pb[i] = c * b[2 * i]! + s * b[2 * i + 1]!;
    }
    pa.sort();
    pb.sort();
    for (let i = 0; i < n; i++) sum += (pa[i]! - pb[i]!) ** 2;
  }
  return Math.sqrt(sum / (n * DIRECTIONS));
}

interface Reference {
  readonly data: Float32Array;
  readonly floor: number;
  /** Log density that 99% of the data exceed. */
  readonly edge: number;
  readonly logDensity: (x: Float32Array, n: number) => Float64Array;
}
const references = new Map<string, Promise<Reference | undefined>>();

async function referenceOf(source: string, n: number): Promise<Reference | undefined> {
  const { openSynthetic } = await import('../../data/catalogue.ts');
  const set = openSynthetic(source);
  const truth = set?.truth?.['x'];
  const [first, second, third] = [1, 2, 3].map((seed) => set?.heldOut(seed, n).columns['x']);
  if (!truth || !first || !second || !third || first.length !== 2 * n) return undefined;
  const floor = (slicedWasserstein(first, second, n) + slicedWasserstein(second, third, n) + slicedWasserstein(first, third, n)) / 3;
  const sorted = truth.logDensity(second, n).toSorted();
  return { data: first, floor, edge: sorted[Math.floor(n * 0.01)]!, logDensity: (x, m) => truth.logDensity(x, m) };
}

/** Undefined where the data is not in the plane or its density is not known. */
export async function distanceOf(params: Params, samples: Picture): Promise<Distance | undefined> {
  const source = typeof params['source'] === 'string' ? params['source'] : 'moons';
  const { shape, values } = samples.space;
  if (shape.length !== 1 || shape[0] !== 2 || values.kind !== 'real') return undefined;
  const n = Math.min(MOST, samples.n);
  const key = `${source} ${n}`;
  if (!references.has(key)) references.set(key, referenceOf(source, n));
  const reference = await references.get(key);
  if (!reference) return undefined;
  const x = samples.data.subarray(0, 2 * n);
  const logs = reference.logDensity(x, n);
  let inside = 0;
  for (const v of logs) if (v > reference.edge) inside++;
  return { overFloor: slicedWasserstein(x, reference.data, n) / reference.floor, inSupport: inside / n, n };
}
