/**
 * The probability-flow ODE from data to noise: inversion, and log p by the change of volume on the way (Song et al., 2021, Score-based generative
 * modeling, section 4.3 and appendix D.2). Heun steps.
 *
 * A Gaussian path is followed as u = x / sqrt(alpha^2 + sigma^2) against the angle phi of (alpha, sigma), where du/dphi = cos(phi) e - sin(phi) x_0
 * stays of one size from end to end; a straight one as x against t, where dx/dt = e - x_0.
 */
import { numel } from '../graph/space.ts';
import type { Builder } from '../ir/builder.ts';
import { gradients } from '../ir/differentiate.ts';
import { loop } from '../ir/loop.ts';
import type { Val } from '../ir/value.ts';
import type { Estimate } from './prediction.ts';
import type { Level, LevelVals } from './schedule.ts';

/** Up to so many numbers the divergence is exact, one reverse pass for each; beyond, one random probe estimates it (Hutchinson, 1990). */
export const MOST_EXACT = 8;

export interface Flow {
  readonly name: string;
  /** From the most noise to the data. */
  readonly ladder: readonly Level[];
  readonly straight: boolean;
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
  const place = (l: Level): number => (f.straight ? l.time : Math.atan2(l.sigma, l.alpha));
  const level = (g: (from: Level, to: Level, i: number) => Level): readonly Val[] =>
    [(l: Level) => l.time, (l: Level) => l.alpha, (l: Level) => l.sigma].map((part) => table((from, to, i) => part(g(from, to, i))));
  const over = [
    ...level((from, to, i) => (twice(i) ? from : to)),
    ...level((_, to) => to),
    table((from, to) => place(to) - place(from)),
    // the share of the second slope
    table((_, __, i) => (twice(i) ? 0.5 : 0)),
  ];
  const probe = measured && numel(x.event) > MOST_EXACT ? b.sign(b.random('normal', x.plates, x.event)) : undefined;
  const zero = b.expand(b.of(0), x.plates, []);
  const { carried } = loop(b, turns, { carried: measured ? [x, zero] : [x], over }, ({ carried: [now, logDet], over: columns }) => {
    const [t1, a1, s1, t2, a2, s2, length, share] = columns;
    const slope = (u: Val, time: Val, alpha: Val, sigma: Val): { readonly d: Val; readonly divergence: Val } => {
      const d = slopeOf(b, f, u, { time, alpha, sigma });
      return { d, divergence: measured ? divergence(b, d, u, probe) : zero };
    };
    const first = slope(now!, t1!, a1!, s1!);
    const second = slope(b.add(now!, b.mul(length!, first.d)), t2!, a2!, s2!);
    const averaged = (p: Val, q: Val): Val => b.mul(length!, b.add(p, b.mul(share!, b.sub(q, p))));
    const next = b.add(now!, averaged(first.d, second.d));
    return { carried: measured ? [next, b.add(logDet!, averaged(first.divergence, second.divergence))] : [next] };
  });
  const last = up.at(-1)!;
  const grown = f.straight ? 1 : Math.hypot(last.alpha, last.sigma);
  return {
    end: b.mul(grown, carried[0]!),
    logDet: measured ? b.add(carried[1]!, numel(x.event) * Math.log(grown)) : undefined,
  };
}

function slopeOf(b: Builder, f: Flow, u: Val, l: LevelVals): Val {
  if (f.straight) {
    const e = f.estimate(u, l);
    return b.sub(e.noise, e.clean);
  }
  const size = b.sqrt(b.add(b.square(l.alpha), b.square(l.sigma)));
  const e = f.estimate(b.mul(size, u), l);
  return b.div(b.sub(b.mul(l.alpha, e.noise), b.mul(l.sigma, e.clean)), size);
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
