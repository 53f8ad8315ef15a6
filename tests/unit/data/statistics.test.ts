/** Numbers in short, against a direct computation. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BINS, statisticsOf } from '../../../src/data/statistics.ts';

const REAL = { kind: 'real' } as const;

test('four numbers by hand', () => {
  const s = statisticsOf(Float32Array.of(1, 2, 3, 6), REAL);
  expect(s).toMatchObject({ count: 4, finite: 4, mean: 3, min: 1, max: 6 });
  expect(s.deviation).toBeCloseTo(Math.sqrt((4 + 1 + 0 + 9) / 4), 12);
  expect(s.histogram).toMatchObject({ low: 1, high: 6 });
  expect(s.histogram.counts).toHaveLength(BINS);
  expect([0, 6, 12, 31].map((k) => s.histogram.counts[k])).toEqual([1, 1, 1, 1]);
});
test('what is not finite is counted and left out of the rest', () => {
  const s = statisticsOf(Float32Array.of(Number.NaN, 1, Infinity, 3, -Infinity), REAL);
  expect(s).toMatchObject({ count: 5, finite: 2, mean: 2, deviation: 1, min: 1, max: 3 });
  expect(s.histogram.counts.reduce((a, b) => a + b)).toBe(2);
  const none = statisticsOf(Float32Array.of(Number.NaN), REAL);
  expect(none).toMatchObject({ count: 1, finite: 0, mean: Number.NaN, min: Number.NaN, histogram: { counts: [0] } });
  expect(statisticsOf(new Float32Array(0), REAL).count).toBe(0);
});
test('few whole numbers have a bin each, also those that do not occur; equal numbers have one', () => {
  expect(statisticsOf(Float32Array.of(0, 1, 1), { kind: 'binary' }).histogram).toEqual({ low: -0.5, high: 1.5, counts: [1, 2] });
  expect(statisticsOf(Float32Array.of(2, 2, 0), { kind: 'tokens', k: 4 }).histogram.counts).toEqual([1, 0, 2, 0]);
  expect(statisticsOf(Float32Array.of(5, 255), { kind: 'levels', k: 256 }).histogram).toMatchObject({ low: 5, high: 255 });
  expect(statisticsOf(Float32Array.of(7, 7), REAL).histogram).toEqual({ low: 6.5, high: 7.5, counts: [2] });
  // a token that was dropped is none of them
  expect(statisticsOf(Float32Array.of(-1, 0), { kind: 'tokens', k: 2 }).histogram.counts).toEqual([1, 0]);
});
test('any numbers: every finite one is in the bin it belongs to', () => {
  fc.assert(
    fc.property(fc.float32Array({ minLength: 1, maxLength: 200, noNaN: true, min: -1e6, max: 1e6 }), (x) => {
      const s = statisticsOf(x, REAL);
      const mean = x.reduce((a, b) => a + b, 0) / x.length;
      expect(s.mean).toBeCloseTo(mean, 6);
      const variance = x.reduce((a, b) => a + (b - mean) ** 2, 0) / x.length;
      expect(s.deviation).toBeCloseTo(Math.sqrt(variance), 6);
      const { low, high, counts } = s.histogram;
      expect(counts.reduce((a, b) => a + b)).toBe(x.length);
      const width = (high - low) / counts.length;
      counts.forEach((c, k) => {
        const last = k === counts.length - 1;
        const within = x.filter((v) => v >= low + k * width - 1e-9 && (v < low + (k + 1) * width + 1e-9 || last)).length;
        expect(c).toBeLessThanOrEqual(within);
      });
    }),
  );
});
