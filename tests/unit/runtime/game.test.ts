/** A game as it runs: who steps how often, what is reported, and which weights samples come from. */
import { expect, test } from 'vitest';
import { averageName, weightsName } from '../../../src/compiler/pack.ts';
import type { Graph } from '../../../src/graph/model.ts';
import { drawing, rig } from './rig.ts';
import { useDevice } from './use-device.ts';

const TURNS = 4;
/** A small Wasserstein GAN whose critic steps three times a turn and whose generator is averaged. */
const game = (ema: number | null): Graph =>
  drawing(
    {
      data: ['Dataset', { source: '8gaussians' }],
      prior: ['Prior', { size: 2 }],
      net: ['MLP', { hidden: [8] }],
      gen: ['Generator'],
      x: ['Observed'],
      disc: ['MLP', { hidden: [8] }],
      adv: ['Adversarial', { loss: 'wasserstein', penalty: 'gradient' }],
      optD: ['Optimiser', { batch: 16, steps: 3 }],
      optG: ['Optimiser', { batch: 16, rate: 0.1, ema }],
    },
    `prior.out>gen.base net.out>gen.network gen.out>x.p data.x>x.data x.variable>adv.variables disc.out>adv.discriminator
     adv.critic>optD.objectives adv.generator>optG.objectives`,
  );
const device = useDevice('cpu');

test('the critic takes its steps within each turn, and both losses are reported under their own names', async () => {
  const trainer = rig(game(0.9), device()).trainer();
  for (let i = 0; i < TURNS; i++) trainer.take();
  const { points, failure } = await trainer.flush();
  expect(failure).toBeUndefined();
  expect(points.map((p) => p.step)).toEqual([1, 2, 3, 4]);
  for (const p of points)
    expect(Object.keys(p.values).sort()).toEqual([
      'adv.penalty',
      'adv.score.data',
      'adv.score.model',
      'loss.adv.critic',
      'loss.adv.generator',
      'optD.gradient',
      'optD.rate',
      'optG.gradient',
      'optG.rate',
    ]);
  expect((await trainer.checkpoint()).updates).toEqual({ optD: 3 * TURNS, optG: TURNS });
  trainer.close();
});

test('samples come from the generator’s average; the critic has none', async () => {
  const drawn = async (ema: number | null): Promise<{ sample: Float32Array; names: readonly string[] }> => {
    const r = rig(game(ema), device());
    const trainer = r.trainer();
    for (let i = 0; i < TURNS; i++) trainer.take();
    await trainer.flush();
    const tasks = r.tasks(trainer);
    const { x } = await tasks.run('sample', 4, new Map());
    const names = Object.keys(trainer.state);
    tasks.close();
    trainer.close();
    return { sample: x!.data, names };
  };
  const averaged = await drawn(0.9);
  const last = await drawn(null);
  expect(averaged.names).toEqual(expect.arrayContaining([weightsName('optD'), weightsName('optG'), averageName('optG')]));
  expect(averaged.names).not.toContain(averageName('optD'));
  expect(last.names).not.toContain(averageName('optG'));
  expect([...averaged.sample]).not.toEqual([...last.sample]);
});
