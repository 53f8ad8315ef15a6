/** Fréchet distance, precision and recall: against SciPy and NumPy (tests/fixtures/fidelity.py), and where the answer is known. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stream } from '../../../src/data/random.ts';
import { frechetDistance, moments, totalVariance } from '../../../src/runtime/metrics/frechet.ts';
import { precisionRecall } from '../../../src/runtime/metrics/precision-recall.ts';
import { eigen, product, squareRoot } from '../../../src/runtime/metrics/symmetric.ts';

interface Case {
  readonly name: string;
  readonly dim: number;
  readonly samples: readonly number[];
  readonly real: readonly number[];
  readonly frechet: number;
  readonly precision: readonly number[];
  readonly recall: readonly number[];
}
interface Fixture {
  readonly n: number;
  readonly neighbours: readonly number[];
  readonly cases: readonly Case[];
}
const { n, neighbours, cases }: Fixture = JSON.parse(readFileSync(new URL('../../fixtures/fidelity.json', import.meta.url), 'utf8'));
const normals = (name: string, count: number): Float64Array => stream(7, `test/${name}`).normal(count);
const frechet = (x: ArrayLike<number>, y: ArrayLike<number>, count: number, dim: number): number =>
  frechetDistance(moments(x, count, dim), moments(y, count, dim));

describe('against SciPy and NumPy', () => {
  test.each(cases.map((c) => [c.name, c] as const))('Fréchet distance: %s', (_, c) => {
    expect(Math.abs(frechet(c.samples, c.real, n, c.dim) - c.frechet)).toBeLessThan(1e-6 * Math.max(1, c.frechet));
  });
  test.each(cases.map((c) => [c.name, c] as const))('precision and recall: %s', (_, c) => {
    neighbours.forEach((k, i) => {
      const found = precisionRecall(c.samples, c.real, n, c.dim, k);
      expect(found.precision).toBeCloseTo(c.precision[i]!, 12);
      expect(found.recall).toBeCloseTo(c.recall[i]!, 12);
    });
  });
});

describe('symmetric matrices', () => {
  test.each([1, 2, 7, 64])('of %i rows come apart and together again', (d) => {
    const a = normals('a', d * d);
    const m = Float64Array.from({ length: d * d }, (_, i) => a[i]! + a[(i % d) * d + Math.floor(i / d)]!);
    const { values, vectors } = eigen(m, d);
    const scaled = vectors.map((x, i) => x * values[i % d]!);
    const transposed = vectors.map((_, i) => vectors[(i % d) * d + Math.floor(i / d)]!);
    product(scaled, transposed, d).forEach((x, i) => expect(x).toBeCloseTo(m[i]!, 10));
    product(transposed, vectors, d).forEach((x, i) => expect(x).toBeCloseTo(Number(i % (d + 1) === 0), 11));
    const positive = product(m, m, d);
    const root = squareRoot(positive, d);
    product(root, root, d).forEach((x, i) => expect(x).toBeCloseTo(positive[i]!, 9));
  });
  test('that are diagonal, zero or without full rank', () => {
    expect([...eigen([3, 0, 0, -1], 2).values]).toEqual([3, -1]);
    expect([...squareRoot([0, 0, 0, 0], 2)]).toEqual([0, 0, 0, 0]);
    squareRoot([1, 1, 1, 1], 2).forEach((x) => expect(x).toBeCloseTo(Math.SQRT1_2, 12));
  });
});

describe('Fréchet distance', () => {
  const x = normals('x', 4000);
  test('of a set to itself is 0, to its shift the squared shift, also where it is flat', () => {
    expect(Math.abs(frechet(x, x, 1000, 4))).toBeLessThan(1e-10);
    expect(frechet(x, x.map((v, i) => v + [3, 0, 4, 0][i % 4]!), 1000, 4)).toBeCloseTo(25, 9); // prettier-ignore
    const flat = x.map((v, i) => (i % 4 < 2 ? v : 1));
    expect(frechet(flat, flat.map((v, i) => v + (i % 4 === 3 ? 2 : 0)), 1000, 4)).toBeCloseTo(4, 9); // prettier-ignore
  });
  test('of a set to its mean is its total variance, to itself doubled the same again', () => {
    const m = moments(x, 1000, 4);
    const point = { mean: m.mean, covariance: new Float64Array(16) };
    expect(frechetDistance(m, point)).toBeCloseTo(totalVariance(m), 10);
    expect(frechetDistance(m, { mean: m.mean, covariance: m.covariance.map((c) => 4 * c) })).toBeCloseTo(totalVariance(m), 9);
  });
});

describe('precision and recall', () => {
  const real = normals('real', 2 * 600).map((v, i) => v + (Math.floor(i / 2) % 2 ? 20 : -20));
  test('of two draws of one distribution are high', () => {
    const other = normals('other', 2 * 600).map((v, i) => v + (Math.floor(i / 2) % 2 ? 20 : -20));
    const found = precisionRecall(other, real, 600, 2);
    expect(found.precision).toBeGreaterThan(0.9);
    expect(found.recall).toBeGreaterThan(0.9);
  });
  test('a lost half costs recall, samples from nowhere cost precision', () => {
    const left = normals('left', 2 * 600).map((v) => v - 20);
    const lost = precisionRecall(left, real, 600, 2);
    expect(lost.precision).toBeGreaterThan(0.9);
    expect(Math.abs(lost.recall - 0.5)).toBeLessThan(0.05);
    const astray = precisionRecall(real.map((v, i) => (i < 600 ? v : 500 + v)), real, 600, 2); // prettier-ignore
    expect(astray.precision).toBe(0.5);
  });
});
