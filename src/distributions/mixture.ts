/** Mixtures: sum_c softmax(logits)_c p_c(x), the components along a plate. */
import type { Space } from '../graph/space.ts';
import { eventOf } from '../graph/space.ts';
import type { Builder } from '../ir/builder.ts';
import { leaves } from '../ir/dependencies.ts';
import type { Plate, Val } from '../ir/value.ts';
import { gumbel } from './categorical.ts';
import { type Distribution, type Datum, type Use, can } from './distribution.ts';
import { type Grade, all, drawnBound, grade } from './grade.ts';

export interface Components {
  /** log p_c(x) with the component plate. */
  logProb(b: Builder, x: Datum, use: Use): Val;
  /** One draw of every component, with the component plate among `plates`. */
  sample(b: Builder, plates: readonly Plate[]): Val;
  readonly parts: readonly Pick<Distribution, 'node' | 'can'>[];
}

/** @param logits event [], with the component plate */
export function mixture(node: string, space: Space, plate: Plate, logits: Val, components: Components): Distribution {
  const event = eventOf(space);
  const ones = event.map(() => 1);
  // the choice itself passes no gradient: all is well only where nothing that is learnt makes it
  const fixed = leaves([logits], 'param', true).size === 0 && components.parts.every((p) => p.can.path === 'full');
  const unnormalised = components.parts.find((p) => !p.can.normalised);
  const density: Grade = unnormalised
    ? grade('impossible', node, `${node} would weigh ${unnormalised.node}, whose normaliser is unknown`)
    : all(...components.parts.map((p) => p.can.logProb), ...components.parts.filter((p) => p.can.noisy).map((p) => drawnBound(p.node)));
  const joint = (b: Builder, x: Datum, use: Use): Val => b.add(b.sub(logits, b.lse(logits, plate)), components.logProb(b, x, use));
  return {
    node,
    space,
    event,
    can: can({ path: fixed ? 'full' : 'partial', sample: all(...components.parts.map((p) => p.can.sample)), logProb: density }),
    sample: (b, plates) => {
      const noisy = b.add(logits, gumbel(b, [...plates, plate], []));
      const chosen = b.eq(noisy, b.max(noisy, [], [plate]));
      return { datum: { val: b.sumPlate(b.mul(b.reshape(chosen, ones), components.sample(b, [...plates, plate])), plate) } };
    },
    logProb: (b, x, use) => b.lse(joint(b, x, use), plate),
    cause: {
      name: 'component',
      grade: density,
      infer: (b, x) => {
        const j = joint(b, x, 'score');
        return b.exp(b.sub(j, b.lse(j, plate)));
      },
    },
  };
}
