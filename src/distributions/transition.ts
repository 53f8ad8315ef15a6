/** One step of a Gaussian chain, from level t to the less noisy level s. All on the host. */
import type { Level } from './schedule.ts';

/** Which variance the model's step has: that of q(x_s | x_t, x_0), or the greater one of q(x_t | x_s) (Ho et al., 2020, section 3.2). */
export type Variance = 'small' | 'large';

export interface Transition {
  /** Mean of x_s: keep x_t + clean x_0. */
  readonly keep: number;
  readonly clean: number;
  /** Of q(x_s | x_t, x_0). */
  readonly posterior: number;
  /** Of the model's step. The step to the data always has the greater one: the other is zero. */
  readonly variance: number;
}
/** Ho et al., 2020, eq. 6 and 7, for any alpha and sigma as in Kingma et al., 2021, appendix A. */
export function transition(t: Level, s: Level, variance: Variance): Transition {
  const ratio = t.alpha / s.alpha;
  const added = t.sigma ** 2 - ratio ** 2 * s.sigma ** 2;
  const posterior = (added * s.sigma ** 2) / t.sigma ** 2;
  return {
    keep: (ratio * s.sigma ** 2) / t.sigma ** 2,
    clean: (s.alpha * added) / t.sigma ** 2,
    posterior,
    variance: variance === 'large' || s.sigma === 0 ? added : posterior,
  };
}
