/** How far samples in the plane are from the data: as a multiple of what two sets of real data differ by, and the share that lies where data lies. */
import { shareInSupport, supportEdge } from '../../data/support.ts';
import type { Params } from '../../graph/model.ts';
import type { Picture } from '../../workers/protocol.ts';

export interface Distance {
  /** Sliced Wasserstein distance to held-out data, over that between two held-out sets of the same size. */
  readonly overFloor: number;
  /** Share of samples whose true density reaches what 99 % of the data reach. */
  readonly inSupport: number;
  /** Share of held-out data with a sample within the distance of its NEAR-th nearest neighbour in other data. */
  readonly covered: number;
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

/** Neighbours that say how near is near: of real data, all but 1 in 2^NEAR are covered. */
const NEAR = 5;
/** Data whose neighbours are looked for. */
const ASKED = 400;

/** Squared distances from points of the plane to their NEAR-th nearest neighbour among others. */
export function reaches(points: Float32Array, count: number, others: Float32Array, n: number): Float32Array {
  const out = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const nearest = new Float64Array(NEAR).fill(Infinity);
    for (let k = 0; k < n; k++) {
      const d = (points[2 * i]! - others[2 * k]!) ** 2 + (points[2 * i + 1]! - others[2 * k + 1]!) ** 2;
      if (d >= nearest[NEAR - 1]!) continue;
      nearest[NEAR - 1] = d;
      nearest.sort();
    }
    out[i] = nearest[NEAR - 1]!;
  }
  return out;
}
/** Share of points that one of the samples comes within reach of. */
export function coverage(points: Float32Array, reach: Float32Array, samples: Float32Array, n: number): number {
  let covered = 0;
  for (let i = 0; i < reach.length; i++)
    for (let k = 0; k < n; k++)
      if ((points[2 * i]! - samples[2 * k]!) ** 2 + (points[2 * i + 1]! - samples[2 * k + 1]!) ** 2 <= reach[i]!) {
        covered++;
        break;
      }
  return covered / reach.length;
}

interface Reference {
  readonly data: Float32Array;
  /** Of the first of the data: how near a sample must come. */
  readonly reach: Float32Array;
  readonly floor: number;
  /** Log density that 99 % of the data reach. */
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
  return {
    data: first,
    reach: reaches(first, Math.min(ASKED, n), second, n),
    floor,
    edge: supportEdge(truth.logDensity(second, n)),
    logDensity: (x, m) => truth.logDensity(x, m),
  };
}

/** Undefined where the data is not in the plane or its density is not known. */
export function distanceOf(params: Params, samples: Picture): Promise<Distance | undefined> {
  const known = measured.get(samples)?.get(params);
  if (known) return known;
  const found = measure(params, samples);
  measured.set(samples, new WeakMap([[params, found]]));
  return found;
}
/** Several panes ask for the same. */
const measured = new WeakMap<Picture, WeakMap<Params, Promise<Distance | undefined>>>();
async function measure(params: Params, samples: Picture): Promise<Distance | undefined> {
  const source = typeof params['source'] === 'string' ? params['source'] : 'moons';
  const { shape, values } = samples.space;
  if (shape.length !== 1 || shape[0] !== 2 || values.kind !== 'real') return undefined;
  const n = Math.min(MOST, samples.n);
  const key = `${source} ${n}`;
  if (!references.has(key)) references.set(key, referenceOf(source, n));
  const reference = await references.get(key);
  if (!reference) return undefined;
  const x = samples.data.subarray(0, 2 * n);
  return {
    overFloor: slicedWasserstein(x, reference.data, n) / reference.floor,
    inSupport: shareInSupport(reference.logDensity(x, n), reference.edge),
    covered: coverage(reference.data, reference.reach, x, n),
    n,
  };
}
