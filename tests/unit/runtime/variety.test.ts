/** Pictures that are the same again and again. */
import { expect, test } from 'vitest';
import { openSynthetic } from '../../../src/data/catalogue.ts';
import { stream } from '../../../src/data/random.ts';
import { varietyOf } from '../../../src/runtime/metrics/variety.ts';

const N = 64;
const digits = (seed: number): Float32Array => openSynthetic('digits-16')!.heldOut(seed, N).columns['x']!;
const DIM = digits(1).length / N;
const data = digits(1);
/** Pictures from a few of the data, with a little noise. */
const few = (modes: number): Float32Array => {
  const noise = stream(3, 'few').normal(N * DIM);
  return Float32Array.from({ length: N * DIM }, (_, i) => data[(Math.floor(i / DIM) % modes) * DIM + (i % DIM)]! + 0.02 * noise[i]!);
};

test('other data of the same kind differ as much as the data do', () => {
  const v = varietyOf(digits(2), data, N, DIM);
  for (const ratio of [v.apart, v.nearest, v.contrast]) expect(Math.abs(ratio - 1)).toBeLessThan(0.15);
});
test('one picture again and again, and a few of them', () => {
  const one = varietyOf(few(1), data, N, DIM);
  expect(one.apart).toBeLessThan(0.2);
  const three = varietyOf(few(3), data, N, DIM);
  expect(three.apart).toBeGreaterThan(0.5);
  expect(three.nearest).toBeLessThan(0.2);
  expect(three.contrast).toBeGreaterThan(0.7);
});
test('grey pictures have no contrast, so they are not drawn yet', () => {
  const noise = stream(4, 'grey').normal(N * DIM);
  expect(
    varietyOf(
      Float32Array.from(noise, (z) => 0.5 + 0.05 * z),
      data,
      N,
      DIM,
    ).contrast,
  ).toBeLessThan(0.4);
});
