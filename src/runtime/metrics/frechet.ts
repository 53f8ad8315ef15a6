/** Fréchet distance between point sets, each taken for a Gaussian (Heusel et al., 2017, eq. 6; Dowson & Landau, 1982). */
import { eigen, product, squareRoot } from './symmetric.ts';

export interface Moments {
  readonly mean: Float64Array;
  /** [dim, dim], row-major; divided by n - 1. */
  readonly covariance: Float64Array;
}
/** Of n >= 2 points of `dim` numbers, row-major. */
export function moments(x: ArrayLike<number>, n: number, dim: number): Moments {
  const mean = new Float64Array(dim);
  for (let i = 0; i < n; i++) for (let k = 0; k < dim; k++) mean[k]! += x[i * dim + k]! / n;
  const covariance = new Float64Array(dim * dim);
  const off = new Float64Array(dim);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < dim; k++) off[k] = x[i * dim + k]! - mean[k]!;
    for (let k = 0; k < dim; k++) for (let l = 0; l <= k; l++) covariance[k * dim + l]! += off[k]! * off[l]!;
  }
  for (let k = 0; k < dim; k++)
    for (let l = 0; l <= k; l++) covariance[l * dim + k] = covariance[k * dim + l] = covariance[k * dim + l]! / (n - 1);
  return { mean, covariance };
}
/** Sum of the variances. */
export function totalVariance({ mean, covariance }: Moments): number {
  return mean.reduce((s, _, k) => s + covariance[k * (mean.length + 1)]!, 0);
}

/**
 * ‖μ₁ - μ₂‖² + tr(Σ₁ + Σ₂ - 2 (Σ₁ Σ₂)^½), the squared 2-Wasserstein distance of two Gaussians, in squared units of the points. The trace of the
 * root is that of (Σ₁^½ Σ₂ Σ₁^½)^½, which is symmetric, so that only symmetric matrices are taken apart.
 */
export function frechetDistance(a: Moments, b: Moments): number {
  const dim = a.mean.length;
  const root = squareRoot(a.covariance, dim);
  const { values } = eigen(product(product(root, b.covariance, dim), root, dim), dim);
  const overlap = values.reduce((s, x) => s + Math.sqrt(Math.max(0, x)), 0);
  const apart = a.mean.reduce((s, m, k) => s + (m - b.mean[k]!) ** 2, 0);
  return apart + totalVariance(a) + totalVariance(b) - 2 * overlap;
}
