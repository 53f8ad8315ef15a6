/** Annealed importance sampling (Neal, 2001, Statistics and Computing 11): from a base that is known to an energy that is not, by small changes of temperature. */
import type { Builder } from '../../ir/builder.ts';
import { loop } from '../../ir/loop.ts';
import type { Plate, Val } from '../../ir/value.ts';
import { grade } from '../grade.ts';
import type { Landscape, Normaliser } from './landscape.ts';

/** Energies between a base (beta 0) and the one asked for (beta 1). */
export interface AnnealingPath {
  /** What it starts from, in words. */
  readonly base: string;
  /** Exact draws of the base. */
  start(b: Builder, plates: readonly Plate[]): Val;
  /** log normaliser of the base, event []. */
  logZ(b: Builder): Val;
  energy(b: Builder, x: Val, beta: Val): Val;
  /** A step that leaves exp(-energy) at `beta` exactly as it is; the estimate is biased otherwise. */
  step(b: Builder, x: Val, beta: Val): Val;
}

/**
 * log of the mean over chains of w = Π_t exp(E(x_t, beta_t) - E(x_t, beta_t+1)), times the base's Z. The mean of w is unbiased, so its log is too
 * small on average, and log p too great.
 */
export function annealed(
  l: Pick<Landscape, 'node' | 'plates'>,
  o: { readonly temperatures: number; readonly chains: number },
  path: AnnealingPath,
): Normaliser {
  const betas = Array.from({ length: o.temperatures + 1 }, (_, t) => t / o.temperatures);
  return {
    grade: grade(
      'estimate',
      l.node,
      `${l.node}: its normaliser by annealed importance sampling from ${path.base}, ${o.chains} chains over ${o.temperatures} temperatures, which tends to overrate log p`,
      'iterative',
    ),
    log: (b) => {
      const plate = b.plate(`${l.node}.ais`, o.chains);
      const turns = b.turns(`${l.node}.ais`, o.temperatures);
      const start = path.start(b, [plate, ...l.plates]);
      const { carried } = loop(
        b,
        turns,
        {
          carried: [start, b.expand(b.of(0), start.plates, [])],
          over: [b.constant(betas.slice(0, -1), [], [turns]), b.constant(betas.slice(1), [], [turns])],
        },
        ({ carried: [x, weight], over: [from, to] }) => ({
          carried: [path.step(b, x!, to!), b.add(weight!, b.sub(path.energy(b, x!, from!), path.energy(b, x!, to!)))],
        }),
      );
      return b.add(path.logZ(b), b.sub(b.lse(carried[1]!, plate), Math.log(o.chains)));
    },
  };
}
