/** Implicit distributions: a network carries draws of a base to draws of its own. They can be drawn from and have no density (Mohamed & Lakshminarayanan, 2017). */
import { type Space, eventOf } from '../graph/space.ts';
import type { Builder } from '../ir/builder.ts';
import { refuse } from '../ir/refusal.ts';
import type { Val } from '../ir/value.ts';
import { type Datum, type Distribution, can } from './distribution.ts';
import { grade } from './grade.ts';

/** @param forward from a draw of the base to the event of the space; its parameters always have a gradient path, those of the base as far as its draws carry one */
export function implicit(node: string, space: Space, base: Distribution, forward: (b: Builder, u: Datum) => Val): Distribution {
  const event = eventOf(space);
  const why = `${node} only defines a sampler: a network that is not invertible gives no density`;
  return {
    node,
    space,
    event,
    can: can({
      sample: base.can.sample,
      logProb: grade('impossible', node, why),
      path: base.can.path === 'full' ? 'full' : 'partial',
    }),
    sample: (b, plates) => {
      const draw = base.sample(b, plates);
      return { datum: { val: b.expand(forward(b, draw.datum), plates, event) }, penalty: draw.penalty };
    },
    pushed: { base, forth: forward },
    logProb: () => refuse(node, why, 'learn it with an Adversarial objective, or use a distribution with a density'),
  };
}
