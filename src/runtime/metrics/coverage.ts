/** Where samples lie relative to the truth. */
import type { Truth } from '../../data/source.ts';
import { shareInSupport, supportEdge } from '../../data/support.ts';

/** Share of samples in the support of the data. @param real real data, of `realCount` examples */
export function highQuality(truth: Truth, samples: Float32Array, n: number, real: Float32Array, realCount: number): number {
  return shareInSupport(truth.logDensity(samples, n), supportEdge(truth.logDensity(real, realCount)));
}

export interface Modes {
  /** Modes that got at least a fifth of their fair share of the samples. */
  readonly covered: number;
  /** The least share of any mode, relative to a fair share: 1 is even, 0 is a lost mode. */
  readonly least: number;
  /** The greatest share, relative to a fair one. */
  readonly most: number;
}
export function modeCoverage(modes: NonNullable<Truth['modes']>, samples: Float32Array, n: number, dim: number): Modes {
  const count = modes.centres.length / dim;
  const near = new Float64Array(count);
  for (let i = 0; i < n; i++)
    for (let m = 0; m < count; m++) {
      let square = 0;
      for (let k = 0; k < dim; k++) square += (samples[i * dim + k]! - modes.centres[m * dim + k]!) ** 2;
      if (square <= modes.radius ** 2) {
        near[m]!++;
        break;
      }
    }
  const shares = near.map((c) => (c / n) * count);
  return { covered: shares.filter((s) => s >= 0.2).length, least: Math.min(...shares), most: Math.max(...shares) };
}
