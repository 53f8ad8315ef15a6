import { expect, test } from 'vitest';
import { openSynthetic } from '../../../src/data/catalogue.ts';
import { real } from '../../../src/graph/space.ts';
import { distanceOf, slicedWasserstein } from '../../../src/studio/run/distance.ts';

const draw = (seed: number, n: number): Float32Array => openSynthetic('moons')!.heldOut(seed, n).columns['x']!;

test('shifting a cloud by v moves it by |v| / √2, whatever the cloud', () => {
  const a = draw(5, 300);
  const b = a.map((v, i) => v + (i % 2 === 0 ? 3 : 4));
  expect(slicedWasserstein(a, b, 300)).toBeCloseTo(5 / Math.SQRT2, 3);
});
test('real data is about one floor away, and lies in its own support', async () => {
  const d = (await distanceOf({ source: 'moons' }, { space: real(2), data: draw(77, 1000), n: 1000 }))!;
  expect(d.overFloor).toBeGreaterThan(0.4);
  expect(d.overFloor).toBeLessThan(2.2);
  expect(d.inSupport).toBeGreaterThan(0.97);
});
test('where the density is flat, real data lies in its own support too', async () => {
  const data = openSynthetic('checkerboard')!.heldOut(77, 1000).columns['x']!;
  const d = (await distanceOf({ source: 'checkerboard' }, { space: real(2), data, n: 1000 }))!;
  expect(d.inSupport).toBe(1);
  const moved = data.map((v, i) => (i % 2 === 0 ? v + 100 : v));
  expect((await distanceOf({ source: 'checkerboard' }, { space: real(2), data: moved, n: 1000 }))!.inSupport).toBe(0);
});
test('noise is far away, and mostly outside', async () => {
  const noise = Float32Array.from({ length: 2000 }, (_, i) => 3 * Math.sin(i * 12.9898) * Math.cos(i * 78.233));
  const d = (await distanceOf({ source: 'moons' }, { space: real(2), data: noise, n: 1000 }))!;
  expect(d.overFloor).toBeGreaterThan(3);
  expect(d.inSupport).toBeLessThan(0.6);
});
test('images and unknown data have no such distance', async () => {
  expect(await distanceOf({ source: 'digits' }, { space: real(28, 28, 1), data: new Float32Array(784), n: 1 })).toBeUndefined();
  expect(await distanceOf({ source: 'file' }, { space: real(2), data: new Float32Array(4), n: 2 })).toBeUndefined();
});
test('one moon covers half of two, and real data nearly all', async () => {
  const data = draw(77, 1000);
  const both = (await distanceOf({ source: 'moons' }, { space: real(2), data, n: 1000 }))!;
  expect(both.covered).toBeGreaterThan(0.93);
  const upper: number[] = [];
  for (let i = 0; upper.length < 2000; i = (i + 1) % 1000) if (data[2 * i + 1]! > 0.3) upper.push(data[2 * i]!, data[2 * i + 1]!);
  const half = (await distanceOf({ source: 'moons' }, { space: real(2), data: Float32Array.from(upper), n: 1000 }))!;
  expect(half.covered).toBeLessThan(0.6);
});
