/**
 * Invertible maps and the distributions they make of others: x = f(z), log p(x) = log p(z) - log |det df/dz|
 * (Papamakarios et al., 2021, Normalizing flows for probabilistic modeling and inference, eq. 3).
 */
import { type Space, eventOf } from '../graph/space.ts';
import type { Builder } from '../ir/builder.ts';
import type { Plate, Val } from '../ir/value.ts';
import { type Distribution, can } from './distribution.ts';
import { EXACT, type Grade, all } from './grade.ts';

export interface Moved {
  /** The image: as many numbers as the operand, in the event shape of where it goes. */
  readonly val: Val;
  /** log |det| of the Jacobian of the map that was taken, at the operand: event [], natural log. */
  readonly logDet: Val;
}
export interface Bijection {
  /** From the base to the data: z to x. */
  forward(b: Builder, z: Val): Moved;
  /** From the data to the base: x to z. */
  inverse(b: Builder, x: Val): Moved;
  /** Plates of its conditions: draws are independent along them. */
  readonly plates?: readonly Plate[] | undefined;
  /** What going each way costs; absent: direct. */
  readonly cost?: { readonly forward: Grade; readonly inverse: Grade } | undefined;
}

/** The distribution of f(z) for z from `base`. @param base over real values, as many as `space` has */
export function transformed(node: string, space: Space, base: Distribution, f: Bijection): Distribution {
  const cost = f.cost ?? { forward: EXACT, inverse: EXACT };
  // every step of a chain is shown at its own node
  const here = <T>(b: Builder, make: () => T): T => b.within({ node }, make);
  const below = <T>(b: Builder, make: () => T): T => b.within({ node: base.node }, make);
  const inverse = (b: Builder, x: Val): Moved => here(b, () => f.inverse(b, x));
  const back = (b: Builder, x: Val): Val => {
    const z = inverse(b, x).val;
    return base.invert ? base.invert.back(b, z) : z;
  };
  const noise = base.invert && base.cause;
  return {
    node,
    space,
    event: eventOf(space),
    can: can({
      sample: all(base.can.sample, cost.forward),
      logProb: all(base.can.logProb, cost.inverse),
      drawn: all(base.can.drawn ?? base.can.logProb, cost.forward),
      normalised: base.can.normalised,
      noisy: base.can.noisy,
      path: base.can.path,
    }),
    sample: (b, plates) => {
      const draw = below(b, () => base.sample(b, [...plates, ...(f.plates ?? [])]));
      const x = here(b, () => f.forward(b, draw.datum.val));
      return {
        datum: { val: x.val },
        // its own density, without the way back (Kingma et al., 2016, Inverse autoregressive flow, eq. 11)
        logProb: () =>
          b.sub(
            below(b, () => draw.logProb?.() ?? base.logProb(b, draw.datum, 'learn')),
            x.logDet,
          ),
        penalty: draw.penalty,
      };
    },
    logProb: (b, x, use) => {
      const z = inverse(b, x.val);
      return b.add(
        below(b, () => base.logProb(b, { val: z.val }, use)),
        z.logDet,
      );
    },
    cause: {
      name: noise ? noise.name : 'base',
      grade: noise ? all(noise.grade, cost.inverse) : cost.inverse,
      infer: (b, x) => (noise ? noise.infer(b, { val: inverse(b, x.val).val }) : inverse(b, x.val).val),
    },
    invert: {
      event: base.invert ? base.invert.event : base.event,
      back,
      forth: (b, z) => {
        const y = base.invert ? base.invert.forth(b, z) : z;
        return here(b, () => f.forward(b, y)).val;
      },
    },
  };
}
