/**
 * DPM-Solver++(2M): the exact solution of the linear part, and the clean value extrapolated from the last two steps (Lu et al., 2022, DPM-Solver++,
 * algorithm 2). The first step and the one to the data are of first order.
 */
import { type Val } from '../../ir/value.ts';
import type { Level } from '../schedule.ts';
import { type Column, type Walk, combine, walk } from './walk.ts';

const logSnr = (l: Level): number => Math.log(l.alpha / l.sigma);

export function dpmSolver(w: Walk, x: Val): Val {
  const { b, ladder } = w;
  const columns: readonly Column[] = [
    // sigma_s / sigma_t
    (from, to) => to.sigma / from.sigma,
    // alpha_s (1 - e^-h); the step to the data has h infinite
    (from, to) => to.alpha - (to.sigma * from.alpha) / from.sigma,
    // 1 / (2 r), r the length of the last step over that of this one
    (from, to, i) => (i === 0 || to.sigma === 0 ? 0 : (logSnr(to) - logSnr(from)) / (2 * (logSnr(from) - logSnr(ladder[i - 1]!)))),
  ];
  return walk(w, [x, b.mul(0, x)], columns, ([now, before], from, [keep, gain, ahead]) => {
    const { clean } = w.estimate(now!, from);
    const aimed = b.add(clean, b.mul(ahead!, b.sub(clean, before!)));
    return [combine(b, [keep!, now!], [gain!, aimed]), clean];
  })[0]!;
}
