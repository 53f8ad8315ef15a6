/**
 * Heun steps of the probability-flow ODE (Karras et al., 2022, algorithm 1 without churn): the slope at both ends of a step, averaged. On a Gaussian
 * path the curve is followed in x / alpha against sigma / alpha, where the slope is the noise; on a straight path in x against t, where it is
 * noise - clean.
 */
import type { Val } from '../../ir/value.ts';
import type { Estimate } from '../prediction.ts';
import type { Level } from '../schedule.ts';
import { type Column, type Walk, combine, walk } from './walk.ts';

/**
 * @param straight the path is a straight one
 * @param whole the slope is known at the data, too; otherwise the last step is an Euler step
 */
export function heun(w: Walk, x: Val, straight: boolean, whole: boolean): Val {
  const { b } = w;
  const slope = (e: Estimate): Val => (straight ? b.sub(e.noise, e.clean) : e.noise);
  const twice = (to: Level): boolean => whole || to.sigma > 0;
  const columns: readonly Column[] = [
    (_, to) => to.alpha,
    (_, to) => to.sigma,
    // where the second slope is taken; anywhere allowed where it does not count
    (from, to) => (twice(to) ? to : from).time,
    (from, to) => (twice(to) ? to : from).alpha,
    (from, to) => (twice(to) ? to : from).sigma,
    // half the length of the step, where the second slope counts
    (from, to) => (twice(to) ? 0.5 * (straight ? to.time - from.time : to.sigma - (to.alpha * from.sigma) / from.alpha) : 0),
  ];
  return walk(w, [x], columns, ([now], from, [clean, noise, time, alpha, sigma, half]) => {
    const first = w.estimate(now!, from);
    const ahead = combine(b, [clean!, first.clean], [noise!, first.noise]);
    const second = w.estimate(ahead, { time: time!, alpha: alpha!, sigma: sigma! });
    return [b.add(ahead, b.mul(half!, b.sub(slope(second), slope(first))))];
  })[0]!;
}
