/** Diffusions whose data are Gaussian or a mixture of Gaussians, so that the best denoiser is known in closed form. */
import { type DiffusionOptions, diffusion } from '../../../src/distributions/diffusion.ts';
import type { Distribution } from '../../../src/distributions/distribution.ts';
import { gaussian } from '../../../src/distributions/gaussian.ts';
import { PREDICTIONS, type Predicts } from '../../../src/distributions/prediction.ts';
import { type Schedule, discrete, edm, straight } from '../../../src/distributions/schedule.ts';
import { real } from '../../../src/graph/space.ts';
import { Builder } from '../../../src/ir/builder.ts';
import { assertLegal } from '../../../src/ir/verify.ts';
import type { Val } from '../../../src/ir/value.ts';
import { interpret } from '../../oracle/interpreter.ts';
import { draws } from '../../oracle/numbers.ts';

export const LINEAR = discrete('s', 'linear', 200);
export const COSINE = discrete('s', 'cosine', 200);
export const VE = discrete('s', 've', 60, { low: 0.01, high: 20, dataScale: 0.7 });
export const EDM = edm('s', { low: 0.01, high: 20, rho: 7, mean: -1.2, spread: 1.2, dataScale: 0.7 });
export const STRAIGHT = straight('s');

/** One component of the data: weight, and mean and standard deviation of every number. */
export interface Part {
  readonly weight: number;
  readonly mean: readonly number[];
  readonly sd: readonly number[];
}
/** alpha and sigma at a time, by the schedule's own definition. */
function levelAt(b: Builder, s: Schedule, time: Val): { alpha: Val; sigma: Val } {
  if (s.kind === 'straight') return { alpha: b.sub(1, time), sigma: time };
  if (s.kind === 've' || s.kind === 'edm') {
    const [low, high] = [0.01, 20];
    return { alpha: b.of(1), sigma: b.mul(low, b.exp(b.mul(Math.log(high / low), time))) };
  }
  const chain = s.chain!;
  const T = chain.length;
  const hot = b.eq(
    b.floor(b.add(0.5, b.mul(T, b.reshape(time, [1])))),
    b.constant(
      Array.from({ length: T }, (_, i) => i + 1),
      [T],
    ),
  );
  const pick = (f: (l: { alpha: number; sigma: number }) => number): Val => b.sumEvent(b.mul(hot, b.constant(chain.map(f), [T])));
  return { alpha: pick((l) => l.alpha), sigma: pick((l) => l.sigma) };
}
/** What the best network gives: from E[x_0 | x_t]. */
export function bestNetwork(s: Schedule, predicts: Predicts, parts: readonly Part[]) {
  return (b: Builder, read: Val, time: Val): Val => {
    const { alpha, sigma } = levelAt(b, s, time);
    const x = s.dataScale === undefined ? read : b.mul(read, b.sqrt(b.add(b.square(sigma), s.dataScale ** 2)));
    const d = parts[0]!.mean.length;
    const each = parts.map((p) => {
      const mean = b.constant(p.mean, [d]);
      const variance = b.constant(
        p.sd.map((v) => v * v),
        [d],
      );
      const total = b.add(b.mul(b.square(alpha), variance), b.square(sigma));
      const gap = b.sub(x, b.mul(alpha, mean));
      const logp = b.add(Math.log(p.weight), b.mul(-0.5, b.sumEvent(b.add(b.div(b.square(gap), total), b.log(total)))));
      return { logp, clean: b.add(mean, b.mul(b.div(b.mul(alpha, variance), total), gap)), noise: b.mul(b.div(sigma, total), gap) };
    });
    const most = each.map((e) => e.logp).reduce((a, c) => b.maximum(a, c));
    const weights = each.map((e) => b.exp(b.sub(e.logp, most)));
    const sum = b.total(...weights);
    const mixed = (f: (e: (typeof each)[number]) => Val): Val =>
      each.map((e, i) => b.mul(b.div(weights[i]!, sum), f(e))).reduce((a, c) => b.add(a, c));
    const [clean, noise] = [mixed((e) => e.clean), mixed((e) => e.noise)];
    return PREDICTIONS[predicts].target(b, clean, noise, x, { time, alpha, sigma }, s);
  };
}
export const standardNormal = (b: Builder, d: number): Distribution =>
  gaussian('base', real(d), b.expand(b.of(0), [], [d]), b.expand(b.of(0), [], [d]));

type Choices = Partial<Omit<DiffusionOptions, 'base' | 'network'>> & Pick<DiffusionOptions, 'schedule' | 'predicts'>;
export function exact(
  b: Builder,
  parts: readonly Part[],
  o: Choices,
  base?: Distribution,
  network?: DiffusionOptions['network'],
  values: 'real' | 'unit' = 'real',
): Distribution {
  const d = parts[0]!.mean.length;
  return diffusion(
    'diff',
    { ...real(d), values: { kind: values } },
    {
      base: base ?? standardNormal(b, d),
      network: network ?? bestNetwork(o.schedule, o.predicts, parts),
      plates: [],
      sampler: { kind: 'heun' },
      steps: 20,
      guidance: 0,
      clip: null,
      variance: 'small',
      likelihood: o.schedule.chain ? 'bound' : 'ode',
      odeSteps: 60,
      ...o,
    },
  );
}
/** Builds a program, and runs it in float64. */
export function evaluate(
  batch: number,
  make: (b: Builder) => Val,
  inputs: Readonly<Record<string, readonly number[]>> = {},
  seed = 1,
): Float64Array {
  const b = new Builder('diffusion');
  const program = b.program({ y: b.expand(make(b), ['B'], []) });
  assertLegal(program);
  return interpret(program, { batch, inputs, random: draws(seed, 0) }).y!.data;
}
/** log density of a mixture of Gaussians with independent numbers. */
export function logDensity(parts: readonly Part[], x: readonly number[]): number {
  const terms = parts.map((p) =>
    x.reduce(
      (a, v, i) => a - 0.5 * ((v - p.mean[i]!) / p.sd[i]!) ** 2 - Math.log(p.sd[i]!) - 0.5 * Math.log(2 * Math.PI),
      Math.log(p.weight),
    ),
  );
  const most = Math.max(...terms);
  return most + Math.log(terms.reduce((a, t) => a + Math.exp(t - most), 0));
}
