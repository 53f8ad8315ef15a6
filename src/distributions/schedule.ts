/**
 * Corruption paths x_t = alpha x_0 + sigma e, from data (time 0) to noise (time 1); e is drawn from the base. Tables are made on the host in float64
 * and rounded once, as constants.
 */
import type { Builder } from '../ir/builder.ts';
import type { Plate, Val } from '../ir/value.ts';

/** One noise level. */
export interface Level {
  /** 0 at the data, 1 at the noise: what a network is told. */
  readonly time: number;
  readonly alpha: number;
  readonly sigma: number;
}
/** A level inside a program: event [] each, plates as drawn. */
export interface LevelVals {
  readonly time: Val;
  readonly alpha: Val;
  readonly sigma: Val;
}
/** A level drawn at random, one for each example. */
export interface RandomLevel extends LevelVals {
  /** Share of all draws that have less noise, 0 to 1. */
  readonly share: Val;
  /** The member of a table over the chain, at this level. Only where the schedule has a chain. */
  pick(column: readonly number[]): Val;
}
export const SCHEDULES = ['linear', 'cosine', 've', 'edm', 'straight'] as const;
export type ScheduleKind = (typeof SCHEDULES)[number];

export interface Schedule {
  readonly node: string;
  readonly kind: ScheduleKind;
  /** Levels of the discrete chain, from the least noise to the most; absent: time is continuous. */
  readonly chain?: readonly Level[] | undefined;
  /** Standard deviation at which the path ends: x_1 = terminal * e. */
  readonly terminal: number;
  /** Standard deviation of the data, as far as it scales what a network reads; absent: alpha and sigma keep x_t of unit size. */
  readonly dataScale?: number | undefined;
  /** Levels a sampler goes through, `steps` of them and then the data: from the most noise to { 0, 1, 0 }. */
  ladder(steps: number): readonly Level[];
  /** The same for a solver of the ODE, with shorter steps near the data, where the path bends. */
  curve(steps: number): readonly Level[];
  /** The law of levels that learning draws from. */
  random(b: Builder, plates: Iterable<Plate>): RandomLevel;
}
const DATA: Level = { time: 0, alpha: 1, sigma: 0 };

/** The level of a chain with the given beta_1 … beta_T: alpha_t^2 = prod (1 - beta_i) (Ho et al., 2020, eq. 4). */
function preserving(betas: readonly number[]): readonly Level[] {
  let kept = 1;
  return betas.map((beta, i) => {
    kept *= 1 - beta;
    return { time: (i + 1) / betas.length, alpha: Math.sqrt(kept), sigma: Math.sqrt(1 - kept) };
  });
}
/** beta from 0.1/T to 20/T: the 1e-4 to 0.02 of DDPM at T = 1000, at any T (Ho et al., 2020, section 4; Song et al., 2021, appendix C). */
export function linearBetas(T: number): readonly number[] {
  return Array.from({ length: T }, (_, i) => Math.min(0.999, (0.1 + (T > 1 ? (19.9 * i) / (T - 1) : 19.9)) / T));
}
/** alpha_t^2 = cos^2((t + 0.008)/1.008 pi/2), betas at most 0.999 (Nichol & Dhariwal, 2021, eq. 17). */
export function cosineBetas(T: number): readonly number[] {
  const kept = (t: number): number => Math.cos((((t + 0.008) / 1.008) * Math.PI) / 2) ** 2;
  return Array.from({ length: T }, (_, i) => Math.min(0.999, 1 - kept((i + 1) / T) / kept(i / T)));
}
/** A geometric row of noise levels (Song & Ermon, 2019, section 4.2). */
function exploding(T: number, low: number, high: number): readonly Level[] {
  return Array.from({ length: T }, (_, i) => {
    const time = T > 1 ? i / (T - 1) : 1;
    return { time, alpha: 1, sigma: low * (high / low) ** time };
  });
}

/** Levels T - round(k T / n) for k = 0 … n - 1: the last one is always among them (Lin et al., 2023, "trailing" spacing). */
function thinned(chain: readonly Level[], steps: number): readonly Level[] {
  const T = chain.length;
  const n = Math.min(steps, T);
  return [...Array.from({ length: n }, (_, k) => chain[T - Math.round((k * T) / n) - 1]!), DATA];
}
/** Levels at even distances, from the last to the first. */
function spaced(chain: readonly Level[], steps: number): readonly Level[] {
  const last = chain.length - 1;
  const n = Math.min(steps, chain.length);
  return [...Array.from({ length: n }, (_, k) => chain[Math.round(last * (n > 1 ? 1 - k / (n - 1) : 1))]!), DATA];
}
/** Levels whose number goes with the square of the step: from the last to the first, which is always among them ("quadratic", Song et al., 2021, DDIM, appendix D.2). */
function bent(chain: readonly Level[], steps: number): readonly Level[] {
  const last = chain.length - 1;
  const n = Math.min(steps, chain.length);
  const picked = Array.from({ length: n }, (_, k) => Math.round(last * (n > 1 ? 1 - k / (n - 1) : 1) ** 2));
  // where the squares lie closer than the levels, each comes once
  for (let k = n - 2; k >= 0; k--) picked[k] = Math.max(picked[k]!, picked[k + 1]! + 1);
  return [...picked.map((i) => chain[i]!), DATA];
}
/** A level of the chain for each example, all as likely. */
function uniformLevel(b: Builder, chain: readonly Level[], plates: Iterable<Plate>): RandomLevel {
  const T = chain.length;
  const u = b.random('uniform', plates, []);
  const index = b.minimum(T - 1, b.floor(b.mul(T, u)));
  const hot = b.eq(
    b.reshape(index, [1]),
    b.constant(
      Array.from({ length: T }, (_, i) => i),
      [T],
    ),
  );
  const table = b.constant(
    chain.flatMap((l) => [l.time, l.alpha, l.sigma]),
    [T, 3],
  );
  const row = b.matmul(hot, table);
  const column = (k: number): Val => b.reshape(b.slice(row, 0, k, k + 1), []);
  return {
    time: column(0),
    alpha: column(1),
    sigma: column(2),
    share: u,
    pick: (values) => b.reshape(b.matmul(hot, b.constant(values, [T, 1])), []),
  };
}
/** A schedule over a chain of discrete levels. */
export function discrete(
  node: string,
  kind: 'linear' | 'cosine' | 've',
  T: number,
  range: { readonly low: number; readonly high: number; readonly dataScale: number } = { low: 0.01, high: 10, dataScale: 1 },
): Schedule {
  const chain = kind === 've' ? exploding(T, range.low, range.high) : preserving(kind === 'linear' ? linearBetas(T) : cosineBetas(T));
  return {
    node,
    kind,
    chain,
    terminal: kind === 've' ? range.high : 1,
    dataScale: kind === 've' ? range.dataScale : undefined,
    ladder: (steps) => thinned(chain, steps),
    // a geometric row is dense enough near the data
    curve: (steps) => (kind === 've' ? spaced(chain, steps) : bent(chain, steps)),
    random: (b, plates) => uniformLevel(b, chain, plates),
  };
}

export interface EdmOptions {
  readonly low: number;
  readonly high: number;
  /** Bends the row of levels: 7 puts many of them at small noise. */
  readonly rho: number;
  /** log sigma is normal while learning, with this mean and standard deviation. */
  readonly mean: number;
  readonly spread: number;
  readonly dataScale: number;
}
const noChain = (node: string) => (): never => {
  throw new Error(`${node} has no chain of levels`);
};
/** alpha = 1, sigma continuous (Karras et al., 2022, table 1 and eq. 5). */
export function edm(node: string, o: EdmOptions): Schedule {
  const [from, to] = [Math.log(o.low), Math.log(o.high)];
  const bend = 1 / o.rho;
  const ladder = (steps: number): readonly Level[] => [
    ...Array.from({ length: steps }, (_, i) => {
      const part = steps > 1 ? i / (steps - 1) : 0;
      const sigma = (o.high ** bend + part * (o.low ** bend - o.high ** bend)) ** o.rho;
      return { time: Math.min(1, Math.max(0, (Math.log(sigma) - from) / (to - from))), alpha: 1, sigma };
    }),
    DATA,
  ];
  return {
    node,
    kind: 'edm',
    terminal: o.high,
    dataScale: o.dataScale,
    ladder,
    curve: ladder,
    random: (b, plates) => {
      const z = b.random('normal', plates, []);
      const logSigma = b.add(o.mean, b.mul(o.spread, z));
      return {
        // close to the normal law's distribution function: within 0.01
        share: b.sigmoid(b.mul(1.702, z)),
        time: b.mul(1 / (to - from), b.sub(logSigma, from)),
        alpha: b.of(1),
        sigma: b.exp(logSigma),
        pick: noChain(node),
      };
    },
  };
}
/** alpha = 1 - t, sigma = t: a straight line from data to noise of any law (Lipman et al., 2023; Liu et al., 2023). */
export function straight(node: string): Schedule {
  const ladder = (steps: number): readonly Level[] =>
    Array.from({ length: steps + 1 }, (_, k) => ({ time: 1 - k / steps, alpha: k / steps, sigma: 1 - k / steps }));
  return {
    node,
    kind: 'straight',
    terminal: 1,
    ladder,
    curve: ladder,
    random: (b, plates) => {
      const t = b.random('uniform', plates, []);
      return { time: t, alpha: b.sub(1, t), sigma: t, share: t, pick: noChain(node) };
    },
  };
}

export interface Curve {
  readonly time: number;
  readonly alpha: number;
  readonly sigma: number;
  /** log (alpha^2 / sigma^2), natural. */
  readonly logSnr: number;
}
/** The schedule as curves, from data to noise, without the end where the log-SNR is infinite. */
export const curves = (s: Schedule, points: number): readonly Curve[] =>
  s
    .ladder(points)
    .filter((l) => l.sigma > 0 && l.alpha > 0)
    .map((l) => ({ ...l, logSnr: 2 * Math.log(l.alpha / l.sigma) }))
    .toReversed();
