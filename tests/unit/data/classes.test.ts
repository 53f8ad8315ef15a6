import { expect, test } from 'vitest';
import { openSynthetic } from '../../../src/data/catalogue.ts';
import { FACTOR_COVARIANCE, FACTOR_LOADINGS, FACTOR_NOISE, FACTOR_OFFSET } from '../../../src/data/synthetic/factors-linear.ts';
import { twoClassesPosterior } from '../../../src/data/synthetic/two-classes.ts';

test('the Bayes rule reaches the Bayes accuracy, and its posterior is calibrated', () => {
  const source = openSynthetic('two-classes')!;
  const n = 40_000;
  const { x, y } = source.heldOut(1, n).columns;
  const post = twoClassesPosterior(x!, n);
  expect(source.bayes!.posterior(x!, n)).toEqual(post);
  let right = 0;
  const bins = Array.from({ length: 10 }, () => ({ n: 0, p: 0, y: 0 }));
  for (let i = 0; i < n; i++) {
    const [a, b] = [post[2 * i]!, post[2 * i + 1]!];
    expect(a + b).toBeCloseTo(1, 12);
    if ((b > a ? 1 : 0) === y![i]) right++;
    const bin = bins[Math.min(9, Math.floor(b * 10))]!;
    bin.n++;
    bin.p += b;
    bin.y += y![i]!;
  }
  const { accuracy } = source.bayes!;
  expect(accuracy).toBeGreaterThan(0.7);
  expect(Math.abs(right / n - accuracy)).toBeLessThan(4 * Math.sqrt((accuracy * (1 - accuracy)) / n));
  for (const bin of bins) expect(Math.abs(bin.p - bin.y) / bin.n).toBeLessThan(4 * Math.sqrt(0.25 / bin.n));
});

test('linear factors have the mean and covariance they declare', () => {
  const n = 40_000;
  const x = openSynthetic('factors-linear')!.batch(9, 0, n).columns['x']!;
  for (let i = 0; i < 6; i++) {
    let mean = 0;
    for (let e = 0; e < n; e++) mean += x[6 * e + i]! / n;
    expect(Math.abs(mean - FACTOR_OFFSET[i]!)).toBeLessThan(0.03);
    for (let j = 0; j < 6; j++) {
      let c = 0;
      for (let e = 0; e < n; e++) c += ((x[6 * e + i]! - FACTOR_OFFSET[i]!) * (x[6 * e + j]! - FACTOR_OFFSET[j]!)) / n;
      expect(Math.abs(c - FACTOR_COVARIANCE[6 * i + j]!)).toBeLessThan(0.05);
    }
    const own = FACTOR_LOADINGS[2 * i]! ** 2 + FACTOR_LOADINGS[2 * i + 1]! ** 2 + FACTOR_NOISE[i]! ** 2;
    expect(FACTOR_COVARIANCE[7 * i]).toBeCloseTo(own, 12);
  }
});
