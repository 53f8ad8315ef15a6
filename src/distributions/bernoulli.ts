/** Independent Bernoulli variables with the given logits. */
import { type Space, numel } from '../graph/space.ts';
import { type Distribution, can } from './distribution.ts';
import type { Val } from '../ir/value.ts';

/** Above this many binary variables the support is not enumerated (2^6 = 64 values). */
const MOST_ENUMERATED = 6;

/**
 * @param temperature of a relaxed draw that carries the gradient (binary concrete; Maddison et al., 2017, section 3; straight-through, Jang et al., 2017);
 * without one a draw carries no gradient
 */
export function bernoulli(node: string, space: Space, logits: Val, temperature?: number): Distribution {
  const event = space.shape;
  const n = numel(event);
  const support = n <= MOST_ENUMERATED ? 2 ** n : 0;
  return {
    node,
    space,
    event,
    can: can({ path: temperature === undefined ? 'none' : 'full', support }),
    closed: { family: 'bernoulli', logits },
    sample: (b, plates) => {
      const u = b.random('uniform', [...plates, ...logits.plates], event);
      const noisy = b.add(logits, b.sub(b.log(u), b.log(b.sub(1, u))));
      const val = b.step(noisy);
      if (temperature === undefined) return { datum: { val } };
      const relaxed = b.sigmoid(b.div(noisy, temperature));
      return { datum: { val, soft: b.add(val, b.sub(relaxed, b.stop(relaxed))) } };
    },
    // the soft stand-in, where there is one, so that an expectation under q moves q
    logProb: (b, x) => b.neg(b.sumEvent(b.sub(b.softplus(logits), b.mul(x.soft ?? x.val, logits)))),
    enumerate: (b, plate) =>
      b.constant(
        Array.from({ length: support * n }, (_, i) => (Math.floor(i / n) >> (i % n)) & 1),
        event,
        [b.plate(plate, support)],
      ),
    mean: (b) => b.expand(b.sigmoid(logits), [], event),
  };
}
