import { expect, test } from 'vitest';
import { resize, withChannels } from '../../../src/data/import/resize.ts';
import { openSynthetic } from '../../../src/data/catalogue.ts';

/** Share of held-out digits whose nearest class mean, by squared distance, is their own. */
function nearestMean(name: string, n: number): number {
  const source = openSynthetic(name)!;
  const size = source.columns['x']!.space.shape.reduce((a, d) => a * d, 1);
  const train = source.batch(1, 0, n).columns;
  const means = Array.from({ length: 10 }, () => new Float64Array(size));
  const counts = new Float64Array(10);
  train['y']!.forEach((y, e) => {
    counts[y]!++;
    for (let i = 0; i < size; i++) means[y]![i]! += train['x']![e * size + i]!;
  });
  means.forEach((m, k) => m.forEach((v, i) => (m[i] = v / counts[k]!)));
  const held = source.heldOut(1, 500).columns;
  let right = 0;
  held['y']!.forEach((y, e) => {
    const far = means.map((m) => m.reduce((s, v, i) => s + (v - held['x']![e * size + i]!) ** 2, 0));
    if (far.indexOf(Math.min(...far)) === y) right++;
  });
  return right / 500;
}

test.each([
  ['digits', 28],
  ['digits-16', 16],
] as const)('%s are ink on paper, inside the frame, and tell themselves apart', (name, size) => {
  // prettier-ignore
  const { columns } = openSynthetic(name)!.batch(2, 0, 300);
  const x = columns['x']!;
  let border = 0;
  for (let e = 0; e < 300; e++) {
    const one = x.subarray(e * size * size, (e + 1) * size * size);
    const ink = one.reduce((s, v) => s + v, 0) / (255 * size * size);
    expect(ink).toBeGreaterThan(0.02);
    expect(ink).toBeLessThan(0.4);
    expect(Math.max(...one)).toBeGreaterThan(180);
    one.forEach((v, i) => {
      const [c, r] = [i % size, Math.floor(i / size)];
      if (c === 0 || r === 0 || c === size - 1 || r === size - 1) border += v;
    });
  }
  expect(border / (255 * 300)).toBeLessThan(0.3);
  expect(new Set(columns['y']!).size).toBe(10);
  expect(nearestMean(name, 3000)).toBeGreaterThan(0.65);
});

test('a batch of 64 digits takes a few milliseconds', () => {
  const source = openSynthetic('digits')!;
  source.batch(0, 0, 64);
  const start = performance.now();
  for (let step = 1; step <= 10; step++) source.batch(0, step, 64);
  // The promise is 25 ms; a shared test machine gets some slack.
  expect((performance.now() - start) / 10).toBeLessThan(50);
});

test('shapes: picture, factors and caption tell the same', () => {
  const source = openSynthetic('shapes')!;
  const n = 400;
  const { x, factors, caption } = source.batch(3, 0, n).columns;
  const words = source.labels!['caption']!;
  for (let e = 0; e < n; e++) {
    const [, , size, fx, fy] = factors!.subarray(5 * e, 5 * e + 5);
    const said = Array.from(caption!.subarray(5 * e, 5 * e + 5), (t) => words[t]!);
    expect(said[0]).toBe(size! < 0 ? 'small' : 'large');
    expect(said.slice(3)).toEqual([fy! < 0 ? 'top' : 'bottom', fx! < 0 ? 'left' : 'right']);
    // The centre of what is not background lies where the factors say, and nothing touches the frame's outermost row.
    let [mass, mx, my] = [0, 0, 0];
    for (let i = 0; i < 256; i++) {
      const lit = Math.max(0, ...[0, 1, 2].map((c) => x![(256 * e + i) * 3 + c]! - 24));
      mass += lit;
      mx += lit * ((i % 16) + 0.5);
      my += lit * (Math.floor(i / 16) + 0.5);
    }
    const room = 8 - 1.05 * 5.2;
    expect(Math.abs(mx / mass - 8 - room * fx!)).toBeLessThan(0.35);
    expect(Math.abs(my / mass - 8 - room * fy!)).toBeLessThan(said[2] === 'triangle' ? 2 : 0.35);
  }
});

test('resizing keeps what is even, averages when it shrinks, and interpolates when it grows', () => {
  const of = (width: number, height: number, data: number[]) =>
    ({ width, height, channels: 1, data: Uint8Array.from(data), flattened: false }) as const;
  const grey = of(
    7,
    5,
    Array.from({ length: 35 }, () => 77),
  );
  for (const [width, height] of [
    [3, 2],
    [20, 11],
    [1, 1],
    [7, 50],
  ] as const)
    // prettier-ignore
    expect(new Set(resize(grey, { width, height }).data)).toEqual(new Set([77]));
  expect([...resize(of(4, 2, [0, 100, 20, 40, 100, 200, 60, 80]), { width: 2, height: 1 }).data]).toEqual([100, 50]);
  expect([...resize(of(2, 1, [0, 100]), { width: 4, height: 1 }).data]).toEqual([0, 25, 75, 100]);
  expect([...resize(of(3, 1, [0, 90, 30]), { width: 2, height: 1 }).data]).toEqual([30, 50]);
  expect([...withChannels(of(1, 1, [9]), 3).data]).toEqual([9, 9, 9]);
  expect(() => resize(grey, { width: 0, height: 1 })).toThrow(RangeError);
});
