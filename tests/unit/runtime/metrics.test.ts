/** Distances and shares of samples, on sets whose answer is known. */
import { describe, expect, test } from 'vitest';
import { stream } from '../../../src/data/random.ts';
import { openSynthetic } from '../../../src/data/catalogue.ts';
import { highQuality, modeCoverage } from '../../../src/runtime/metrics/coverage.ts';
import { slicedWasserstein2 } from '../../../src/runtime/metrics/sliced-wasserstein.ts';

const normals = (name: string, n: number): Float32Array => Float32Array.from(stream(5, `test/${name}`).normal(n));

describe('sliced Wasserstein', () => {
  const n = 20_000;
  const x = normals('x', 2 * n);
  const shifted = (dx: number, dy: number): Float32Array => x.map((v, i) => v + (i % 2 ? dy : dx));
  test('of a set to itself, in any order, is 0', () => {
    const reversed = new Float32Array(2 * n);
    for (let i = 0; i < n; i++) reversed.set(x.subarray(2 * i, 2 * i + 2), 2 * (n - 1 - i));
    expect(slicedWasserstein2(x, reversed, n, 2)).toBe(0);
  });
  test('of shifts by a vector is that vector seen from every side', () => {
    // along one direction the distance is the projected shift, and cos² + sin² = 1 over two shifts at right angles
    const [east, north] = [slicedWasserstein2(x, shifted(3, 0), n, 2), slicedWasserstein2(x, shifted(0, 3), n, 2)];
    expect(east ** 2 + north ** 2).toBeCloseTo(9, 4);
    // the mean of cos² over 128 directions is 1/2 within its standard deviation of 0.031
    expect(east ** 2 / 9).toBeGreaterThan(0.5 - 4 * 0.031);
    expect(east ** 2 / 9).toBeLessThan(0.5 + 4 * 0.031);
  });
  test.each([
    [1, 1, 0, 0],
    [1, 2, 0, 0],
    [0.5, 1.5, 1, -0.5],
  ])('of Gaussians of scales %d and %d, %d and %d apart, has its closed form', (s1, s2, dx, dy) => {
    const other = normals('y', 2 * n);
    const a = x.map((v) => s1 * v);
    const b = other.map((v, i) => s2 * v + (i % 2 ? dy : dx));
    // two finite sets of one Gaussian are some sigma / sqrt(n) apart; the shift is seen from 128 directions only
    const expected = Math.sqrt((s1 - s2) ** 2 + (dx ** 2 + dy ** 2) / 2);
    expect(Math.abs(slicedWasserstein2(a, b, n, 2) - expected)).toBeLessThan(0.03 + 0.07 * Math.hypot(dx, dy));
  });
  test('is symmetric, in the units of x, and needs no more than one dimension', () => {
    const y = shifted(1, 2).map((v) => 1.3 * v);
    const d = slicedWasserstein2(x, y, n, 2);
    expect(slicedWasserstein2(y, x, n, 2)).toBe(d);
    expect(slicedWasserstein2(x.map((v) => 10 * v), y.map((v) => 10 * v), n, 2) / d).toBeCloseTo(10, 4); // prettier-ignore
    expect(slicedWasserstein2(Float32Array.of(0, 1, 5), Float32Array.of(6, 1, 2), 3, 1)).toBeCloseTo(1, 5);
  });
});

describe('coverage', () => {
  const source = openSynthetic('8gaussians')!;
  const truth = source.truth!['x']!;
  const real = source.heldOut(1, 4000).columns['x']!;
  const modes = truth.modes!;
  const at = (...which: readonly number[]): Float32Array =>
    Float32Array.from(which.flatMap((m) => [modes.centres[2 * m]!, modes.centres[2 * m + 1]!]));

  test('highQuality is 0.99 of other real data, 1 of the modes, 0 of far points', () => {
    const other = source.heldOut(2, 4000).columns['x']!;
    // the level itself is a quantile of 4000 numbers: 0.0016 on either side, four times
    expect(Math.abs(highQuality(truth, other, 4000, real, 4000) - 0.99)).toBeLessThan(4 * 0.0016 * Math.SQRT2);
    expect(highQuality(truth, at(0, 1, 2, 3, 4, 5, 6, 7), 8, real, 4000)).toBe(1);
    expect(highQuality(truth, Float32Array.of(0, 0, 50, 50), 2, real, 4000)).toBe(0);
    expect(highQuality(truth, Float32Array.of(0, 0, ...at(3)), 2, real, 4000)).toBe(0.5);
  });
  test('modeCoverage counts modes, and tells of the weakest and the strongest', () => {
    expect(modeCoverage(modes, at(0, 1, 2, 3, 4, 5, 6, 7), 8, 2)).toEqual({ covered: 8, least: 1, most: 1 });
    expect(modeCoverage(modes, at(0, 0, 1, 1), 4, 2)).toEqual({ covered: 2, least: 0, most: 4 });
    // half a fair share is covered, a sixth is not
    const uneven = [0, ...Array.from({ length: 15 }, (_, i) => 1 + (i % 7))];
    expect(modeCoverage(modes, at(...uneven), 16, 2)).toEqual({ covered: 8, least: 0.5, most: 1.5 });
    const weak = [0, ...Array.from({ length: 47 }, (_, i) => 1 + (i % 7))];
    expect(modeCoverage(modes, at(...weak), 48, 2)).toMatchObject({ covered: 7, least: 8 / 48 });
    // samples outside every mode belong to none
    expect(modeCoverage(modes, Float32Array.of(0, 0, 9, 9), 2, 2)).toEqual({ covered: 0, least: 0, most: 0 });
    const all = modeCoverage(modes, real, 4000, 2);
    expect(all.covered).toBe(8);
    expect(all.least).toBeGreaterThan(1 - 4 * Math.sqrt(8 / 4000));
    expect(all.most).toBeLessThan(1 + 4 * Math.sqrt(8 / 4000));
  });
});
