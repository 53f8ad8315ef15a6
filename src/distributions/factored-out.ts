/** x = (h, w) along the last axis: h from a base, w Gaussian given h. What a multi-scale flow factors out (Dinh et al., 2017, RealNVP, eq. 14 to 16). */
import { type Space, numel } from '../graph/space.ts';
import type { Builder } from '../ir/builder.ts';
import type { Plate, Val } from '../ir/value.ts';
import { type Distribution, can } from './distribution.ts';
import { gaussian } from './gaussian.ts';
import { EXACT } from './grade.ts';

/** The law of what is factored out, given what is kept: both of the shape of w, which is that of h. */
export interface Law {
  /** Plates of its conditions: draws are independent along them. */
  readonly plates: readonly Plate[];
  given(b: Builder, h: Val): { readonly mean: Val; readonly logScale: Val };
}

/** Noise of all scales lies side by side in one vector, that of the base first. @param base over real values, half as many as `space` has */
export function factoredOut(node: string, space: Space, base: Distribution, law: Law): Distribution {
  const below = <T>(b: Builder, make: () => T): T => b.within({ node: base.node }, make);
  const here = <T>(b: Builder, make: () => T): T => b.within({ node }, make);
  const kept = base.event;
  const axis = kept.length - 1;
  const half = kept[axis]!;
  const size = numel(kept);
  const noise = base.invert && base.cause;
  const cut = (b: Builder, x: Val): readonly [h: Val, w: Val] => [b.slice(x, axis, 0, half), b.slice(x, axis, half, 2 * half)];
  const of = (b: Builder, h: Val): Distribution => {
    const { mean, logScale } = law.given(b, h);
    return gaussian(node, { ...space, shape: kept }, mean, logScale);
  };
  /** The noise behind x, where `explain` finds that behind h. */
  const behind = (b: Builder, x: Val, explain: (h: Val) => Val): Val => {
    const [h, w] = here(b, () => cut(b, x));
    const first = b.flat(below(b, () => explain(h)));
    return here(b, () => b.concat([first, b.flat(of(b, h).cause!.infer(b, { val: w }))], 0));
  };
  return {
    node,
    space,
    event: space.shape,
    can: can({ ...base.can, support: 0 }),
    sample: (b, plates) => {
      const draw = below(b, () => base.sample(b, [...plates, ...law.plates]));
      return here(b, () => {
        const rest = of(b, draw.datum.val);
        const w = rest.sample(b, plates).datum;
        return {
          datum: { val: b.concat([draw.datum.val, w.val], axis) },
          logProb: () =>
            b.add(
              below(b, () => draw.logProb?.() ?? base.logProb(b, draw.datum, 'learn')),
              rest.logProb(b, w, 'learn'),
            ),
          penalty: draw.penalty,
        };
      });
    },
    logProb: (b, x, use) => {
      const [h, w] = here(b, () => cut(b, x.val));
      return b.add(
        below(b, () => base.logProb(b, { val: h }, use)),
        here(b, () => of(b, h).logProb(b, { val: w }, use)),
      );
    },
    cause: {
      name: noise ? noise.name : 'base',
      grade: noise ? noise.grade : EXACT,
      infer: (b, x) => behind(b, x.val, (h) => (noise ? noise.infer(b, { val: h }) : h)),
    },
    invert: {
      event: [2 * size],
      back: (b, x) => behind(b, x, (h) => (base.invert ? base.invert.back(b, h) : h)),
      forth: (b, z) => {
        const first = b.slice(z, 0, 0, size);
        const h = base.invert ? below(b, () => base.invert!.forth(b, b.reshape(first, base.invert!.event))) : b.reshape(first, kept);
        return here(b, () => {
          const { mean, logScale } = law.given(b, h);
          const w = b.add(mean, b.mul(b.exp(logScale), b.reshape(b.slice(z, 0, size, 2 * size), kept)));
          return b.concat([h, w], axis);
        });
      },
    },
  };
}
