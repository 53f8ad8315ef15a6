import { expect, test } from 'vitest';
import { tokens } from '../../../src/graph/space.ts';
import { describeNext, nextValue, placeOf } from '../../../src/studio/parts/next-value.ts';
import type { Probed } from '../../../src/workers/protocol.ts';

const probed = (o: Partial<Probed> & Pick<Probed, 'parts' | 'width' | 'size'>): Probed => ({
  shows: 'next',
  node: 'ar',
  variable: 'x',
  quantity: 'next value',
  low: [0, 0],
  high: [1, 1],
  ...o,
});
const text = probed({
  parts: {
    logs: Float32Array.from([0.25, 0.25, 0.5, 0.7, 0.1, 0.2, 1 / 3, 1 / 3, 1 / 3], Math.log),
    given: Float32Array.of(2, 1, 0),
    values: Float32Array.of(0, 1, 2),
  },
  width: 3,
  size: 3,
  at: 1,
  names: ['a', 'b', 'c'],
  space: { ...tokens(3, 3), layout: 'sequence' },
});

test('a text shows what stands before, what is likeliest and what the data has', () => {
  const n = nextValue(text)!;
  expect(n).toMatchObject({ position: 1, of: 3, before: 'c', given: 1, density: false });
  expect(n.likeliest.map(n.name)).toEqual(['a', 'c', 'b']);
  expect(nextValue(text, 0)!.before).toBe('');
  expect(nextValue(text, 2)!.entropy).toBeCloseTo(Math.log(3), 6);
  expect(nextValue(text, 3)).toBeUndefined();
  expect(describeNext(text)).toBe('Next value of x, symbol 2 of 3 after “c”: a 70 %, c 20 %, b 10 %; held-out data: b; entropy 0.8 nats');
});
test('positions of pictures go by row, column and channel', () => {
  const image = { ...text, size: 12, space: { layout: 'image', shape: [2, 3, 2], values: { kind: 'binary' } } } as const;
  expect([0, 1, 7].map((at) => placeOf(image, at))).toEqual([
    'row 1, column 1, channel 1',
    'row 1, column 1, channel 2',
    'row 2, column 1, channel 2',
  ]);
});
test('numbers without steps have a density, whose entropy is an integral', () => {
  const places = Array.from({ length: 61 }, (_, i) => -3 + i / 10);
  const gaussian = probed({
    parts: {
      logs: Float32Array.from(places, (v) => -0.5 * (v / 0.5) ** 2 - 0.5 * Math.log(2 * Math.PI * 0.25)),
      given: Float32Array.of(0.52),
      values: Float32Array.from(places),
    },
    width: 61,
    size: 1,
    space: { layout: 'vector', shape: [1], values: { kind: 'real' } },
  });
  const n = nextValue(gaussian)!;
  expect(n.entropy).toBeCloseTo(0.5 * Math.log(2 * Math.PI * Math.E * 0.25), 3);
  expect(n.name(n.given)).toBe('0.5');
  expect(n.density).toBe(true);
});
