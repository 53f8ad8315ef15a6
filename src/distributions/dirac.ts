/** A point mass: a probability on a discrete space, no density on a continuous one (DESIGN rule 8). */
import { type Space, eventOf, isDiscrete } from '../graph/space.ts';
import { type Datum, type Distribution, can } from './distribution.ts';
import { EXACT, grade } from './grade.ts';

export function dirac(node: string, space: Space, value: Datum): Distribution {
  const event = eventOf(space);
  return {
    node,
    space,
    event,
    can: can({
      logProb: isDiscrete(space.values) ? EXACT : grade('impossible', node, `${node} is deterministic: a point mass has no density`),
    }),
    sample: (b, plates) => ({ datum: { ...value, val: b.expand(value.val, plates, event) } }),
    // -1e9 nats beside the point, so that sums stay finite
    logProb: (b, x) => b.mul(-1e9, b.step(b.sumEvent(b.abs(b.sub(x.val, value.val))))),
    mean: (b) => b.expand(value.val, [], event),
  };
}
