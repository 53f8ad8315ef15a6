/**
 * Points spread over a curve (or over a few centres) and blurred by one isotropic normal: p(x) = sum_i w_i N(x; c_i, sd^2 I).
 * For a curve the c_i are quadrature nodes, so the sum is the integral along the curve.
 */
import type { Truth } from '../source.ts';
import { truthOf } from './truth.ts';

export interface Smear {
  /** Row-major points of the plane. */
  readonly centres: Float64Array;
  /** Positive, summing to 1. */
  readonly weights: Float64Array;
  readonly sd: number;
}

/** log p of n points, safe far from every centre. */
export function smearLogDensity({ centres, weights, sd }: Smear, x: Float32Array, n: number): Float64Array {
  const m = weights.length;
  const out = new Float64Array(n);
  const square = new Float64Array(m);
  const scale = -0.5 / (sd * sd);
  const logNorm = -Math.log(2 * Math.PI * sd * sd);
  for (let i = 0; i < n; i++) {
    const a = x[2 * i]!;
    const b = x[2 * i + 1]!;
    let least = Infinity;
    for (let k = 0; k < m; k++) {
      const dx = a - centres[2 * k]!;
      const dy = b - centres[2 * k + 1]!;
      const q = dx * dx + dy * dy;
      square[k] = q;
      if (q < least) least = q;
    }
    let sum = 0;
    for (let k = 0; k < m; k++) sum += weights[k]! * Math.exp(scale * (square[k]! - least));
    out[i] = logNorm + scale * least + Math.log(sum);
  }
  return out;
}

/**
 * Entropy on a grid of spacing sd / `perSd`. Each centre is splatted as an outer product of two 1-D normals within 9 sd
 * (what is cut off weighs under 1e-17), which costs a few multiplications per cell instead of one exp per centre and cell.
 */
export function smearEntropy({ centres, weights, sd }: Smear, perSd = 5): number {
  const h = sd / perSd;
  const reach = 9 * perSd;
  let [loX, loY, hiX, hiY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let k = 0; k < weights.length; k++) {
    loX = Math.min(loX, centres[2 * k]!);
    hiX = Math.max(hiX, centres[2 * k]!);
    loY = Math.min(loY, centres[2 * k + 1]!);
    hiY = Math.max(hiY, centres[2 * k + 1]!);
  }
  const nx = Math.ceil((hiX - loX) / h) + 2 * reach + 3;
  const ny = Math.ceil((hiY - loY) / h) + 2 * reach + 3;
  const grid = new Float64Array(nx * ny);
  const side = 2 * reach + 1;
  const gx = new Float64Array(side);
  const gy = new Float64Array(side);
  const unit = 1 / (sd * Math.sqrt(2 * Math.PI));
  for (let k = 0; k < weights.length; k++) {
    const cx = (centres[2 * k]! - loX) / h + reach + 1;
    const cy = (centres[2 * k + 1]! - loY) / h + reach + 1;
    const i0 = Math.round(cx) - reach;
    const j0 = Math.round(cy) - reach;
    for (let i = 0; i < side; i++) {
      const dx = (i0 + i - cx) / perSd;
      const dy = (j0 + i - cy) / perSd;
      gx[i] = unit * Math.exp(-0.5 * dx * dx);
      gy[i] = weights[k]! * unit * Math.exp(-0.5 * dy * dy);
    }
    for (let j = 0; j < side; j++) {
      const row = (j0 + j) * nx + i0;
      const w = gy[j]!;
      for (let i = 0; i < side; i++) grid[row + i] = grid[row + i]! + w * gx[i]!;
    }
  }
  let sum = 0;
  for (const p of grid) if (p > 1e-300) sum -= p * Math.log(p);
  return sum * h * h;
}

export function smearTruth(smear: Smear, modes?: Truth['modes']): Truth {
  return truthOf({
    logDensity: (x, n) => smearLogDensity(smear, x, n),
    entropy: () => smearEntropy(smear),
    entropyBy: 'quadrature on a grid of spacing sd / 5, error below 1e-6',
    ...(modes && { modes }),
  });
}

/** The nodes and weights of a curve given by an angle or time t. */
export function alongCurve(
  t: { readonly nodes: Float64Array; readonly weights: Float64Array },
  at: (t: number) => readonly [number, number],
): { centres: Float64Array; weights: Float64Array } {
  const total = t.weights.reduce((a, b) => a + b, 0);
  const centres = new Float64Array(2 * t.nodes.length);
  t.nodes.forEach((node, k) => centres.set(at(node), 2 * k));
  return { centres, weights: t.weights.map((w) => w / total) };
}
