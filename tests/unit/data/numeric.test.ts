import { expect, test } from 'vitest';
import { logI0Scaled } from '../../../src/data/numeric/bessel.ts';
import { gaussLegendre, panelled } from '../../../src/data/numeric/gauss-legendre.ts';
import { cholesky, normal } from '../../../src/data/numeric/normal.ts';
import { smearEntropy } from '../../../src/data/synthetic/smear.ts';

test('Gauss-Legendre integrates polynomials exactly and smooth functions to rounding', () => {
  const { nodes, weights } = gaussLegendre(8, -1, 3);
  const sum = (f: (x: number) => number): number => nodes.reduce((a, x, i) => a + weights[i]! * f(x), 0);
  expect(sum((x) => x ** 15)).toBeCloseTo((3 ** 16 - 1) / 16, 5);
  const long = panelled(7, 20, 0, 20);
  expect(long.nodes.reduce((a, x, i) => a + long.weights[i]! * Math.cos(x), 0)).toBeCloseTo(Math.sin(20), 13);
});

test('log I0 agrees with tabulated values and across its two series', () => {
  // Abramowitz and Stegun, table 9.8: exp(-x) I0(x).
  for (const [x, v] of [
    [0, 1],
    [1, 0.4657596077],
    [5, 0.1835408126],
    [10, 0.1278333372],
  ] as const)
    // prettier-ignore
    expect(Math.exp(logI0Scaled(x))).toBeCloseTo(v, 9);
  expect(logI0Scaled(30)).toBeCloseTo(logI0Scaled(30 + 1e-9), 9);
  expect(logI0Scaled(1e8)).toBeCloseTo(-0.5 * Math.log(2 * Math.PI * 1e8), 6);
});

test('splatted entropy of one normal, and of two far apart, is the closed form', () => {
  const one = Math.log(2 * Math.PI * Math.E * 0.09);
  expect(smearEntropy({ centres: Float64Array.of(0.3, -0.7), weights: Float64Array.of(1), sd: 0.3 })).toBeCloseTo(one, 10);
  const two = { centres: Float64Array.of(-3, 0, 3, 0.123), weights: Float64Array.of(0.5, 0.5), sd: 0.3 };
  expect(smearEntropy(two)).toBeCloseTo(one + Math.log(2), 9);
});

test('a normal with an indefinite covariance is refused', () => {
  expect(() => cholesky([1, 2, 2, 1], 2)).toThrow(RangeError);
  expect(normal([0], [4]).entropy).toBeCloseTo(0.5 * Math.log(2 * Math.PI * Math.E * 4), 12);
});
