/** How much pictures differ from one another, beside how much those of the data do: what a generator that makes the same picture again and again gives away. */
import type { Variety } from '../shown.ts';

interface Spread {
  readonly apart: number;
  readonly nearest: number;
  readonly contrast: number;
}

/** @param samples n pictures of `dim` numbers, row-major @param data as many held-out examples */
export function varietyOf(samples: Float32Array, data: Float32Array, n: number, dim: number): Variety {
  const [a, b] = [spreadOf(samples, n, dim), spreadOf(data, n, dim)];
  return { apart: a.apart / b.apart, nearest: a.nearest / b.nearest, contrast: a.contrast / b.contrast };
}
function spreadOf(x: Float32Array, n: number, dim: number): Spread {
  const least = new Float64Array(n).fill(Infinity);
  let sum = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      let d = 0;
      for (let k = 0; k < dim; k++) d += (x[i * dim + k]! - x[j * dim + k]!) ** 2;
      sum += d;
      least[i] = Math.min(least[i]!, d);
      least[j] = Math.min(least[j]!, d);
    }
  least.sort();
  let within = 0;
  for (let i = 0; i < n; i++) {
    const own = x.subarray(i * dim, (i + 1) * dim);
    const mean = own.reduce((s, v) => s + v, 0) / dim;
    within += Math.sqrt(own.reduce((s, v) => s + (v - mean) ** 2, 0) / dim);
  }
  return { apart: Math.sqrt((2 * sum) / (n * (n - 1))), nearest: Math.sqrt(least[n >> 1]!), contrast: within / n };
}
