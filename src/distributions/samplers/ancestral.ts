/** Ancestral sampling of the chain: x_s from N(mean(x_t, clean), variance), down to the data (Ho et al., 2020, algorithm 2). */
import type { Val } from '../../ir/value.ts';
import { type Variance, transition } from '../transition.ts';
import { type Walk, combine, walk } from './walk.ts';

/** The last step draws, too: the chain's own law of x_0 given x_1. */
export function ancestral(w: Walk, x: Val, variance: Variance): Val {
  const { b } = w;
  const at = (f: (t: ReturnType<typeof transition>) => number) => (from: Parameters<typeof transition>[0], to: typeof from) =>
    f(transition(from, to, variance));
  const columns = [at((t) => t.keep), at((t) => t.clean), at((t) => Math.sqrt(t.variance))];
  return walk(w, [x], columns, ([now], from, [keep, clean, deviation]) => [
    combine(b, [keep!, now!], [clean!, w.estimate(now!, from).clean], [deviation!, b.random('normal', now!.plates, now!.event)]),
  ])[0]!;
}
