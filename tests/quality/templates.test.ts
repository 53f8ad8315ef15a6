/** Every template and its variants, trained at their full budget, against the physical limit of its data. Runs for an hour: npm run test:quality. */
import { describe, expect, test } from 'vitest';
import { evaluate, fullEffort } from '../../src/runtime/evaluate.ts';
import { losses, rig } from '../unit/runtime/rig.ts';
import { useDevice } from '../unit/runtime/use-device.ts';
import { CONTENDERS, contender, dataOf, inPlane } from './contenders.ts';
import { budgetOf, qualityOptions, runs } from './options.ts';
import { type Row, record, rowOf } from './results.ts';

type Bar = (r: Row) => void;
const everyMode: Bar = (r) => {
  expect(r.modes).toBe(8);
  // 0.10 to 0.15 of the mass
  expect(r.modeMin).toBeGreaterThanOrEqual(0.8);
  expect(r.modeMax).toBeLessThanOrEqual(1.2);
  expect(r.hq).toBeGreaterThanOrEqual(0.9);
  expect(r.sw2Ratio).toBeLessThanOrEqual(1.6);
};
/** Held-out nats above the entropy, and where they are asked for the share of samples in the support and the distance of samples. */
const within =
  (o: { readonly gap?: number; readonly hq?: number; readonly sw2Ratio?: number }): Bar =>
  (r) => {
    if (o.gap !== undefined) expect(r.gap).toBeLessThanOrEqual(o.gap);
    if (o.hq !== undefined) expect(r.hq).toBeGreaterThanOrEqual(o.hq);
    if (o.sw2Ratio !== undefined) expect(r.sw2Ratio).toBeLessThanOrEqual(o.sw2Ratio);
  };
/** Digits from a game: a thirtieth part of the distance that a single point has, and most of the variety of real ones. */
const pictures: Bar = (r) => {
  expect(r.fd).toBeLessThanOrEqual(0.03);
  expect(r.recall).toBeGreaterThanOrEqual(0.6);
};
/** Samples carry the class they were asked for. */
const asked: Bar = (r) => expect(r.classAccuracy).toBeGreaterThanOrEqual(0.9);
/** What a full run must reach. */
const BARS: Readonly<Record<string, Bar>> = {
  'vae-moons': within({ gap: 0.25, hq: 0.85 }),
  'vae-8gaussians': within({ gap: 0.5 }),
  'gaussian-mixture': within({ gap: 0.01 }),
  'gaussian-fit': (r) => expect(Math.abs(r.gap!)).toBeLessThanOrEqual(0.01),
  'spline-8gaussians': within({ gap: 0.02, sw2Ratio: 1.6 }),
  'spline-moons': within({ gap: 0.006, sw2Ratio: 1.6 }),
  'spline-checkerboard': within({ gap: 0.09, sw2Ratio: 1.6 }),
  'spline-swissroll': within({ gap: 0.02, sw2Ratio: 1.6 }),
  'realnvp-8gaussians': within({ gap: 0.14 }),
  'realnvp-moons': within({ gap: 0.03 }),
  'maf-8gaussians': within({ gap: 0.3 }),
  // nats a token above the true rate
  'gpt-markov': (r) => expect(r.gapPerToken).toBeLessThanOrEqual(0.02),
  'gpt-brackets': (r) => expect(r.gapPerToken).toBeLessThanOrEqual(0.005),
  'ebm-moons': within({ gap: 0.1 }),
  'ddpm-8gaussians': within({ gap: 0.12, hq: 0.955, sw2Ratio: 1.6 }),
  'ddpm-moons': within({ gap: 0.07, hq: 0.955, sw2Ratio: 1.6 }),
  'rectified-flow-8gaussians': within({ gap: 0.07, hq: 0.945, sw2Ratio: 1.6 }),
  'rectified-flow-moons': within({ gap: 0.06, hq: 0.945, sw2Ratio: 1.6 }),
  'score-swissroll': within({ hq: 0.95, sw2Ratio: 1.6 }),
  'gan-8gaussians': everyMode,
  'wgan-gp-8gaussians': everyMode,
  autoencoder: (r) => expect(r.rebuilt).toBeGreaterThanOrEqual(0.6),
  'dcgan-digits': pictures,
  'bigan-digits': pictures,
  'pixelcnn-digits8': (r) => expect(r.bitsPerDim).toBeLessThanOrEqual(1.87),
  'vae-digits8': (r) => expect(r.bitsPerDim).toBeLessThanOrEqual(1.92),
  'glow-digits8': (r) => expect(r.bitsPerDim).toBeLessThanOrEqual(2.05),
  'ddpm-digits8': (r) => {
    expect(r.fd).toBeLessThanOrEqual(3.5 * r.fdFloor!);
    expect(r.precision).toBeGreaterThanOrEqual(0.7);
    expect(r.recall).toBeGreaterThanOrEqual(0.9);
  },
  'guided-digits': asked,
  'latent-diffusion-digits': asked,
  'two-class-bayes': (r) => expect(Math.abs(r.accuracy! - r.bayesAccuracy!)).toBeLessThanOrEqual(0.005),
};

const OPTIONS = qualityOptions();
/** With five pairs of sets, as users get, the ratio of the same model moves by a fifth from draw to draw. */
const PAIRS = 20;
/** Seconds of the processor since then: whatever else the machine is doing, they say what a run costs. */
const processor = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
};

describe('quality', () => {
  const device = useDevice('wasm');

  test.each(runs(CONTENDERS, OPTIONS, (t) => t in BARS && inPlane(t)))(
    '$template, seed $seed, $steps steps',
    async (run) => {
      const start = process.cpuUsage();
      const r = rig(contender(run.template), device(), { seed: run.seed, data: await dataOf(run.template) });
      const trainer = r.trainer();
      const found = await losses(trainer, run.steps);
      const trained = processor(start);
      const tasks = r.tasks(trainer);
      const metrics = await evaluate({ ...r, tasks }, { ...fullEffort(r.compiled), pairs: PAIRS });
      tasks.close();
      trainer.close();
      const row = rowOf(run, metrics, { cpuMsPerStep: (trained * 1000) / run.steps, cpuSeconds: processor(start) });
      console.info(JSON.stringify(row));
      expect(found).toHaveLength(run.steps);
      if (run.steps !== budgetOf(run.template)) return;
      if (!OPTIONS.plane) record(row);
      BARS[run.template]?.(row);
    },
    3_600_000,
  );
  test('every bar is of a drawing that runs', () => {
    expect(CONTENDERS).toEqual(expect.arrayContaining(Object.keys(BARS)));
  });
});
