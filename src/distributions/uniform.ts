/** Uniform on a box. */
import type { Space } from '../graph/space.ts';
import { numel } from '../graph/space.ts';
import { type Distribution, can } from './distribution.ts';

/** Density zero outside the box is represented by a log-density of -1e9 nats per coordinate outside, so that sums stay finite. */
export function uniform(node: string, space: Space, low: number, high: number): Distribution {
  const event = space.shape;
  return {
    node,
    space,
    event,
    can: can(),
    sample: (b, plates) => ({ datum: { val: b.add(low, b.mul(high - low, b.random('uniform', plates, event))) } }),
    logProb: (b, x) => {
      const outside = b.add(b.greater(low, x.val), b.greater(x.val, high));
      return b.sub(b.neg(b.of(numel(event) * Math.log(high - low))), b.mul(1e9, b.sumEvent(outside)));
    },
    mean: (b) => b.expand(b.of((low + high) / 2), [], event),
  };
}
