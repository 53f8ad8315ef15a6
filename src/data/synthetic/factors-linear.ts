/** x = W z + b + noise, with two hidden factors behind six measurements: data for factor analysis and probabilistic PCA. */
import { real } from '../../graph/space.ts';
import { normal } from '../numeric/normal.ts';
import { streamed } from './streamed.ts';
import { truthOf } from './truth.ts';

/** W, six rows of two. */
export const FACTOR_LOADINGS: readonly number[] = [1, 0, 0.8, 0.3, 0.5, -0.6, -0.4, 0.9, 0, 1.1, -0.7, -0.5];
export const FACTOR_OFFSET: readonly number[] = [0.3, -0.2, 0, 0.5, -0.4, 0.1];
/** Standard deviation of the noise of each measurement; unequal, so that factor analysis and PCA differ. */
export const FACTOR_NOISE: readonly number[] = [0.3, 0.4, 0.5, 0.3, 0.6, 0.4];

const [D, K] = [FACTOR_OFFSET.length, 2];
/** W W^T + diag(noise^2), 6*6 row-major. */
export const FACTOR_COVARIANCE: readonly number[] = Array.from({ length: D * D }, (_, at) => {
  const [i, j] = [Math.floor(at / D), at % D];
  let s = i === j ? FACTOR_NOISE[i]! ** 2 : 0;
  for (let k = 0; k < K; k++) s += FACTOR_LOADINGS[i * K + k]! * FACTOR_LOADINGS[j * K + k]!;
  return s;
});

const p = normal(FACTOR_OFFSET, FACTOR_COVARIANCE);

/** x: real [6]. */
export const factorsLinear = streamed({
  name: 'factors-linear',
  title: 'Linear factors',
  summary: 'Six noisy measurements of two hidden factors: factor analysis has the exact answer.',
  columns: { x: { space: real(D) } },
  draw: (s, n) => {
    const z = s.normal(K * n);
    const noise = s.normal(D * n);
    const x = new Float32Array(D * n);
    for (let e = 0; e < n; e++)
      for (let i = 0; i < D; i++) {
        let v = FACTOR_OFFSET[i]! + FACTOR_NOISE[i]! * noise[e * D + i]!;
        for (let k = 0; k < K; k++) v += FACTOR_LOADINGS[i * K + k]! * z[e * K + k]!;
        x[e * D + i] = v;
      }
    return { x };
  },
  truth: () => ({
    x: truthOf({ logDensity: p.logDensity, entropy: () => p.entropy, entropyBy: 'closed form' }),
  }),
});
