/** Every template, trained at its full budget, against the physical limit of its data. Runs for an hour: npm run test:quality. */
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/runtime/evaluate.ts';
import { TEMPLATES, losses, rig, template } from '../unit/runtime/rig.ts';
import { useDevice } from '../unit/runtime/use-device.ts';
import { budgetOf, qualityOptions, runs } from './options.ts';
import { type Row, record, rowOf } from './results.ts';

const everyMode = (r: Row): void => {
  expect(r.modes).toBe(8);
  expect(r.modeMin).toBeGreaterThanOrEqual(0.8);
  expect(r.hq).toBeGreaterThanOrEqual(0.9);
  expect(r.sw2Ratio).toBeLessThanOrEqual(1.6);
};
/** What a full run must reach, in nats above the entropy and shares. */
const BARS: Readonly<Record<string, (r: Row) => void>> = {
  'vae-moons': (r) => {
    expect(r.gap).toBeLessThanOrEqual(0.25);
    expect(r.hq).toBeGreaterThanOrEqual(0.85);
  },
  'vae-8gaussians': (r) => expect(r.gap).toBeLessThanOrEqual(0.5),
  'gaussian-mixture': (r) => expect(r.gap).toBeLessThanOrEqual(0.01),
  'gaussian-fit': (r) => expect(Math.abs(r.gap!)).toBeLessThanOrEqual(0.01),
  'realnvp-8gaussians': (r) => expect(r.gap).toBeLessThanOrEqual(0.14),
  'spline-checkerboard': (r) => expect(r.gap).toBeLessThanOrEqual(0.09),
  'gan-8gaussians': everyMode,
  'wgan-gp-8gaussians': everyMode,
  'two-class-bayes': (r) => expect(Math.abs(r.accuracy! - r.bayesAccuracy!)).toBeLessThanOrEqual(0.005),
};

describe('quality', () => {
  const device = useDevice('wasm');

  test.each(runs(TEMPLATES, qualityOptions()))(
    '$template, seed $seed, $steps steps',
    async (run) => {
      const start = performance.now();
      const r = rig(template(run.template), device(), { seed: run.seed });
      const trainer = r.trainer();
      const found = await losses(trainer, run.steps);
      const trained = performance.now();
      const tasks = r.tasks(trainer);
      const metrics = await evaluate({ ...r, tasks });
      tasks.close();
      trainer.close();
      const row = rowOf(run, metrics, { msPerStep: (trained - start) / run.steps, seconds: (performance.now() - start) / 1000 });
      console.info(JSON.stringify(row));
      expect(found).toHaveLength(run.steps);
      if (run.steps !== budgetOf(run.template)) return;
      record(row);
      BARS[run.template]?.(row);
    },
    3_600_000,
  );
  test('every bar is of a template', () => {
    expect(TEMPLATES).toEqual(expect.arrayContaining(Object.keys(BARS)));
  });
});
