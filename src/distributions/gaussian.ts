/** Diagonal Gaussian N(mean, exp(logScale)^2). */
import type { Space } from '../graph/space.ts';
import type { Builder } from '../ir/builder.ts';
import type { Val } from '../ir/value.ts';
import { type Distribution, can } from './distribution.ts';
import { EXACT } from './grade.ts';

export const LOG_2PI = Math.log(2 * Math.PI);

/** @param logScale natural log of the standard deviation, broadcast to the event */
export function gaussian(node: string, space: Space, mean: Val, logScale: Val): Distribution {
  const event = space.shape;
  const standardised = (b: Builder, x: Val): Val => b.mul(b.sub(x, mean), b.exp(b.neg(logScale)));
  return {
    node,
    space,
    event,
    can: can(),
    closed: { family: 'gaussian', mean, logScale },
    // reparameterised: x = mean + scale * eps (Kingma & Welling, 2014, section 2.4)
    sample: (b, plates) => ({
      datum: { val: b.add(mean, b.mul(b.exp(logScale), b.random('normal', [...plates, ...mean.plates, ...logScale.plates], event))) },
    }),
    logProb: (b, x) => {
      const perElement = b.add(b.mul(0.5, b.square(standardised(b, x.val))), b.add(logScale, 0.5 * LOG_2PI));
      return b.neg(b.sumEvent(b.expand(perElement, [], event)));
    },
    mean: (b) => b.expand(mean, [], event),
    cause: { name: 'noise', grade: EXACT, infer: (b, x) => standardised(b, x.val) },
  };
}
