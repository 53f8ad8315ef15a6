import { expect, test } from 'vitest';
import { rowsBetween } from '../../../src/studio/run/between.ts';

test('each row is an example, what lies between, and the other example', () => {
  const space = { layout: 'image', shape: [1, 2, 1], values: { kind: 'unit' } } as const;
  const picture = (data: readonly number[]) => ({ space, data: Float32Array.from(data), n: data.length / 2 });
  const rows = rowsBetween({
    variable: 'x',
    code: 'z',
    path: 'straight',
    snapped: false,
    moving: [],
    pair: 0,
    rows: 2,
    steps: 2,
    from: picture([1, 1, 5, 5]),
    to: picture([4, 4, 8, 8]),
    along: picture([2, 2, 3, 3, 6, 6, 7, 7]),
  });
  expect(rows.n).toBe(8);
  expect([...rows.data]).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8]);
});
