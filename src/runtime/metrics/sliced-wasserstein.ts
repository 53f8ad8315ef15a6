/** Sliced Wasserstein-2 distance between two point sets (Rabin et al., 2012; Bonneel et al., 2015). */
import { stream } from '../../data/random.ts';

const DIRECTIONS = 128;

/**
 * Root of the mean over random directions of the squared 1-D Wasserstein-2 distance of the projections, in the units of x.
 * @param x n points of `dim` numbers, row-major @param y as many points
 */
export function slicedWasserstein2(x: Float32Array, y: Float32Array, n: number, dim: number): number {
  const normals = stream(0, 'metrics/directions').normal(DIRECTIONS * dim);
  let total = 0;
  for (let d = 0; d < DIRECTIONS; d++) {
    const direction = normals.subarray(d * dim, (d + 1) * dim);
    const length = Math.hypot(...direction);
    const a = projected(x, n, dim, direction, length);
    const b = projected(y, n, dim, direction, length);
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (a[i]! - b[i]!) ** 2;
    total += sum / n;
  }
  return Math.sqrt(total / DIRECTIONS);
}
/** Projections on one direction, sorted: the optimal coupling in one dimension pairs equal ranks. */
function projected(x: Float32Array, n: number, dim: number, direction: Float64Array, length: number): Float64Array {
  const p = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let s = 0;
    for (let k = 0; k < dim; k++) s += x[i * dim + k]! * direction[k]!;
    p[i] = s / length;
  }
  return p.sort();
}
