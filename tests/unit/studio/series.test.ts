import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logTicks, rangeOf, seriesOf, smooth, thin, ticks, valueAt } from '../../../src/studio/run/series.ts';

describe('series', () => {
  test('one line per name, objectives before their parts, gaps left out', () => {
    const points = [
      { step: 1, values: { 'elbo.kl.z': 1, 'loss.elbo': 3 } },
      { step: 2, values: { 'loss.elbo': Number.NaN, 'elbo.kl.z': 2 } },
      { step: 3, values: { 'loss.elbo': 2 } },
    ];
    const all = seriesOf(points);
    expect(all.map((s) => s.name)).toEqual(['loss.elbo', 'elbo.kl.z']);
    expect(all[0]).toMatchObject({ steps: [1, 3], values: [3, 2] });
  });
  test('smoothing keeps a constant, from its first value on', () => {
    for (const weight of [0, 0.5, 0.98]) for (const v of smooth([4, 4, 4, 4], weight)) expect(v).toBeCloseTo(4, 12);
  });
  test('thinning keeps the extremes and the order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 3000 }), (values) => {
        const s = { name: '', steps: values.map((_, i) => i), values };
        const t = thin(s, 100);
        expect(t.steps.length).toBeLessThanOrEqual(Math.max(102, values.length <= 100 ? values.length : 102));
        expect(Math.max(...t.values)).toBe(Math.max(...values));
        expect(Math.min(...t.values)).toBe(Math.min(...values));
        expect([...t.steps]).toEqual(t.steps.toSorted((a, b) => a - b));
      }),
    );
  });
  test('ticks lie inside and are round', () => {
    expect(ticks(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(ticks(-1, 1, 4)).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect(ticks(3, 3, 4)).toEqual([3]);
    for (const t of logTicks(0.02, 30)) expect(t).toBeGreaterThanOrEqual(0.02);
  });
  test('the range is not set by the first steps', () => {
    const values = [1e6, ...Array.from({ length: 200 }, (_, i) => 2 - i / 200)];
    expect(rangeOf([values])[1]).toBeLessThan(10);
  });
  test('the value at a step is the last one known by then', () => {
    const s = { name: '', steps: [10, 20, 30], values: [1, 2, 3] };
    expect([valueAt(s, 5), valueAt(s, 10), valueAt(s, 29), valueAt(s, 99)]).toEqual([undefined, 1, 2, 3]);
  });
});
