/** Improved precision and recall (Kynkäänniemi et al., 2019, eq. 1 and 2): each set's manifold is a ball around each of its points, out to its k-th nearest neighbour. */

export interface PrecisionRecall {
  /** Share of samples that lie on the manifold of the real data: how good they are. */
  readonly precision: number;
  /** Share of real data that lies on the manifold of the samples: how much of the variety they have. */
  readonly recall: number;
}
/** The paper's k. */
export const NEIGHBOURS = 3;

/** @param samples n points of `dim` numbers, row-major @param real as many; more than k of either */
export function precisionRecall(
  samples: ArrayLike<number>,
  real: ArrayLike<number>,
  n: number,
  dim: number,
  k = NEIGHBOURS,
): PrecisionRecall {
  const [s, r] = [Float64Array.from(samples), Float64Array.from(real)];
  return { precision: covered(s, r, radii(r, n, dim, k), n, dim), recall: covered(r, s, radii(s, n, dim, k), n, dim) };
}
/** Share of points within reach of some centre; the edge belongs to the ball. */
function covered(points: Float64Array, centres: Float64Array, reach: Float64Array, n: number, dim: number): number {
  let count = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      if (squaredDistance(points, i, centres, j, dim) <= reach[j]!) {
        count++;
        break;
      }
  return count / n;
}
/** Squared distance of each point to its k-th nearest other point. */
function radii(x: Float64Array, n: number, dim: number, k: number): Float64Array {
  const nearest = Array.from({ length: n }, () => new Float64Array(k).fill(Infinity));
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const d = squaredDistance(x, i, x, j, dim);
      insert(nearest[i]!, d);
      insert(nearest[j]!, d);
    }
  return Float64Array.from(nearest, (ds) => ds[k - 1]!);
}
/** Keeps the least distances, in order. */
function insert(least: Float64Array, d: number): void {
  let at = least.length - 1;
  if (d >= least[at]!) return;
  for (; at > 0 && least[at - 1]! > d; at--) least[at] = least[at - 1]!;
  least[at] = d;
}
function squaredDistance(x: Float64Array, i: number, y: Float64Array, j: number, dim: number): number {
  let s = 0;
  for (let k = 0, a = i * dim, b = j * dim; k < dim; k++) s += (x[a + k]! - y[b + k]!) ** 2;
  return s;
}
