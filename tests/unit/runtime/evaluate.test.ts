/** What a model is judged to be, where the answer is known. */
import { describe, expect, test } from 'vitest';
import { openSynthetic } from '../../../src/data/catalogue.ts';
import { finite } from '../../../src/data/finite.ts';
import { stream } from '../../../src/data/random.ts';
import { GAUSSIAN_COVARIANCE, GAUSSIAN_MEAN } from '../../../src/data/synthetic/gaussian.ts';
import type { Graph } from '../../../src/graph/model.ts';
import { type Space, numel, real, tokens } from '../../../src/graph/space.ts';
import { type Metrics, evaluate } from '../../../src/runtime/evaluate.ts';
import { oneGaussian, smallVae } from './drawings.ts';
import { type RigOptions, drawing, losses, rig, template } from './rig.ts';
import { useDevice } from './use-device.ts';

const device = useDevice('wasm');
const EFFORT = { examples: 2000, passes: 1, pairs: 5 };

interface Options extends RigOptions {
  readonly weights?: Readonly<Record<string, readonly number[]>>;
  readonly steps?: number;
  readonly examples?: number;
}
/** Judges a drawing at its start, with some weights given by name, or after some steps. */
async function judged(graph: Graph, { weights = {}, steps = 0, examples = EFFORT.examples, ...o }: Options = {}): Promise<Metrics> {
  const r = rig(graph, device(), o);
  const start = r.trainer();
  const checkpoint = await start.checkpoint();
  start.close();
  const given = new Set<string>();
  for (const v of r.compiled.vectors)
    for (const e of v.entries) {
      const numbers = weights[e.param];
      if (numbers) checkpoint.vectors.get(`weights.${v.name}`)!.set(numbers, e.offset);
      if (numbers) given.add(e.param);
    }
  expect([...given].sort()).toEqual(Object.keys(weights).sort());
  const trainer = r.trainer(checkpoint);
  if (steps > 0) await losses(trainer, steps);
  const tasks = r.tasks(trainer);
  const found = await evaluate({ ...r, tasks }, { ...EFFORT, examples });
  tasks.close();
  trainer.close();
  return found;
}
/** The factor A of the precision, A'A = inverse of the covariance, A lower triangular. */
function truthOfGaussian() {
  const [a, b, , d] = GAUSSIAN_COVARIANCE as readonly [number, number, number, number];
  const det = a * d - b * b;
  const [p11, p12, p22] = [d / det, -b / det, a / det];
  const last = Math.sqrt(p22);
  const cross = p12 / last;
  return { 'prior.mean': GAUSSIAN_MEAN, 'prior.lower': [0, 0, cross, 0], 'prior.logDiagonal': [Math.log(Math.sqrt(p11 - cross ** 2)), Math.log(last)] }; // prettier-ignore
}
const bits = (n: number): Space => ({ layout: 'vector', shape: [n], values: { kind: 'binary' } });
const set = (space: Space, n: number, draw: (count: number) => ArrayLike<number>) =>
  new Map([
    ['data', finite({ name: 'made', title: 'made', columns: { x: { space, values: Float32Array.from(draw(n * numel(space.shape))) } } })],
  ]);

describe('a Gaussian', () => {
  test('with the weights of the truth is at the limit', async () => {
    const m = await judged(oneGaussian(), { weights: truthOfGaussian() });
    // the same log-density twice, so that only rounding is left
    expect(Math.abs(m.gap!)).toBeLessThan(1e-5);
    expect(m.nllKind).toBe('exact');
    // log p of a Gaussian in two dimensions has variance 1: the mean over 2000 is entropy within 4 / sqrt(2000)
    expect(Math.abs(m.nll! - m.entropy!)).toBeLessThan(4 / Math.sqrt(2000));
    expect(m.entropy).toBeCloseTo(1 + Math.log(2 * Math.PI) + 0.5 * Math.log(1.25 - 0.64), 10);
    expect(m.sw2Ratio).toBeGreaterThan(0.2);
    expect(m.sw2Ratio).toBeLessThan(4);
    expect(Math.abs(m.hq! - 0.99)).toBeLessThan(0.012);
    expect(m.bitsPerDim).toBeUndefined();
    expect(m.accuracy).toBeUndefined();
  });
  test('a unit too far to the side has the gap theory says', async () => {
    const weights = truthOfGaussian();
    const m = await judged(oneGaussian(), { weights: { ...weights, 'prior.mean': [1.5, -0.25] } });
    // KL of two Gaussians of one covariance: half the squared distance under the precision; its estimate has that variance twice over
    const kl = 0.5 * (1.25 / (1.25 - 0.64));
    expect(Math.abs(m.gap! - kl)).toBeLessThan((4 * Math.sqrt(2 * kl)) / Math.sqrt(2000));
    expect(m.sw2Ratio).toBeGreaterThan(5);
  });
});

describe('the kind of an nll', () => {
  test('is a bound where there is a q, exact where every latent is summed or integrated out', async () => {
    const kinds = async (g: Graph): Promise<unknown> => (await judged(g, { examples: 64 })).nllKind;
    expect(await kinds(smallVae())).toBe('bound');
    expect(await kinds(template('iwae-moons'))).toBe('bound');
    for (const name of ['gaussian-fit', 'gaussian-mixture', 'factor-analysis', 'two-class-bayes'])
      expect(await kinds(template(name)), name).toBe('exact');
  });
});

describe('bits per dimension', () => {
  const fit = (family: string): Graph =>
    drawing(
      {
        data: ['Dataset', { source: 'file' }],
        prior: ['Prior', { family, learn: true }],
        x: ['Observed'],
        nll: ['NLL'],
        opt: ['Optimiser'],
      },
      'data.x>x.data prior.out>x.p x.variable>nll.variables nll.out>opt.objectives',
    );
  test.each<[string, Space, number]>([
    ['categorical', tokens(16, 6), 16],
    ['categorical', tokens(5, 3), 5],
    ['bernoulli', bits(7), 2],
  ])('of a uniform %s are log2 of the number of values', async (family, space, k) => {
    const data = set(space, 200, (n) => stream(1, 'test/symbols').integers(n, k));
    const m = await judged(fit(family), { data, examples: 20 });
    expect(m.bitsPerDim).toBeCloseTo(Math.log2(k), 5);
    expect(m.nll).toBeCloseTo(numel(space.shape) * Math.log(k), 4);
    expect([m.gap, m.sw2]).toEqual([undefined, undefined]);
  });
});

test('text is judged per token, beside the true rate', async () => {
  const uniform = drawing(
    {
      data: ['Dataset', { source: 'markov' }],
      prior: ['Prior', { family: 'categorical', learn: true }],
      x: ['Observed'],
      nll: ['NLL'],
      opt: ['Optimiser'],
    },
    'data.x>x.data prior.out>x.p x.variable>nll.variables nll.out>opt.objectives',
  );
  const m = await judged(uniform, { examples: 400 });
  const truth = openSynthetic('markov')!.truth!['x']!;
  expect(m.nllPerToken).toBeCloseTo(Math.log(16), 5);
  expect(m.trueRate).toBe(truth.rate);
  // the mean of the truth over 400 windows of 64 tokens is within .02 nats a token of its expectation
  expect(Math.abs(m.gapPerToken! - (Math.log(16) - truth.entropy / 64))).toBeLessThan(0.02);
  expect(m.gapPerToken).toBeCloseTo(m.gap! / 64, 10);
});
test('a small finite set is judged by all it holds out', async () => {
  const data = set(real(2), 500, (n) => stream(3, 'test/points').normal(n));
  const m = await judged(oneGaussian({}, { source: 'file' }), { data });
  expect(m.nllKind).toBe('exact');
  expect(m.entropy).toBeUndefined();
  // 50 examples of the standard normal the model starts as: its distance is that of real data to real data
  expect(m.sw2).toBeGreaterThan(0);
  expect(m.sw2Ratio).toBeGreaterThan(0.3);
  expect(m.sw2Ratio).toBeLessThan(3);
});
test('classes are inferred as well as can be by the true classifier, and better than by chance before', async () => {
  const m = await judged(template('two-class-bayes'), { steps: 60, batch: 256 });
  expect(m.accuracy).toBeGreaterThan(0.6);
  expect(m.accuracy).toBeLessThanOrEqual(m.bayesAccuracy! + 0.01);
  expect(m.bayesAccuracy).toBeGreaterThan(0.8);
});
