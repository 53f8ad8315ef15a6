/**
 * In which coordinates the probability-flow ODE is followed: x as size times u, and u against a place, with a slope that stays tame.
 * A reparameterised path has the same solutions; how well few steps follow it depends on the choice.
 */
import type { Builder } from '../ir/builder.ts';
import type { Val } from '../ir/value.ts';
import type { Estimate } from './prediction.ts';
import type { Level, LevelVals, Schedule } from './schedule.ts';

export interface Coordinates {
  /** What u is followed against, increasing towards the noise. */
  place(l: Level): number;
  /** x = size u. */
  size(l: Level): number;
  /** du / d place: event of x. */
  slope(b: Builder, e: Estimate, l: LevelVals): Val;
}
/** x against t of a straight path: dx/dt = e - x_0. */
const straight: Coordinates = {
  place: (l) => l.time,
  size: () => 1,
  slope: (b, e) => b.sub(e.noise, e.clean),
};
/** x / sqrt(alpha^2 + sigma^2) against the angle of (alpha, sigma): the slope v = cos e - sin x_0 is of one size from end to end (Salimans & Ho, 2022, appendix D). */
const angle: Coordinates = {
  place: (l) => Math.atan2(l.sigma, l.alpha),
  size: (l) => Math.hypot(l.alpha, l.sigma),
  slope: (b, e, l) => b.div(b.sub(b.mul(l.alpha, e.noise), b.mul(l.sigma, e.clean)), b.sqrt(b.add(b.square(l.alpha), b.square(l.sigma)))),
};
/** x against sigma, where alpha = 1: dx/dsigma = e (Karras et al., 2022, eq. 4). */
const spread: Coordinates = {
  place: (l) => l.sigma,
  size: () => 1,
  slope: (_, e) => e.noise,
};
/** For likelihoods and inversion, from the data on. */
export const upwards = (s: Schedule): Coordinates => (s.kind === 'straight' ? straight : angle);
/** For samplers, from the noise on. */
export const downwards = (s: Schedule): Coordinates =>
  s.kind === 'straight' ? straight : s.kind === 've' || s.kind === 'edm' ? spread : angle;
