/**
 * The probability-flow ODE from data to noise: inversion, and log p by the change of volume on the way (Song et al., 2021, Score-based generative
 * modeling, section 4.3 and appendix D.2). Heun steps.
 */
import { numel } from '../graph/space.ts';
import type { Builder } from '../ir/builder.ts';
import { gradients } from '../ir/differentiate.ts';
import { loop } from '../ir/loop.ts';
import type { Val } from '../ir/value.ts';
import type { Coordinates } from './coordinates.ts';
import type { Estimate } from './prediction.ts';
import type { Level, LevelVals } from './schedule.ts';

/** Up to so many numbers the divergence is exact, one reverse pass for each; beyond, one random probe estimates it (Hutchinson, 1990). */
export const MOST_EXACT = 8;

export interface Flow {
  readonly name: string;
  /** From the most noise to the data. */
  readonly ladder: readonly Level[];
  readonly at: Coordinates;
  /** The slope is known at the data, too; otherwise the first step takes that of the next level. */
  readonly whole: boolean;
  readonly estimate: (x: Val, level: LevelVals) => Estimate;
}
export interface Noised {
  /** x at the end of the path: event of x. */
  readonly end: Val;
  /** log |det| of the way from x to there, nats: event []. Only where it was asked for. */
  readonly logDet?: Val | undefined;
}

export function toNoise(b: Builder, f: Flow, x: Val, measured: boolean): Noised {
  const up = f.ladder.toReversed();
  const n = up.length - 1;
  const turns = b.turns(`${f.name}.flow`, n);
  const table = (g: (from: Level, to: Level, i: number) => number): Val =>
    b.constant(
      Array.from({ length: n }, (_, i) => g(up[i]!, up[i + 1]!, i)),
      [],
      [turns],
    );
  const twice = (i: number): boolean => f.whole || i > 0;
  const level = (g: (from: Level, to: Level, i: number) => Level): readonly Val[] =>
    [(l: Level) => l.time, (l: Level) => l.alpha, (l: Level) => l.sigma].map((part) => table((from, to, i) => part(g(from, to, i))));
  const over = [
    ...level((from, to, i) => (twice(i) ? from : to)),
    ...level((_, to) => to),
    table((from, to) => f.at.place(to) - f.at.place(from)),
    table((from, to, i) => f.at.size(twice(i) ? from : to)),
    table((_, to) => f.at.size(to)),
    // the share of the second slope
    table((_, __, i) => (twice(i) ? 0.5 : 0)),
  ];
  const probe = measured && numel(x.event) > MOST_EXACT ? b.sign(b.random('normal', x.plates, x.event)) : undefined;
  const zero = b.expand(b.of(0), x.plates, []);
  const { carried } = loop(b, turns, { carried: measured ? [x, zero] : [x], over }, ({ carried: [now, logDet], over: columns }) => {
    const [t1, a1, s1, t2, a2, s2, length, size1, size2, share] = columns;
    const slope = (u: Val, size: Val, level: LevelVals): { readonly d: Val; readonly divergence: Val } => {
      const d = f.at.slope(b, f.estimate(b.mul(size, u), level), level);
      return { d, divergence: measured ? divergence(b, d, u, probe) : zero };
    };
    const first = slope(now!, size1!, { time: t1!, alpha: a1!, sigma: s1! });
    const second = slope(b.add(now!, b.mul(length!, first.d)), size2!, { time: t2!, alpha: a2!, sigma: s2! });
    const averaged = (p: Val, q: Val): Val => b.mul(length!, b.add(p, b.mul(share!, b.sub(q, p))));
    const next = b.add(now!, averaged(first.d, second.d));
    return { carried: measured ? [next, b.add(logDet!, averaged(first.divergence, second.divergence))] : [next] };
  });
  const last = up.at(-1)!;
  const grown = f.at.size(last);
  return {
    end: b.mul(grown, carried[0]!),
    logDet: measured ? b.add(carried[1]!, numel(x.event) * Math.log(grown)) : undefined,
  };
}

/** Trace of the Jacobian of d in x: event []. */
function divergence(b: Builder, d: Val, x: Val, probe: Val | undefined): Val {
  if (probe) return b.sumEvent(b.mul(probe, gradients(b, b.sumEvent(b.mul(probe, d)), [x])[0]!));
  const flat = b.flat(d);
  const parts = Array.from({ length: numel(x.event) }, (_, k) =>
    b.reshape(b.slice(b.flat(gradients(b, b.slice(flat, 0, k, k + 1), [x])[0]!), 0, k, k + 1), []),
  );
  return b.total(...parts);
}
