/**
 * Ordered levels 0..k-1 as intervals of real numbers: a level x is the interval [x/k, (x+1)/k) and its probability the mass of it. Uniform noise makes
 * that a bound: log P(x) >= E log p((x + u)/k) - d log k (Theis et al., 2016, A note on the evaluation of generative models, section 3.1).
 */
import { type Space, numel } from '../graph/space.ts';
import type { Builder } from '../ir/builder.ts';
import type { Val } from '../ir/value.ts';
import { type Distribution, can } from './distribution.ts';
import { all, grade } from './grade.ts';

/**
 * @param base over real numbers of the shape of `space`
 * @param draws of the noise when data are scored: their mean is taken as probabilities, which tightens the bound (Hoogeboom et al., 2020, eq. 8)
 */
export function dequantised(node: string, space: Space, k: number, base: Distribution, draws: number): Distribution {
  const event = space.shape;
  const here = <T>(b: Builder, make: () => T): T => b.within({ node }, make);
  const below = <T>(b: Builder, make: () => T): T => b.within({ node: base.node }, make);
  const noisy = (b: Builder, x: Val, u: Val | number): Val => b.mul(1 / k, b.add(x, u));
  const { cause, invert } = base;
  return {
    node,
    space,
    event,
    can: can({
      sample: base.can.sample,
      logProb: all(base.can.logProb, grade('lower', node, `${node} spreads each level out by uniform noise: a bound on its probability`)),
      normalised: base.can.normalised,
      path: 'none',
    }),
    sample: (b, plates) => {
      const draw = below(b, () => base.sample(b, plates));
      const level = here(b, () => b.floor(b.mul(k, draw.datum.val)));
      // a base may reach beyond the interval: what falls there belongs to the end levels
      return { datum: { val: here(b, () => b.minimum(k - 1, b.maximum(0, level))) }, penalty: draw.penalty };
    },
    logProb: (b, x, use) => {
      const plate = use === 'score' && draws > 1 ? b.plate(`${node}.u`, draws) : undefined;
      const y = here(b, () => noisy(b, x.val, b.random('uniform', plate === undefined ? x.val.plates : [...x.val.plates, plate], event)));
      const density = below(b, () => base.logProb(b, { val: y }, use));
      return here(b, () => {
        const mean = plate === undefined ? density : b.sub(b.lse(density, plate), Math.log(draws));
        return b.sub(mean, numel(event) * Math.log(k));
      });
    },
    ...(cause && {
      cause: {
        name: cause.name,
        grade: all(cause.grade, grade('estimate', node, `where in its level each number lies is drawn evenly`)),
        infer: (b, x) => cause.infer(b, { val: here(b, () => noisy(b, x.val, b.random('uniform', x.val.plates, event))) }),
      },
    }),
    // the middle of each level goes there and back
    ...(invert && {
      invert: {
        event: invert.event,
        back: (b, x) =>
          invert.back(
            b,
            here(b, () => noisy(b, x, 0.5)),
          ),
        forth: (b, z) => {
          const y = invert.forth(b, z);
          return here(b, () => b.sub(b.mul(k, y), 0.5));
        },
      },
    }),
  };
}
