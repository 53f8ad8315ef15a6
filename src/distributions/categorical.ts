/** Categorical over the last event axis, values one-hot; independent over the other event axes. */
import type { Space } from '../graph/space.ts';
import { eventOf, numel } from '../graph/space.ts';
import type { Builder } from '../ir/builder.ts';
import type { Plate, Val } from '../ir/value.ts';
import { type Distribution, can } from './distribution.ts';

/** Standard Gumbel noise. */
export const gumbel = (b: Builder, plates: Iterable<Plate>, event: readonly number[]): Val =>
  b.neg(b.log(b.neg(b.log(b.random('uniform', plates, event)))));

/** @param temperature of the relaxed draw that carries the gradient: straight-through Gumbel-softmax (Jang et al., 2017) */
export function categorical(node: string, space: Space, logits: Val, temperature = 1): Distribution {
  const event = eventOf(space);
  const k = event.at(-1)!;
  const support = numel(event) === k ? k : 0;
  return {
    node,
    space,
    event,
    can: can({ path: 'partial', support }),
    closed: { family: 'categorical', logits },
    sample: (b, plates) => {
      const noisy = b.add(logits, gumbel(b, [...plates, ...logits.plates], event));
      const val = b.argmaxHot(noisy);
      const relaxed = b.exp(b.logSoftmax(b.div(noisy, temperature)));
      return { datum: { val, soft: b.add(val, b.sub(relaxed, b.stop(relaxed))) } };
    },
    logProb: (b, x) => b.sumEvent(b.mul(x.soft ?? x.val, b.logSoftmax(logits))),
    enumerate: (b, plate) =>
      b.constant(
        Array.from({ length: k * k }, (_, i) => +(i % (k + 1) === 0)),
        event,
        [b.plate(plate, k)],
      ),
    mean: (b) => b.expand(b.exp(b.logSoftmax(logits)), [], event),
  };
}
