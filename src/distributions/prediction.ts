/**
 * What a denoising network is asked to give, and how the clean value and the noise in x_t = alpha x_0 + sigma e follow from it.
 * The noise level is one number an example; x and y have the event of the data.
 */
import type { Builder } from '../ir/builder.ts';
import type { Val } from '../ir/value.ts';
import type { LevelVals, Schedule, ScheduleKind } from './schedule.ts';

export const PREDICTS = ['epsilon', 'x0', 'v', 'velocity', 'score', 'edm'] as const;
export type Predicts = (typeof PREDICTS)[number];

/** The network's belief about x_t. */
export interface Estimate {
  /** x_0. */
  readonly clean: Val;
  /** e. */
  readonly noise: Val;
}
interface Prediction {
  /** Schedules it is defined on. */
  readonly fits: readonly ScheduleKind[];
  estimate(b: Builder, x: Val, y: Val, l: LevelVals, s: Schedule): Estimate;
  /** What the network should give. */
  target(b: Builder, clean: Val, noise: Val, x: Val, l: LevelVals, s: Schedule): Val;
  /** |error of x_0| over |error of the network|: event []. */
  gain(b: Builder, l: LevelVals, s: Schedule): Val;
}
const GAUSSIAN: readonly ScheduleKind[] = ['linear', 'cosine', 've', 'edm'];
const size = (b: Builder, l: LevelVals): Val => b.add(b.square(l.alpha), b.square(l.sigma));
/** The noise that is left once the clean value is known. */
const rest = (b: Builder, x: Val, clean: Val, l: LevelVals): Val => b.div(b.sub(x, b.mul(l.alpha, clean)), l.sigma);
const fromNoise = (b: Builder, x: Val, noise: Val, l: LevelVals): Estimate => ({
  noise,
  clean: b.div(b.sub(x, b.mul(l.sigma, noise)), l.alpha),
});
const fromClean = (b: Builder, x: Val, clean: Val, l: LevelVals): Estimate => ({ clean, noise: rest(b, x, clean, l) });

/** Karras et al., 2022, table 1: D(x) = skip x + out F(in x). */
const total = (b: Builder, l: LevelVals, s: Schedule): Val => b.add(b.square(l.sigma), s.dataScale! ** 2);
const skip = (b: Builder, l: LevelVals, s: Schedule): Val => b.div(s.dataScale! ** 2, total(b, l, s));
const out = (b: Builder, l: LevelVals, s: Schedule): Val => b.mul(b.mul(s.dataScale!, l.sigma), b.rsqrt(total(b, l, s)));

export const PREDICTIONS: Readonly<Record<Predicts, Prediction>> = {
  epsilon: {
    fits: GAUSSIAN,
    estimate: (b, x, y, l) => fromNoise(b, x, y, l),
    target: (_, __, noise) => noise,
    gain: (b, l) => b.div(l.sigma, l.alpha),
  },
  x0: {
    fits: [...GAUSSIAN, 'straight'],
    estimate: (b, x, y, l) => fromClean(b, x, y, l),
    target: (_, clean) => clean,
    gain: (b) => b.of(1),
  },
  // Salimans & Ho, 2022, appendix D: v = alpha e - sigma x_0, here for any alpha and sigma
  v: {
    fits: [...GAUSSIAN, 'straight'],
    estimate: (b, x, y, l) => ({
      clean: b.div(b.sub(b.mul(l.alpha, x), b.mul(l.sigma, y)), size(b, l)),
      noise: b.div(b.add(b.mul(l.sigma, x), b.mul(l.alpha, y)), size(b, l)),
    }),
    target: (b, clean, noise, _, l) => b.sub(b.mul(l.alpha, noise), b.mul(l.sigma, clean)),
    gain: (b, l) => b.div(l.sigma, size(b, l)),
  },
  // dx/dt of the straight path, towards the noise: e - x_0
  velocity: {
    fits: ['straight'],
    estimate: (b, x, y, l) => ({ clean: b.sub(x, b.mul(l.sigma, y)), noise: b.add(x, b.mul(l.alpha, y)) }),
    target: (b, clean, noise) => b.sub(noise, clean),
    gain: (_, l) => l.sigma,
  },
  // the score times sigma, so that what the network gives is of one size (Song & Ermon, 2020, technique 3)
  score: {
    fits: GAUSSIAN,
    estimate: (b, x, y, l) => fromNoise(b, x, b.neg(y), l),
    target: (b, _, noise) => b.neg(noise),
    gain: (b, l) => b.div(l.sigma, l.alpha),
  },
  edm: {
    fits: ['ve', 'edm'],
    estimate: (b, x, y, l, s) => fromClean(b, x, b.add(b.mul(skip(b, l, s), x), b.mul(out(b, l, s), y)), l),
    target: (b, clean, _, x, l, s) => b.div(b.sub(clean, b.mul(skip(b, l, s), x)), out(b, l, s)),
    gain: (b, l, s) => out(b, l, s),
  },
};

/** What the network reads of x_t: scaled to about one where the path lets it grow (Karras et al., 2022, c_in). */
export const legible = (b: Builder, x: Val, l: LevelVals, s: Schedule): Val =>
  s.dataScale === undefined ? x : b.mul(x, b.rsqrt(total(b, l, s)));

/** Keeps the clean value within ±bound, and the noise what it must then be. */
export function clipped(b: Builder, x: Val, e: Estimate, l: LevelVals, bound: number): Estimate {
  return fromClean(b, x, b.minimum(bound, b.maximum(-bound, e.clean)), l);
}
