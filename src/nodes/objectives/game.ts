/** Adversarial losses, from the scores a critic gives: high for what it takes for data. Scores have the batch plate and event []; losses are scalars. */
import type { Builder } from '../../ir/builder.ts';
import { gradients } from '../../ir/differentiate.ts';
import type { Val } from '../../ir/value.ts';

/** One way to score the game. `sign` is 1 for what should pass as data, -1 for what should not. */
export interface Rule {
  /** The critic's loss on one side. */
  critic(b: Builder, score: Val, sign: 1 | -1): Val;
  /** The generator's loss on one side: it wants its draws taken for data, and what it makes of data (an encoder's codes) taken for draws. */
  generator(b: Builder, score: Val, sign: 1 | -1): Val;
  /** Both as KaTeX, of a score. */
  readonly latex: { critic(score: string, sign: 1 | -1): string; generator(score: string, sign: 1 | -1): string };
}
/** softplus(-s) for sign 1: minus the log-probability, in nats, that a logistic classifier gives to the answer wanted. */
const logistic = (b: Builder, s: Val, sign: 1 | -1): Val => b.softplus(sign === 1 ? b.neg(s) : s);
const logisticLatex = (s: string, sign: 1 | -1): string => `\\zeta(${sign === 1 ? '-' : ''}${s})`;
/** Half the squared distance to the target: 1 for data, 0 for draws. */
const square = (b: Builder, s: Val, sign: 1 | -1): Val => b.mul(0.5, b.square(sign === 1 ? b.sub(s, 1) : s));
const squareLatex = (s: string, sign: 1 | -1): string => (sign === 1 ? `\\tfrac12(${s}-1)^2` : `\\tfrac12${s}^2`);
const linear = (b: Builder, s: Val, sign: 1 | -1): Val => (sign === 1 ? b.neg(s) : s);
const linearLatex = (s: string, sign: 1 | -1): string => (sign === 1 ? `(-${s})` : s);

export const RULES = {
  /** Goodfellow et al., 2014, section 3: the critic is a classifier, the generator maximises log D rather than minimising log(1 - D). */
  'non-saturating': { critic: logistic, generator: logistic, latex: { critic: logisticLatex, generator: logisticLatex } },
  /** Mao et al., 2017, eq. 9: targets 0 and 1. */
  'least-squares': { critic: square, generator: square, latex: { critic: squareLatex, generator: squareLatex } },
  /** Lim & Ye, 2017, section 2: the critic stops at a margin of 1. */
  hinge: {
    critic: (b, s, sign) => b.relu(sign === 1 ? b.sub(1, s) : b.add(1, s)),
    generator: linear,
    latex: { critic: (s, sign) => `\\max(0,1${sign === 1 ? '-' : '+'}${s})`, generator: linearLatex },
  },
  /** Arjovsky et al., 2017, eq. 2: a difference of means; a distance only while the critic is 1-Lipschitz. */
  wasserstein: { critic: linear, generator: linear, latex: { critic: linearLatex, generator: linearLatex } },
} as const satisfies Readonly<Record<string, Rule>>;

/** Squared norm of the score's gradient in what the critic reads, of each example: batch plate, event []. */
export function squaredSlope(b: Builder, score: Val, at: readonly Val[]): Val {
  return b.total(...gradients(b, score, at).map((g) => b.sumEvent(b.square(g))));
}
/** R1: half the mean squared slope at the data (Mescheder et al., 2018, eq. 9). */
export const r1 = (b: Builder, score: Val, data: readonly Val[]): Val => b.mul(0.5, b.mean(squaredSlope(b, score, data)));

/** Mean squared distance of the slope from 1, on lines between data and draws (Gulrajani et al., 2017, algorithm 1). One place on the line for all variables of an example. */
export function gradientPenalty(b: Builder, judge: (x: readonly Val[]) => Val, data: readonly Val[], draws: readonly Val[]): Val {
  const place = b.random('uniform', ['B'], []);
  const between = data.map((x, i) => {
    const t = b.reshape(
      place,
      x.event.map(() => 1),
    );
    return b.add(b.mul(t, x), b.mul(b.sub(1, t), draws[i]!));
  });
  // the root has no slope at zero
  const slope = b.sqrt(b.add(squaredSlope(b, judge(between), between), 1e-12));
  return b.mean(b.square(b.sub(slope, 1)));
}
