import { describe, expect, test } from 'vitest';
import { drawing } from '../../drawings/all.ts';
import { compiled } from '../../drawings/notation.ts';
import { along, normals, runPlayer, runTask } from './run.ts';
import { covariance, eliminate, logDense, mean, rows, worst } from './formulas.ts';

describe('factor analysis', () => {
  const c = compiled(drawing('factor-analysis'));
  const w = normals('fa w', 10);
  const bias = [0.1, 0.2, 0.3, 0.4, 0.5];
  const logScale = normals('fa scale', 5).map((v) => 0.3 * v);
  const x = normals('fa x', 30);
  const params = { 'lin.l0.w': w, 'lin.l0.b': bias, 'dec.logScale': logScale };
  const given = { batch: 6, params, inputs: { 'd.x': x } };
  const W = Array.from({ length: 5 }, (_, i) => [w[i]!, w[5 + i]!]);
  const S = covariance(
    W,
    logScale.map((v) => Math.exp(2 * v)),
  );
  const evidence = rows(x, 5).map((r) => logDense(r, bias, S));

  test('score is the log-density of the dense Gaussian', () => {
    expect(worst(along(runTask(c, c.score, given).logp!, 'B'), evidence)).toBeLessThan(1e-11);
  });
  test('what is learnt is minus its mean', () => {
    expect(runPlayer(c, c.learn.players[0]!, given).report['loss.nll']).toBeCloseTo(-mean(evidence), 11);
  });
  test('infer is the mean of the dense posterior', () => {
    const want = rows(x, 5).flatMap((r) => {
      const u = eliminate(
        S,
        r.map((v, i) => v - bias[i]!),
      ).x;
      return [0, 1].map((k) => W.reduce((a, row, i) => a + row[k]! * u[i]!, 0));
    });
    expect(worst(along(runTask(c, c.infer, given).z!, 'B'), want)).toBeLessThan(1e-11);
  });
  test('samples have its mean and covariance', () => {
    const n = 4000;
    const drawn = rows(runTask(c, c.sample, { batch: n, params }).x!.data, 5);
    const centre = bias.map((_, i) => mean(drawn.map((r) => r[i]!)));
    for (let i = 0; i < 5; i++) {
      expect(Math.abs(centre[i]! - bias[i]!)).toBeLessThan(5 * Math.sqrt(S[i]![i]! / n));
      for (let j = 0; j <= i; j++) {
        const got = mean(drawn.map((r) => (r[i]! - centre[i]!) * (r[j]! - centre[j]!)));
        // var of a sample covariance: (S_ii S_jj + S_ij^2) / n
        expect(Math.abs(got - S[i]![j]!)).toBeLessThan(5 * Math.sqrt((S[i]![i]! * S[j]![j]! + S[i]![j]! ** 2) / n));
      }
    }
  });
});

describe('factor analysis with a condition and a learnt prior', () => {
  const c = compiled(drawing('conditional-factor-analysis'));
  const w = normals('cfa w', 10);
  const mu = [0.4, -0.6];
  const spread = [-0.3, 0.2];
  const x = normals('cfa x', 8);
  const y = [0, 2, 1, 2];
  const params = {
    'lin.l0.w': w,
    'lin.l0.b': [0.3, -0.1],
    'dec.logScale': [-0.4],
    'pz.mean': mu,
    'pz.logScale': spread,
  };
  const given = { batch: 4, params, inputs: { 'd.x': x, 'd.y': y } };
  // rows of w: two of z, then three of the one-hot label
  const A = [0, 1].map((i) => [w[i]!, w[2 + i]!]);
  const scaled = A.map((r) => r.map((a, k) => a * Math.exp(spread[k]!)));
  const S = covariance(scaled, [Math.exp(-0.8), Math.exp(-0.8)]);
  const means = y.map((k) => [0, 1].map((i) => [0.3, -0.1][i]! + w[2 * (2 + k) + i]! + A[i]![0]! * mu[0]! + A[i]![1]! * mu[1]!));

  test('score is the density of the Gaussian of each label', () => {
    const want = rows(x, 2).map((r, n) => logDense(r, means[n]!, S));
    expect(worst(along(runTask(c, c.score, given).logp!, 'B'), want)).toBeLessThan(1e-11);
  });
  test('infer is its posterior mean', () => {
    const want = rows(x, 2).flatMap((r, n) => {
      const u = eliminate(
        S,
        r.map((v, i) => v - means[n]![i]!),
      ).x;
      return [0, 1].map((k) => mu[k]! + Math.exp(2 * spread[k]!) * A.reduce((a, row, i) => a + row[k]! * u[i]!, 0));
    });
    expect(worst(along(runTask(c, c.infer, given).z!, 'B'), want)).toBeLessThan(1e-11);
  });
});
