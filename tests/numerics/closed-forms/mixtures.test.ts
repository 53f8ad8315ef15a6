import { describe, expect, test } from 'vitest';
import { drawing } from '../../drawings/all.ts';
import { altered, compiled } from '../../drawings/notation.ts';
import { along, normals, runPlayer, runTask } from './run.ts';
import { covariance, logDense, logNormal, logSumExp, mean, rows, sigmoid, softmax, standardError, worst } from './formulas.ts';

describe('three Gaussians, drawn in two ways', () => {
  const m = normals('gmm means', 6);
  const scale = [0.1, -0.2];
  const logits = [0.1, -0.5, 0.7];
  const x = normals('gmm x', 12);
  const joint = rows(x, 2).map((r) =>
    [0, 1, 2].map(
      (k) =>
        Math.log(softmax(logits)[k]!) +
        logNormal(r[0]!, m[2 * k]!, Math.exp(scale[0]!)) +
        logNormal(r[1]!, m[2 * k + 1]!, Math.exp(scale[1]!)),
    ),
  );
  const density = joint.map(logSumExp);
  const responsibilities = joint.flatMap(softmax);
  const mixture = compiled(drawing('gmm-mixture'));
  const latent = compiled(drawing('gmm-latent'));
  const inputs = { 'd.x': x };
  const asMixture = {
    batch: 6,
    inputs,
    params: { 'prior.mean': m, 'prior.logScale': [...scale, ...scale, ...scale], 'prior.logits': logits },
  };
  const asLatent = { batch: 6, inputs, params: { 'lin.l0.w': m, 'lin.l0.b': [0, 0], 'dec.logScale': scale, 'pz.logits': logits } };

  test('score is the log-density of the mixture', () => {
    expect(worst(along(runTask(mixture, mixture.score, asMixture).logp!, 'B'), density)).toBeLessThan(1e-12);
    expect(worst(along(runTask(latent, latent.score, asLatent).logp!, 'B'), density)).toBeLessThan(1e-12);
  });
  test('what is learnt is minus its mean', () => {
    expect(runPlayer(mixture, mixture.learn.players[0]!, asMixture).report['loss.nll']).toBeCloseTo(-mean(density), 12);
    expect(runPlayer(latent, latent.learn.players[0]!, asLatent).report['loss.nll']).toBeCloseTo(-mean(density), 12);
  });
  test('infer gives the responsibilities', () => {
    const byComponent = runTask(mixture, mixture.infer, asMixture)['x.component']!;
    expect(worst(along(byComponent, 'B', 'prior.c'), responsibilities)).toBeLessThan(1e-12);
    expect(worst(along(runTask(latent, latent.infer, asLatent).z!, 'B', 'E.z'), responsibilities)).toBeLessThan(1e-12);
  });
  test('samples come from the components by their weights', () => {
    const n = 3000;
    const z = rows(along(runTask(latent, latent.sample, { ...asLatent, batch: n }).z!, 'B'), 3);
    softmax(logits).forEach((p, k) => expect(Math.abs(mean(z.map((r) => r[k]!)) - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / n)));
    const drawn = rows(along(runTask(mixture, mixture.sample, { ...asMixture, batch: n }).x!, 'B'), 2);
    for (const i of [0, 1]) {
      const want = softmax(logits).reduce((a, p, k) => a + p * m[2 * k + i]!, 0);
      const xs = drawn.map((r) => r[i]!);
      expect(Math.abs(mean(xs) - want)).toBeLessThan(4.5 * standardError(xs));
    }
  });
});

describe('three binary causes', () => {
  const c = compiled(drawing('bernoulli-causes'));
  const w = normals('causes w', 6);
  const logits = [0.4, -1, 0.2];
  const x = normals('causes x', 10);
  const given = {
    batch: 5,
    inputs: { 'd.x': x },
    params: { 'lin.l0.w': w, 'lin.l0.b': [0.2, -0.3], 'dec.logScale': [-0.5], 'pz.logits': logits },
  };
  // bit i of the number is cause i
  const causes = Array.from({ length: 8 }, (_, n) => [0, 1, 2].map((i) => (n >> i) & 1));
  const joint = rows(x, 2).map((r) =>
    causes.map((z) => {
      const prior = z.reduce((a, zi, i) => a + Math.log(zi ? sigmoid(logits[i]!) : 1 - sigmoid(logits[i]!)), 0);
      return [0, 1].reduce(
        (a, j) => a + logNormal(r[j]!, [0.2, -0.3][j]! + z.reduce((s, zi, i) => s + zi * w[2 * i + j]!, 0), Math.exp(-0.5)),
        prior,
      );
    }),
  );
  test('score sums over all eight, and infer weighs them', () => {
    expect(worst(along(runTask(c, c.score, given).logp!, 'B'), joint.map(logSumExp))).toBeLessThan(1e-12);
    expect(worst(along(runTask(c, c.infer, given).z!, 'B', 'E.z'), joint.flatMap(softmax))).toBeLessThan(1e-12);
  });
});

describe('clusters over the latent of a VAE', () => {
  // affine everywhere: p(x) = sum_c 1/3 N(x; A m_c + b, A S A' + s^2 I)
  const d = altered(drawing('vae-gmm-over-z'), {
    nodes: { le: ['MLP', { hidden: [] }], ld: ['MLP', { hidden: [] }], lz: ['MLP', { hidden: [] }] },
    wires: 'le.out>enc.network ld.out>dec.network lz.out>dz.network',
  });
  const c = compiled(d, { samples: 20 });
  const m = [1, 0, -1, 0.5, 0.2, -0.8];
  const params = {
    'lz.l0.w': m,
    'lz.l0.b': [0, 0],
    'dz.logScale': [Math.log(0.4)],
    'ld.l0.w': [1, 0.3, -0.2, 0.8],
    'ld.l0.b': [0.1, -0.1],
    'dec.logScale': [Math.log(0.7)],
    'le.l0.w': [0.5, 0, 0, 0, 0, 0.5, 0, 0],
    'le.l0.b': [0, 0, Math.log(0.8), Math.log(0.8)],
  };
  const A = [
    [1, -0.2],
    [0.3, 0.8],
  ];
  const x0 = [0.6, 0.4];
  const S = covariance(
    A.map((r) => r.map((a) => 0.4 * a)),
    [0.49, 0.49],
  );
  const evidence = logSumExp(
    rows(m, 2).map(
      (mc) =>
        Math.log(1 / 3) +
        logDense(
          x0,
          A.map((r, i) => r[0]! * mc[0]! + r[1]! * mc[1]! + [0.1, -0.1][i]!),
          S,
        ),
    ),
  );
  test('the mean of the importance weights is p(x)', () => {
    const n = 400;
    const inputs = { 'd.x': Array.from({ length: n }, () => x0).flat() };
    const p = along(runTask(c, c.score, { batch: n, params, inputs }).logp!, 'B').map(Math.exp);
    expect(Math.abs(mean(p) - Math.exp(evidence))).toBeLessThan(4.5 * standardError(p));
    expect(standardError(p) / Math.exp(evidence)).toBeLessThan(0.02);
  });
  test('the cluster is inferred by Bayes’ rule at the draw of z', () => {
    const out = runTask(c, c.infer, { batch: 4, params, inputs: { 'd.x': normals('clusters x', 8) } });
    const want = rows(along(out.z!, 'B'), 2).flatMap((z) =>
      softmax(rows(m, 2).map((mc) => logNormal(z[0]!, mc[0]!, 0.4) + logNormal(z[1]!, mc[1]!, 0.4))),
    );
    expect(worst(along(out.c!, 'B', 'E.c'), want)).toBeLessThan(1e-12);
  });
});
