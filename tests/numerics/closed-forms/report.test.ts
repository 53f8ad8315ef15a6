/** What a step tells besides its losses: KL by dimension, error by noise level, the norm of the gradient, the learning rate. */
import { describe, expect, test } from 'vitest';
import type { Params } from '../../../src/graph/model.ts';
import { drawing } from '../../drawings/all.ts';
import { altered, compiled } from '../../drawings/notation.ts';
import { normals, runPlayer } from './run.ts';

function told(opt: Params = {}, step = 0) {
  const d = altered(drawing('vae'), {
    nodes: { le: ['MLP', { hidden: [] }], ld: ['MLP', { hidden: [] }], opt: ['Optimiser', { algorithm: 'sgd', momentum: 0, ...opt }] },
    wires: 'le.out>enc.network ld.out>dec.network',
  });
  const c = compiled(d);
  const [player] = c.learn.players;
  const given = { batch: 6, inputs: { 'd.x': normals('report x', 12) }, step };
  return { ...runPlayer(c, player!, given), weights: 'weights.opt', player: player!, c };
}

describe('a step tells', () => {
  test('the KL of each dimension, which add up to the KL', () => {
    const { report, player } = told();
    expect(player.losses[0]!.profiles).toEqual([{ name: 'elbo.kl.z', by: 'dimension of z', parts: ['elbo.kl.z.0', 'elbo.kl.z.1'] }]);
    expect(report['elbo.kl.z.0']).toBeGreaterThan(0);
    expect(report['elbo.kl.z.0']! + report['elbo.kl.z.1']!).toBeCloseTo(report['elbo.kl.z']!, 12);
  });
  test('the norm of the whole gradient as it is before it is clipped, and the rate', () => {
    const rate = 0.01;
    const plain = told({ rate, schedule: 'constant' });
    const clipped = told({ rate, schedule: 'constant', clip: 0.25 });
    const moved = (run: ReturnType<typeof told>): number => {
      const before = runPlayer(run.c, run.player, { batch: 6, inputs: { 'd.x': normals('report x', 12) } }).next[run.weights]!;
      const far = told({ rate: 2 * rate, schedule: 'constant', clip: run === clipped ? 0.25 : null }).next[run.weights]!;
      return Math.sqrt(far.reduce((s, v, i) => s + (v - before[i]!) ** 2, 0)) / rate;
    };
    expect(plain.report['opt.gradient']).toBeCloseTo(moved(plain), 8);
    expect(clipped.report['opt.gradient']).toBeCloseTo(plain.report['opt.gradient']!, 10);
    expect(moved(clipped)).toBeCloseTo(0.25, 8);
    expect(plain.report['opt.rate']).toBeCloseTo(rate, 12);
    expect(told({ rate, schedule: 'cosine', horizon: 100 }, 50).report['opt.rate']).toBeCloseTo(rate * 0.505, 12);
  });
  test('the error of a denoising network by sixths of the noise levels, which average to that of all', () => {
    const c = compiled(drawing('ddpm'));
    const [player] = c.learn.players;
    const { name, parts, by } = player!.losses[0]!.profiles[0]!;
    expect([name.split('.').at(-1), parts.length, by]).toEqual(['level', 6, expect.stringContaining('noise')]);
    const batch = 600;
    const { report } = runPlayer(c, player!, { batch, inputs: { 'd.x': normals('levels', 2 * batch) } });
    const each = parts.map((p) => report[p]!);
    expect(each.every((e) => e > 0)).toBe(true);
    // sixths of a batch are of nearly equal size
    const mean = each.reduce((a, v) => a + v, 0) / 6;
    expect(Math.abs(mean / report[player!.losses[0]!.report]! - 1)).toBeLessThan(0.1);
  });
});
