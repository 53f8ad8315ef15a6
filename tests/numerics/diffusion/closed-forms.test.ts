/** On Gaussian data with the best denoiser every answer is known: the flow is affine, the chain stays Gaussian, the bound is a sum. */
import { describe, expect, test } from 'vitest';
import type { Distribution } from '../../../src/distributions/distribution.ts';
import { type SamplerPlan } from '../../../src/distributions/diffusion.ts';
import type { Predicts } from '../../../src/distributions/prediction.ts';
import { type Schedule, discrete, linearBetas } from '../../../src/distributions/schedule.ts';
import type { Builder } from '../../../src/ir/builder.ts';
import { COSINE, EDM, LINEAR, type Part, STRAIGHT, VE, bestNetwork, evaluate, exact, logDensity, standardNormal } from './analytic.ts';

const ONE: readonly Part[] = [{ weight: 1, mean: [0.8, -0.3], sd: [0.5, 0.9] }];
const { mean: M, sd: S } = ONE[0]!;
const TWO: readonly Part[] = [
  { weight: 0.3, mean: [-1], sd: [0.3] },
  { weight: 0.7, mean: [0.7], sd: [0.5] },
];
const average = (xs: readonly number[]): number => xs.reduce((a, x) => a + x, 0) / xs.length;
const deviation = (xs: readonly number[]): number => Math.sqrt(average(xs.map((x) => (x - average(xs)) ** 2)));
/** Rows of two numbers as columns. */
const columns = (xs: Float64Array): readonly number[][] => [0, 1].map((k) => [...xs].filter((_, i) => i % 2 === k));
/** Every schedule, with each of the things a network may give on it. */
const PATHS: readonly (readonly [Schedule, Predicts])[] = [
  [LINEAR, 'epsilon'],
  [LINEAR, 'x0'],
  [COSINE, 'v'],
  [VE, 'score'],
  [EDM, 'edm'],
  [EDM, 'epsilon'],
  [STRAIGHT, 'velocity'],
  [STRAIGHT, 'v'],
  [STRAIGHT, 'x0'],
];
const NAMED = PATHS.map(([s, p]) => [`${s.kind}, ${p}`, s, p] as const);

/** The affine map from data to noise that the flow of Gaussian data is: e of x, and the slope. */
function flowOf(s: Schedule): { noise(x: number, k: number): number; data(e: number, k: number): number; slope(k: number): number } {
  const { alpha, sigma } = s.curve(20)[0]!;
  const spread = (k: number): number => Math.sqrt((alpha * S[k]!) ** 2 + sigma ** 2) / S[k]!;
  return {
    noise: (x, k) => (alpha * M[k]! + spread(k) * (x - M[k]!)) / s.terminal,
    data: (e, k) => M[k]! + (s.terminal * e - alpha * M[k]!) / spread(k),
    slope: (k) => spread(k) / s.terminal,
  };
}
const logNormal = (z: number): number => -0.5 * z * z - 0.5 * Math.log(2 * Math.PI);
const POINTS = [0.1, -0.5, 0.8, -0.3, 1.5, 1];
/** Base whose draws are given. */
const fixed = (b: Builder): Distribution => ({ ...standardNormal(b, 2), sample: () => ({ datum: { val: b.input('e', [2]) } }) });

describe.each(NAMED)('the flow of Gaussian data: %s', (_, schedule, predicts) => {
  const flow = flowOf(schedule);
  const wanted = [0, 1, 2].map((i) =>
    [0, 1].reduce((a, k) => a + logNormal(flow.noise(POINTS[2 * i + k]!, k)) + Math.log(flow.slope(k)), 0),
  );
  const misses = (odeSteps: number): number => {
    const found = evaluate(
      3,
      (b) => exact(b, ONE, { schedule, predicts, likelihood: 'ode', odeSteps }).logProb(b, { val: b.input('x', [2]) }, 'score'),
      { x: POINTS },
    );
    return Math.max(...wanted.map((w, i) => Math.abs(found[i]! - w)));
  };
  test('log p', () => {
    expect(misses(40)).toBeLessThan(5e-3);
    // Heun steps: half as long, a quarter of the error, where the path may be cut as finely as wanted
    if (!schedule.chain) expect(misses(80)).toBeLessThan(0.35 * misses(40));
  });
  test('the noise behind x', () => {
    const found = evaluate(3, (b) => exact(b, ONE, { schedule, predicts, odeSteps: 40 }).cause!.infer(b, { val: b.input('x', [2]) }), {
      x: POINTS,
    });
    found.forEach((e, i) => expect(e).toBeCloseTo(flow.noise(POINTS[i]!, i % 2), 1.9));
  });
  test('samplers without draws of their own carry noise to data', () => {
    const given = [-1.5, 0.4, 0, 0, 2, -0.7];
    const misses = (sampler: SamplerPlan, steps: number): number => {
      const found = evaluate(3, (b) => exact(b, ONE, { schedule, predicts, sampler, steps }, fixed(b)).sample(b, ['B']).datum.val, {
        e: given,
      });
      return Math.max(...given.map((e, i) => Math.abs(found[i]! - flow.data(e, i % 2))));
    };
    expect(misses({ kind: 'heun' }, 40)).toBeLessThan(0.02);
    expect(misses({ kind: 'euler' }, 40)).toBeLessThan(0.15);
    if (schedule.kind === 'straight') return;
    expect(misses({ kind: 'ddim', eta: 0 }, 40)).toBeLessThan(0.15);
    expect(misses({ kind: 'dpm-solver' }, 40)).toBeLessThan(0.02);
  });
});

test('log p of a mixture of Gaussians, on the straight path to a mixture and to a Gaussian', () => {
  const xs = [-1.2, -0.4, 0.1, 0.9];
  const options = { schedule: STRAIGHT, predicts: 'velocity', odeSteps: 40 } as const;
  const found = evaluate(4, (b) => exact(b, TWO, options).logProb(b, { val: b.input('x', [1]) }, 'score'), { x: xs });
  xs.forEach((x, i) => expect(Math.abs(found[i]! - logDensity(TWO, [x]))).toBeLessThan(2e-3));
});
test('in many dimensions one random probe stands for the divergence, which it is where the Jacobian is diagonal', () => {
  const d = 9;
  const parts = [{ weight: 1, mean: Array<number>(d).fill(0.2), sd: Array.from({ length: d }, (_, i) => 0.3 + 0.1 * i) }];
  const x = Array.from({ length: d }, (_, i) => Math.sin(i));
  const found = evaluate(
    1,
    (b) => exact(b, parts, { schedule: STRAIGHT, predicts: 'velocity' }).logProb(b, { val: b.input('x', [d]) }, 'score'),
    { x },
  );
  expect(found[0]).toBeCloseTo(logDensity(parts, x), 2);
});
test('values in the unit interval are diffused as -1 … 1, and log p says so', () => {
  const parts = [{ weight: 1, mean: [0.2], sd: [0.5] }];
  const o = { schedule: STRAIGHT, predicts: 'velocity' } as const;
  const at = (values: 'real' | 'unit', x: number): number =>
    evaluate(1, (b) => exact(b, parts, o, undefined, undefined, values).logProb(b, { val: b.input('x', [1]) }, 'score'), { x: [x] })[0]!;
  expect(at('unit', 0.7)).toBeCloseTo(at('real', 0.4) + Math.LN2, 10);
});

describe('the chain of Gaussian data', () => {
  const T = 40;
  const schedule = discrete('s', 'linear', T);
  const betas = linearBetas(T);
  const kept = betas.map((_, t) => betas.slice(0, t + 1).reduce((a, beta) => a * (1 - beta), 1));
  const variances = {
    large: betas,
    small: betas.map((beta, t) => (t === 0 ? beta : (beta * (1 - kept[t - 1]!)) / (1 - kept[t]!))),
  };
  /** The best noise estimate, as slope and offset in x_t. */
  const noise = (t: number, k: number): { slope: number; offset: number } => {
    const total = kept[t]! * S[k]! ** 2 + 1 - kept[t]!;
    const slope = Math.sqrt(1 - kept[t]!) / total;
    return { slope, offset: -slope * Math.sqrt(kept[t]!) * M[k]! };
  };
  test.each(['large', 'small'] as const)('ancestral draws have the moments of the recurrence: %s variance', (variance) => {
    const n = 2000;
    const found = columns(
      evaluate(
        n,
        (b) =>
          exact(b, ONE, { schedule, predicts: 'epsilon', variance, sampler: { kind: 'ancestral' }, steps: T }).sample(b, ['B']).datum.val,
      ),
    );
    for (const k of [0, 1]) {
      let [mean, spread] = [0, 1];
      for (let t = T - 1; t >= 0; t--) {
        const { slope, offset } = noise(t, k);
        // Ho et al., 2020, algorithm 2
        const share = betas[t]! / Math.sqrt(1 - kept[t]!);
        mean = (mean - share * (slope * mean + offset)) / Math.sqrt(1 - betas[t]!);
        spread = spread * ((1 - share * slope) ** 2 / (1 - betas[t]!)) + variances[variance][t]!;
      }
      const sd = Math.sqrt(spread);
      expect(Math.abs(average(found[k]!) - mean)).toBeLessThan((4.5 * sd) / Math.sqrt(n));
      expect(Math.abs(deviation(found[k]!) - sd)).toBeLessThan((4.5 * sd) / Math.sqrt(2 * n));
    }
  });
  test.each(['large', 'small'] as const)(
    'the bound is the sum of its terms, by every level and by one at random: %s variance',
    (variance) => {
      // Ho et al., 2020, eq. 5, each term integrated over the noise; over x, too, where it has a variance
      const bound = (x: readonly number[], of: readonly number[]): number => {
        const error = (t: number): number =>
          [0, 1].reduce((a, k) => {
            const { slope, offset } = noise(t, k);
            const [scale, spread] = [Math.sqrt(kept[t]!), Math.sqrt(1 - kept[t]!)];
            // e - (slope x_t + offset), x_t = scale x + spread e
            return a + (1 - slope * spread) ** 2 + (slope * scale * x[k]! + offset) ** 2 + (slope * scale) ** 2 * of[k]!;
          }, 0);
        const last = kept[T - 1]!;
        const ends = x.map((v, k) => -0.5 * (last * (v * v + of[k]!) - last - Math.log(1 - last)));
        const terms = betas.map((beta, t) => {
          const v = variances[variance][t]!;
          const ratio = variances.small[t]! / v;
          const weight = beta ** 2 / (2 * v * (1 - beta) * (1 - kept[t]!));
          return -weight * error(t) - (t === 0 ? Math.log(2 * Math.PI * v) : ratio - 1 - Math.log(ratio));
        });
        return [...ends, ...terms].reduce((a, v) => a + v, 0);
      };
      // no model gives the data more than they have
      const negentropy = -S.reduce((a, s) => a + 0.5 * Math.log(2 * Math.PI * Math.E * s * s), 0);
      expect(
        bound(
          M,
          S.map((s) => s * s),
        ),
      ).toBeLessThan(negentropy);
      const x = [0.1, -0.5];
      const n = 4000;
      for (const use of ['score', 'learn'] as const) {
        const found = [
          ...evaluate(n, (b) => exact(b, ONE, { schedule, predicts: 'epsilon', variance }).logProb(b, { val: b.input('x', [2]) }, use), {
            x: Array.from({ length: n }, () => x).flat(),
          }),
        ];
        expect(Math.abs(average(found) - bound(x, [0, 0]))).toBeLessThan((4.5 * deviation(found)) / Math.sqrt(n));
      }
    },
  );
  test('clipping keeps draws within the bound, but for the last step’s noise', () => {
    const found = evaluate(
      500,
      (b) =>
        exact(b, ONE, { schedule, predicts: 'epsilon', clip: 0.5, sampler: { kind: 'ddim', eta: 0 }, steps: T }).sample(b, ['B']).datum.val,
    );
    expect(Math.max(...found.map(Math.abs))).toBeLessThanOrEqual(0.5 + 1e-9);
  });
});

test('annealed Langevin draws have the moments of its recurrence', () => {
  const [levels, repeats, step, n] = [20, 6, 0.25, 2000];
  const found = columns(
    evaluate(
      n,
      (b) =>
        exact(b, ONE, { schedule: VE, predicts: 'score', sampler: { kind: 'langevin', repeats, step }, steps: levels }).sample(b, ['B'])
          .datum.val,
    ),
  );
  for (const k of [0, 1]) {
    let [mean, spread] = [0, VE.terminal ** 2];
    const ladder = VE.ladder(levels).slice(0, -1);
    for (const { sigma } of ladder)
      for (let i = 0; i < repeats; i++) {
        const pull = (0.5 * step * sigma ** 2) / (S[k]! ** 2 + sigma ** 2);
        mean += pull * (M[k]! - mean);
        spread = spread * (1 - pull) ** 2 + step * sigma ** 2;
      }
    const last = ladder.at(-1)!.sigma;
    const shrink = S[k]! ** 2 / (S[k]! ** 2 + last ** 2);
    const sd = shrink * Math.sqrt(spread);
    expect(Math.abs(average(found[k]!) - (M[k]! + shrink * (mean - M[k]!)))).toBeLessThan((4.5 * sd) / Math.sqrt(n));
    expect(Math.abs(deviation(found[k]!) - sd)).toBeLessThan((4.5 * sd) / Math.sqrt(2 * n));
  }
});

describe('guidance', () => {
  // with and without the condition the data are Gaussian with one spread and two means: leaning by w moves the mean by w times their distance
  const without: readonly Part[] = [{ weight: 1, mean: [0, 0], sd: S }];
  const lean = (w: number): readonly number[] => {
    const made = (b: Builder): Distribution => {
      const [kept, dropped] = [bestNetwork(COSINE, 'v', ONE), bestNetwork(COSINE, 'v', without)];
      return exact(
        b,
        ONE,
        { schedule: COSINE, predicts: 'v', sampler: { kind: 'heun' }, steps: 60, guidance: w },
        fixed(b),
        (bb, x, t, guided) => {
          const y = kept(bb, x, t);
          return guided ? bb.sub(bb.mul(1 + w, y), bb.mul(w, dropped(bb, x, t))) : y;
        },
      );
    };
    return [...evaluate(1, (b) => made(b).sample(b, ['B']).datum.val, { e: [0, 0] })];
  };
  test.each([-1, 0, 1.5])('of %d', (w) => {
    lean(w).forEach((v, k) => expect(v).toBeCloseTo((1 + w) * M[k]!, 1.7));
  });
});
