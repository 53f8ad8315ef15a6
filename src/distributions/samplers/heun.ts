/** Heun steps of the probability-flow ODE: the slope at both ends of a step, averaged (Karras et al., 2022, algorithm 1 without churn). */
import type { Val } from '../../ir/value.ts';
import type { Coordinates } from '../coordinates.ts';
import type { Level } from '../schedule.ts';
import { type Column, type Walk, walk } from './walk.ts';

/** @param whole the slope is known at the data, too; otherwise the last step is an Euler step */
export function heun(w: Walk, x: Val, at: Coordinates, whole: boolean): Val {
  const { b, ladder } = w;
  const twice = (to: Level): boolean => whole || to.sigma > 0;
  // where the second slope is taken; anywhere allowed where it does not count
  const second = (from: Level, to: Level): Level => (twice(to) ? to : from);
  const columns: readonly Column[] = [
    (from) => at.size(from),
    (from, to) => second(from, to).time,
    (from, to) => second(from, to).alpha,
    (from, to) => second(from, to).sigma,
    (from, to) => at.size(second(from, to)),
    (from, to) => at.place(to) - at.place(from),
    (_, to) => (twice(to) ? 0.5 : 0),
  ];
  // what is carried is u; it is x at the data, where the size is 1
  const start = b.mul(1 / at.size(ladder[0]!), x);
  return walk(w, [start], columns, ([u], from, [size, time, alpha, sigma, sizeThere, length, share]) => {
    const there = { time: time!, alpha: alpha!, sigma: sigma! };
    const first = at.slope(b, w.estimate(b.mul(size!, u!), from), from);
    const ahead = b.add(u!, b.mul(length!, first));
    const last = at.slope(b, w.estimate(b.mul(sizeThere!, ahead), there), there);
    return [b.add(ahead, b.mul(b.mul(length!, share!), b.sub(last, first)))];
  })[0]!;
}
