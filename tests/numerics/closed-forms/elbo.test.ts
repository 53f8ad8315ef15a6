import { describe, expect, test } from 'vitest';
import type { Params } from '../../../src/graph/model.ts';
import { drawing } from '../../drawings/all.ts';
import { altered, compiled } from '../../drawings/notation.ts';
import { showGrade } from '../../drawings/report.ts';
import { along, normals, runPlayer, runTask } from './run.ts';
import { logNormal, mean, rows, worst } from './formulas.ts';

const x = normals('elbo x', 12);
const w = normals('elbo w', 8).map((v) => 0.3 * v);
const bias = normals('elbo b', 4).map((v) => 0.2 * v);
/** An affine VAE with these settings of its ELBO; the same draws whatever they are. */
function losses(elbo: Params, step = 0): Record<string, number> {
  const d = altered(drawing('vae'), {
    nodes: { le: ['MLP', { hidden: [] }], ld: ['MLP', { hidden: [] }], elbo: ['ELBO', elbo] },
    wires: 'le.out>enc.network ld.out>dec.network',
  });
  const c = compiled(d);
  const params = { 'le.l0.w': w, 'le.l0.b': bias, 'ld.l0.w': [1, 0, 0, 1], 'ld.l0.b': [0, 0], 'dec.logScale': [-0.5] };
  return runPlayer(c, c.learn.players[0]!, { batch: 6, params, inputs: { 'd.x': x }, step }).report;
}
/** KL(q || p) of each example and coordinate, by hand. */
const kl = rows(x, 2).map((r) =>
  [0, 1].map((k) => {
    const f = (j: number): number => r[0]! * w[j]! + r[1]! * w[4 + j]! + bias[j]!;
    return 0.5 * (f(k) ** 2 + Math.exp(2 * f(2 + k)) - 1) - f(2 + k);
  }),
);
const total = mean(kl.map((e) => e[0]! + e[1]!));

describe('the settings of the ELBO', () => {
  const plain = losses({});
  test('the loss is reconstruction plus KL, and the KL is the closed form', () => {
    expect(plain['elbo.kl.z']).toBeCloseTo(total, 12);
    expect(plain['loss.elbo']).toBeCloseTo(plain['elbo.reconstruction']! + total, 12);
  });
  test('beta weighs the KL', () => {
    const three = losses({ beta: 3 });
    expect(three['loss.elbo']! - plain['loss.elbo']!).toBeCloseTo(2 * total, 12);
    expect(losses({ beta: 0 })['loss.elbo']).toBeCloseTo(plain['elbo.reconstruction']!, 12);
  });
  test('warm-up raises beta from 0 over its steps, and no further', () => {
    const at = (step: number): number => losses({ beta: 2, warmup: 10 }, step)['loss.elbo']! - losses({ beta: 0 }, step)['loss.elbo']!;
    for (const [step, beta] of [
      [0, 0],
      [3, 0.6],
      [10, 2],
      [50, 2],
    ] as const)
      expect(at(step)).toBeCloseTo(beta * total, 12);
  });
  test('free bits hold each coordinate’s mean KL up to its share', () => {
    const bits = total / 2;
    const want = [0, 1].reduce((a, k) => a + Math.max(bits, mean(kl.map((e) => e[k]!))), 0);
    expect(want).not.toBeCloseTo(total, 3);
    const free = losses({ freeBits: bits });
    expect(free['loss.elbo']).toBeCloseTo(free['elbo.reconstruction']! + want, 12);
    expect(free['elbo.kl.z']).toBeCloseTo(total, 12);
  });
  test('one importance sample is the plain bound, with the KL by the draw', () => {
    const one = losses({ samples: 1 });
    expect(Math.abs(one['loss.elbo']! - plain['loss.elbo']!)).toBeLessThan(3);
    expect(one['loss.elbo']).not.toBeCloseTo(plain['loss.elbo']!, 6);
  });
});

describe('a regulariser in the place of p', () => {
  const d = altered(drawing('beta-vae-regulariser'), {
    nodes: { le: ['MLP', { hidden: [] }], ld: ['MLP', { hidden: [] }] },
    wires: 'le.out>enc.network ld.out>dec.network',
  });
  const c = compiled(d, { samples: 1 });
  // all four components alike: p(z) = N(mu, t^2), and q is the posterior under it
  const mu = [1, -1];
  const t = 0.5;
  const v = 1 / (1 / (t * t) + 1);
  const shift = mu.map((m) => (v * m) / (t * t));
  const params = {
    'le.l0.w': [v, 0, 0, 0, 0, v, 0, 0],
    'le.l0.b': [...shift, Math.log(v) / 2, Math.log(v) / 2],
    'ld.l0.w': [1, 0, 0, 1],
    'ld.l0.b': [0, 0],
    'dec.logScale': [0],
    'prior.mean': [mu, mu, mu, mu].flat(),
    'prior.logScale': Array<number>(8).fill(Math.log(t)),
  };
  const given = { batch: 6, params, inputs: { 'd.x': x } };
  test('takes the KL of learning', () => {
    const { report } = runPlayer(c, c.learn.players[0]!, given);
    const standard = rows(x, 2).map((r) => [0, 1].reduce((a, k) => a + 0.5 * ((v * r[k]! + shift[k]!) ** 2 + v - 1 - Math.log(v)), 0));
    expect(report['elbo.kl.z']).toBeCloseTo(mean(standard), 12);
    expect(report['loss.elbo']).toBeCloseTo(report['elbo.reconstruction']! + 4 * mean(standard), 11);
  });
  test('and leaves p to scoring', () => {
    const want = rows(x, 2).map((r) => [0, 1].reduce((a, k) => a + logNormal(r[k]!, mu[k]!, Math.sqrt(t * t + 1)), 0));
    expect(worst(along(runTask(c, c.score, given).logp!, 'B'), want)).toBeLessThan(1e-11);
    expect(showGrade(c.score.grade)).toBe('lower: z is weighed with one draw from its q');
  });
});

describe('discrete latents', () => {
  test('categorical: the KL is to the prior, and hard values reach the decoder', () => {
    const d = altered(drawing('categorical-latent-vae'), { nodes: { le: ['MLP', { hidden: [] }] }, wires: 'le.out>enc.network' });
    const c = compiled(d);
    const out = runTask(c, c.infer, { batch: 6, inputs: { 'd.x': x } });
    for (const hot of rows(along(out.z!, 'B'), 3)) expect([...hot].sort()).toEqual([0, 0, 1]);
    const logits = [1, -1, 0.5, 0, 2, 0];
    const params = { 'le.l0.w': Array<number>(12).fill(0), 'le.l0.b': logits };
    const { report } = runPlayer(c, c.learn.players[0]!, { batch: 6, params, inputs: { 'd.x': x } });
    const want = rows(logits, 3).reduce((a, l) => {
      const z = l.reduce((s, v) => s + Math.exp(v), 0);
      return a + l.reduce((s, v) => s + (Math.exp(v) / z) * (v - Math.log(z) + Math.log(3)), 0);
    }, 0);
    expect(report['elbo.kl.z']).toBeCloseTo(want, 12);
  });
});
