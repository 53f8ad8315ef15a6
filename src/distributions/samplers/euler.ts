/** Euler steps of the probability-flow ODE, in sigma / alpha (Song et al., 2021, section 4.3; Karras et al., 2022, section 3) or in t of a straight path: in both, x_s = alpha_s clean + sigma_s noise. */
import type { Val } from '../../ir/value.ts';
import { type Walk, combine, walk } from './walk.ts';

export function euler(w: Walk, x: Val): Val {
  return walk(w, [x], [(_, to) => to.alpha, (_, to) => to.sigma], ([now], from, [clean, noise]) => {
    const e = w.estimate(now!, from);
    return [combine(w.b, [clean!, e.clean], [noise!, e.noise])];
  })[0]!;
}
