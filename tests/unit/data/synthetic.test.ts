import { describe, expect, test } from 'vitest';
import { SYNTHETIC, openSynthetic, syntheticEntry } from '../../../src/data/catalogue.ts';
import { integrate2d } from '../../../src/data/numeric/plane.ts';
import type { DataSource, Truth } from '../../../src/data/source.ts';
import { numel } from '../../../src/graph/space.ts';

const opened = SYNTHETIC.map((entry) => [entry.name, entry.open()] as const);
const planar = opened.flatMap(([name, source]) => {
  const truth = source.truth?.['x'];
  return truth && numel(source.columns['x']!.space.shape) === 2 ? [[name, source, truth] as const] : [];
});

const mean = (v: ArrayLike<number>): number => Array.from(v).reduce((a, b) => a + b, 0) / v.length;

/** How far the mean of -log p over held-out examples is from the entropy, and its standard error. */
function surprise(source: DataSource, truth: Truth, n: number): { off: number; error: number } {
  const log = truth.logDensity(source.heldOut(5, n).columns['x']!, n);
  const m = mean(log);
  return { off: -m - truth.entropy, error: Math.sqrt(mean(log.map((l) => (l - m) ** 2)) / n) };
}

test('names are unique, and opening by name agrees with the list', () => {
  expect(new Set(SYNTHETIC.map((e) => e.name)).size).toBe(SYNTHETIC.length);
  for (const entry of SYNTHETIC) {
    expect(openSynthetic(entry.name)?.columns).toEqual(entry.columns);
    expect(syntheticEntry(entry.name)).toBe(entry);
  }
  expect(openSynthetic('no such set')).toBeUndefined();
});

describe.each(opened)('%s', (_, source) => {
  test('the same (seed, step, n) gives the same batch; another step, seed or the held-out part does not', () => {
    const n = 16;
    const first = source.batch(3, 7, n);
    expect(source.batch(3, 7, n)).toEqual(first);
    for (const other of [source.batch(3, 8, n), source.batch(4, 7, n), source.heldOut(3, n), source.batch(3, 0, n)])
      expect(other.columns['x']).not.toEqual(first.columns['x']);
    expect(source.heldOut(3, n).columns['x']).not.toEqual(source.batch(3, 0, n).columns['x']);
  });

  test('batches have the declared columns, sizes and values', () => {
    for (const n of [0, 1, 33]) {
      const { columns } = source.batch(1, 0, n);
      expect(Object.keys(columns).sort()).toEqual(Object.keys(source.columns).sort());
      for (const [name, { space }] of Object.entries(source.columns)) {
        const values = columns[name]!;
        expect(values.length).toBe(n * numel(space.shape));
        expect(values.every(Number.isFinite)).toBe(true);
        const { values: v } = space;
        if (v.kind === 'tokens' || v.kind === 'levels') expect(values.every((u) => Number.isInteger(u) && u >= 0 && u < v.k)).toBe(true);
        if (v.kind === 'tokens' && space.shape.length === 0 && source.labels?.[name]) expect(source.labels[name]!.length).toBe(v.k);
      }
    }
  });

  test('a count that is no whole number is refused', () => {
    expect(() => source.batch(1, 0, 1.5)).toThrow(RangeError);
    expect(() => source.batch(1, -1, 2)).toThrow(RangeError);
  });
});

describe.each(opened.filter(([, s]) => s.truth))('truth of %s', (_, source) => {
  const truth = source.truth!['x']!;

  test('the mean of -log p over held-out examples is the entropy', () => {
    const { off, error } = surprise(source, truth, 8000);
    expect(Math.abs(off)).toBeLessThan(4 * error + 1e-9);
  });

  test('the entropy comes quickly and once', () => {
    const start = performance.now();
    const { entropy } = openSynthetic(source.name)!.truth!['x']!;
    // The promise is 200 ms; a shared test machine gets some slack.
    expect(performance.now() - start).toBeLessThan(600);
    expect(entropy).toBe(truth.entropy);
    expect(truth.entropyBy).not.toBe('');
  });

  test('overall scale is 0.5 to 2 per coordinate', () => {
    const { space } = source.columns['x']!;
    if (space.values.kind !== 'real') return;
    const x = source.batch(2, 0, 4000).columns['x']!;
    const scale = Math.sqrt(mean(x.map((v) => v * v)));
    expect(scale).toBeGreaterThan(0.5);
    expect(scale).toBeLessThan(2);
  });
});

describe.each(planar)('density of %s in the plane', (name, _, truth) => {
  const at = new Float32Array(2);
  const density = (x: number, y: number): number => {
    at.set([x, y]);
    return Math.exp(truth.logDensity(at, 1)[0]!);
  };

  test('integrates to one', () => {
    // A grid offset from the checkerboard's edges; its 1/64 cells tile the squares exactly.
    const [box, spacing] =
      name === 'checkerboard'
        ? [{ lo: [-2 + 1 / 128, -2 + 1 / 128], hi: [2, 2] } as const, 1 / 64]
        : [{ lo: [-6, -6], hi: [6, 6] } as const, name === 'circle' || name === 'swissroll' ? 1 / 32 : 1 / 16];
    expect(integrate2d(density, box, spacing)).toBeCloseTo(1, 6);
  });

  test('is finite where data can be, and never NaN', () => {
    for (const [x, y] of [[0, 0], [1e3, -1e3], [1e-6, 0], [1e18, 0]] as const) expect(density(x, y)).not.toBeNaN(); // prettier-ignore
  });

  test('modes hold nearly all samples', () => {
    const source = openSynthetic(name)!;
    if (!truth.modes) return;
    const { centres, radius } = truth.modes;
    const n = 4000;
    const x = source.batch(1, 0, n).columns['x']!;
    let inside = 0;
    for (let i = 0; i < n; i++)
      for (let k = 0; k < centres.length; k += 2)
        if (Math.hypot(x[2 * i]! - centres[k]!, x[2 * i + 1]! - centres[k + 1]!) < radius) {
          inside++;
          break;
        }
    expect(inside / n).toBeGreaterThan(0.98);
  });
});
