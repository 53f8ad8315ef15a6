/** Laws of one position of a sequence: a network gives their numbers. Used for all positions at once, and for one at a time in drawing. */
import type { Builder } from '../ir/builder.ts';
import type { Plate, Val } from '../ir/value.ts';
import { type Choice, choose } from './choice.ts';
import { LOG_2PI } from './gaussian.ts';
import { logisticMass } from './levels.ts';

export interface Law {
  /** Numbers it takes a position. */
  readonly numbers: number;
  /** Does a draw choose one of several symbols or levels, so that it can be kept to the likeliest of them? */
  readonly chooses: boolean;
  /** log p of each position, natural log: x [.., width] and y [.., numbers] to [..]. */
  logProb(b: Builder, x: Val, y: Val): Val;
  /** log p of every symbol or level at once, where each has one: y [.., numbers] to [.., k]. */
  every?(b: Builder, y: Val): Val;
  /** One draw: y [numbers] to [width]. */
  draw(b: Builder, plates: readonly Plate[], y: Val, choice: Choice): Val;
}
const ladder = (b: Builder, k: number): Val =>
  b.constant(
    Array.from({ length: k }, (_, i) => i),
    [k],
  );
const sumLast = (b: Builder, x: Val): Val => b.sum(x, [x.event.length - 1]);

/** Binary: numbers is the logit. Values 0 and 1, width 1. */
export const BERNOULLI: Law = {
  numbers: 1,
  chooses: false,
  logProb: (b, x, y) => sumLast(b, b.sub(b.mul(x, y), b.softplus(y))),
  draw: (b, plates, y, choice) => {
    if (choice.greedy) return b.step(y);
    const u = b.random('uniform', [...plates, ...y.plates], [1]);
    return b.step(b.add(b.div(y, choice.temperature), b.sub(b.log(u), b.log(b.sub(1, u)))));
  },
};
/** One of k symbols, one-hot over the width; numbers are logits. */
export const categoricalLaw = (k: number): Law => ({
  numbers: k,
  chooses: true,
  logProb: (b, x, y) => sumLast(b, b.mul(x, b.logSoftmax(y))),
  every: (b, y) => b.logSoftmax(y),
  draw: (b, plates, y, choice) => choose(b, plates, y, choice),
});
/** One of k levels 0..k-1, width 1; numbers are logits. */
export const levelLaw = (k: number): Law => ({
  numbers: k,
  chooses: true,
  logProb: (b, x, y) => sumLast(b, b.mul(b.eq(x, ladder(b, k)), b.logSoftmax(y))),
  every: (b, y) => b.logSoftmax(y),
  draw: (b, plates, y, choice) => b.reshape(sumLast(b, b.mul(choose(b, plates, y, choice), ladder(b, k))), [1]),
});

/** Weights, centres and natural log-scales of m components, [.., m] each. */
interface Parts {
  readonly logits: Val;
  readonly mean: Val;
  readonly logScale: Val;
}
/** The components start side by side over [-reach, reach], each as wide as its share. Log-scales lie within 7 of their start, softly. */
function partsOf(b: Builder, y: Val, m: number, reach: number): Parts {
  const last = y.event.length - 1;
  const part = (i: number): Val => b.slice(y, last, i * m, (i + 1) * m);
  const centres = Array.from({ length: m }, (_, i) => reach * ((2 * i + 1) / m - 1));
  return {
    logits: part(0),
    mean: b.add(part(1), b.constant(centres, [m])),
    logScale: b.add(b.mul(7, b.tanh(b.mul(1 / 7, part(2)))), Math.log(reach / m)),
  };
}
/** log sum over c of softmax(logits)_c e^terms_c, over the last axis. */
function mixed(b: Builder, logits: Val, terms: Val): Val {
  const joint = b.add(b.logSoftmax(logits), terms);
  const last = joint.event.length - 1;
  const top = b.stop(b.max(joint, [last]));
  const shifted = b.sub(joint, b.reshape(top, [...top.event, 1]));
  return b.add(top, b.log(sumLast(b, b.exp(shifted))));
}
/** A component by its weight, then its centre and standard noise times its scale: [1]. Temperature flattens the weights and widens the noise. */
function drawn(b: Builder, plates: readonly Plate[], { logits, mean, logScale }: Parts, choice: Choice, noise: () => Val): Val {
  const chosen = choose(b, plates, logits, choice);
  const pick = (v: Val): Val => b.reshape(sumLast(b, b.mul(chosen, v)), [1]);
  if (choice.greedy) return pick(mean);
  return b.add(pick(mean), b.mul(b.mul(choice.temperature, b.exp(pick(logScale))), noise()));
}

/** Levels 0..k-1, width 1: a mixture of m discretised logistics (Salimans et al., 2017, PixelCNN++, eq. 2). */
export const logisticsLaw = (k: number, m: number): Law => ({
  numbers: 3 * m,
  chooses: false,
  logProb: (b, x, y) => {
    const { logits, mean, logScale } = partsOf(b, y, m, 1);
    return mixed(b, logits, logisticMass(b, x, k, mean, logScale));
  },
  draw: (b, plates, y, choice) => {
    const noise = (): Val => {
      const u = b.random('uniform', [...plates, ...y.plates], [1]);
      return b.sub(b.log(u), b.log(b.sub(1, u)));
    };
    const v = drawn(b, plates, partsOf(b, y, m, 1), choice, noise);
    return b.minimum(k - 1, b.maximum(0, b.floor(b.add(0.5, b.mul((k - 1) / 2, b.add(v, 1))))));
  },
});
/** Real numbers, width 1: a mixture of m Gaussians (Bishop, 1994, Mixture density networks, eq. 22 and 23). */
export const gaussiansLaw = (m: number): Law => ({
  numbers: 3 * m,
  chooses: false,
  logProb: (b, x, y) => {
    const { logits, mean, logScale } = partsOf(b, y, m, 2);
    const z = b.mul(b.sub(x, mean), b.exp(b.neg(logScale)));
    return mixed(b, logits, b.neg(b.add(b.mul(0.5, b.square(z)), b.add(logScale, 0.5 * LOG_2PI))));
  },
  draw: (b, plates, y, choice) => drawn(b, plates, partsOf(b, y, m, 2), choice, () => b.random('normal', [...plates, ...y.plates], [1])),
});
