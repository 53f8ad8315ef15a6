import { expect, test } from 'vitest';
import { openSynthetic } from '../../../src/data/catalogue.ts';

const source = openSynthetic('grammar')!;
const truth = source.truth!['x']!;
const letters = source.labels!['x']!;
const n = 4000;
const x = source.batch(1, 0, n).columns['x']!;

test('the rate is what a window grows by per letter, well below an even guess', () => {
  expect(truth.rate).toBeGreaterThan(0.5);
  expect(truth.rate).toBeLessThan(0.8 * Math.log(letters.length));
  // The first two letters, not knowing what came before, cost more than two at the rate.
  expect(truth.entropy).toBeGreaterThan(64 * truth.rate!);
  expect(truth.entropy).toBeLessThan(62 * truth.rate! + 2 * Math.log(letters.length));
});

test('a counted order-2 model of long text comes to the same rate', () => {
  const k = letters.length;
  const counts = new Float64Array(k ** 3);
  for (let e = 0; e < n; e++) for (let i = 2; i < 64; i++) counts[(x[64 * e + i - 2]! * k + x[64 * e + i - 1]!) * k + x[64 * e + i]!]!++;
  let rate = 0;
  const total = n * 62;
  for (let ab = 0; ab < k * k; ab++) {
    const row = counts.subarray(ab * k, ab * k + k);
    const sum = row.reduce((a, v) => a + v, 0);
    for (const c of row) if (c > 0) rate -= (c / total) * Math.log(c / sum);
  }
  expect(Math.abs(rate - truth.rate!)).toBeLessThan(0.01);
});

test('the source is stationary: letters at the end of a window are as frequent as at its beginning', () => {
  letters.forEach((_, c) => {
    let [first, last] = [0, 0];
    for (let e = 0; e < n; e++) {
      if (x[64 * e] === c) first++;
      if (x[64 * e + 63] === c) last++;
    }
    expect(Math.abs(first - last) / n).toBeLessThan(0.04);
  });
});

test('what the grammar forbids has no probability; what it draws has some', () => {
  const forbidden = new Float32Array(64);
  expect(truth.logDensity(forbidden, 1)[0]).toBe(-Infinity);
  expect(truth.logDensity(x, n).every(Number.isFinite)).toBe(true);
});
