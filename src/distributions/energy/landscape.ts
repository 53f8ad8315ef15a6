/** Energies: log p(x) = -E(x) - log Z, with a normaliser Z that is an integral over every x (LeCun et al., 2006, A tutorial on energy-based learning). */
import { type Space, eventOf } from '../../graph/space.ts';
import type { Builder } from '../../ir/builder.ts';
import type { Plate, Val } from '../../ir/value.ts';
import { type Distribution, type Markov, can, soft } from '../distribution.ts';
import { type Grade, grade } from '../grade.ts';
import { chain } from './chains.ts';

export interface Landscape {
  readonly node: string;
  readonly space: Space;
  /** Event [], for x of the event shape of the space, with any plates; in nats. */
  energy(b: Builder, x: Val): Val;
  /** Plates of its conditions. */
  readonly plates: readonly Plate[];
}
export interface Normaliser {
  readonly grade: Grade;
  /** log Z in nats: event [], plates of the conditions. */
  log(b: Builder): Val;
}

/** The plates an energy has beside those of x: read from its ops at x = 0. */
export const platesOf = (b: Builder, space: Space, energy: Landscape['energy']): readonly Plate[] =>
  energy(b, b.expand(b.of(0), [], eventOf(space))).plates;

/** @param steps of the chain behind each draw @param more what else keeps draws from being exact */
export function unnormalised(l: Landscape, markov: Markov, steps: number, normaliser: Normaliser, more = ''): Distribution {
  const { node, space } = l;
  const event = eventOf(space);
  return {
    node,
    space,
    event,
    can: can({
      sample: grade('estimate', node, `${node} is sampled by ${steps} ${markov.name} from noise, right only in the limit${more}`, 'mcmc'),
      logProb: normaliser.grade,
      normalised: false,
      path: 'none',
    }),
    // draws say nothing of how they would move with the parameters
    sample: (b, plates) => ({ datum: { val: b.stop(chain(b, `${node}.chain`, markov, markov.start(b, plates), steps)) } }),
    logProb: (b, x, use) => {
      const value = b.neg(l.energy(b, soft(x)));
      return use === 'learn' ? value : b.sub(value, normaliser.log(b));
    },
    markov,
  };
}
