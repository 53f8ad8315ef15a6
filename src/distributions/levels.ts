/** Ordered levels 0..k-1 (pixel intensities): a discretised logistic, or a categorical per position. Values travel as their level. */
import { type Space, numel } from '../graph/space.ts';
import type { Builder } from '../ir/builder.ts';
import type { Val } from '../ir/value.ts';
import { type Distribution, can } from './distribution.ts';
import { gumbel } from './categorical.ts';

/** Level to [-1, 1]. */
const centred = (b: Builder, x: Val, k: number): Val => b.sub(b.mul(2 / (k - 1), x), 1);

/** log P(x) of each element of the levels x under a logistic cut into k levels; mean and natural log-scale are of the range [-1, 1]. */
export function logisticMass(b: Builder, x: Val, k: number, mean: Val, logScale: Val): Val {
  const half = 1 / (k - 1);
  const inverse = b.exp(b.neg(logScale));
  const gap = b.sub(centred(b, x, k), mean);
  const upper = b.mul(inverse, b.add(gap, half));
  const lower = b.mul(inverse, b.sub(gap, half));
  // log(sigma(u) - sigma(l)) = log(1 - e^(l-u)) - softplus(-u) - softplus(l), without cancellation
  const width = b.mul(inverse, 2 * half);
  const inside = b.sub(b.log(b.maximum(1e-12, b.sub(1, b.exp(b.neg(width))))), b.add(b.softplus(b.neg(upper)), b.softplus(lower)));
  const first = b.neg(b.softplus(b.neg(upper)));
  const last = b.neg(b.softplus(lower));
  return b.where(b.greater(0.5, x), first, b.where(b.greater(x, k - 1.5), last, inside));
}
/**
 * P(x) = sigma((x + h - mean)/s) - sigma((x - h - mean)/s) on [-1, 1] with half a level h = 1/(k-1), the end levels taking the tails
 * (Kingma et al., 2016, appendix; Salimans et al., 2017, eq. 2).
 */
export function discretisedLogistic(node: string, space: Space, k: number, mean: Val, logScale: Val): Distribution {
  const event = space.shape;
  return {
    node,
    space,
    event,
    can: can({ path: 'none' }),
    sample: (b, plates) => {
      const u = b.random('uniform', [...plates, ...mean.plates, ...logScale.plates], event);
      const noisy = b.add(mean, b.mul(b.exp(logScale), b.sub(b.log(u), b.log(b.sub(1, u)))));
      const level = b.floor(b.add(0.5, b.mul((k - 1) / 2, b.add(noisy, 1))));
      return { datum: { val: b.minimum(k - 1, b.maximum(0, level)) } };
    },
    logProb: (b, x) => b.sumEvent(b.expand(logisticMass(b, x.val, k, mean, logScale), [], event)),
    mean: (b) => b.expand(b.minimum(k - 1, b.maximum(0, b.mul((k - 1) / 2, b.add(mean, 1)))), [], event),
  };
}

/** A free probability for each level of each position. `logits` is [...shape, k]. */
export function categoricalLevels(node: string, space: Space, k: number, logits: Val): Distribution {
  const event = space.shape;
  const ladder = (b: Builder): Val =>
    b.constant(
      Array.from({ length: k }, (_, i) => i),
      [k],
    );
  return {
    node,
    space,
    event,
    can: can({ path: 'none', support: numel(event) === 1 ? k : 0 }),
    sample: (b, plates) => {
      const hot = b.argmaxHot(b.add(logits, gumbel(b, [...plates, ...logits.plates], [...event, k])));
      return { datum: { val: b.sum(b.mul(hot, ladder(b)), [event.length]) } };
    },
    logProb: (b, x) => b.sumEvent(b.mul(b.eq(b.reshape(x.val, [...event, 1]), ladder(b)), b.logSoftmax(logits))),
    enumerate: (b, plate) =>
      b.constant(
        Array.from({ length: k }, (_, i) => i),
        event,
        [b.plate(plate, k)],
      ),
    mean: (b) => b.expand(b.sum(b.mul(b.exp(b.logSoftmax(logits)), ladder(b)), [event.length]), [], event),
  };
}
