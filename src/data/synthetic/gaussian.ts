/** One correlated normal: the set every linear model should fit exactly. */
import { real } from '../../graph/space.ts';
import { normal } from '../numeric/normal.ts';
import { streamed } from './streamed.ts';
import { truthOf } from './truth.ts';

export const GAUSSIAN_MEAN: readonly number[] = [0.5, -0.25];
export const GAUSSIAN_COVARIANCE: readonly number[] = [1, 0.8, 0.8, 1.25];

const p = normal(GAUSSIAN_MEAN, GAUSSIAN_COVARIANCE);

/** x: real [2]. */
export const gaussian = streamed({
  name: 'gaussian',
  title: 'Correlated Gaussian',
  summary: 'One tilted Gaussian: the answer is known in closed form.',
  columns: { x: { space: real(2) } },
  draw: (s, n) => ({ x: p.place(s.normal(2 * n), n) }),
  truth: () => ({
    x: truthOf({ logDensity: p.logDensity, entropy: () => p.entropy, entropyBy: 'closed form' }),
  }),
});
