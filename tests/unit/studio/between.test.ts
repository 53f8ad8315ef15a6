import { expect, test } from 'vitest';
import type { Between } from '../../../src/workers/protocol.ts';
import { labelOf, rowsBetween, wayOf } from '../../../src/studio/run/between.ts';

const space = { layout: 'image', shape: [1, 2, 1], values: { kind: 'unit' } } as const;
const picture = (data: readonly number[]) => ({ space, data: Float32Array.from(data), n: data.length / 2 });
const along = picture([2, 2, 3, 3, 6, 6, 7, 7]);
const way: Between = {
  ends: 'data',
  variable: 'x',
  code: 'z',
  path: 'straight',
  snapped: false,
  moving: [],
  pair: 0,
  rows: 2,
  steps: 2,
  along,
  examples: { from: picture([1, 1, 5, 5]), to: picture([4, 4, 8, 8]) },
};
const drawn: Between = { ...way, ends: 'draws', code: 'noise', path: 'spherical', examples: undefined };

test('each row is an example, what lies between, and the other example', () => {
  const rows = rowsBetween(way);
  expect(rows.n).toBe(8);
  expect([...rows.data]).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8]);
});
test('between draws each row is the model’s, the ends among them', () => {
  expect(rowsBetween(drawn)).toEqual(along);
});
test('words say what is data, and what is the model’s', () => {
  expect(wayOf(way)).toBe('straight through z');
  expect(wayOf(drawn)).toBe('along great circles between draws of the noise');
  expect(wayOf({ ...drawn, code: 'z', path: 'straight' })).toBe('straight between draws of z');
  expect(wayOf({ ...drawn, classes: { variable: 'y', names: [], each: [] } })).toMatch(/draws of the noise, y held$/);
  expect(labelOf(way)).toMatch(/held-out x .* first and last of each row are data/);
  expect(labelOf(drawn)).toBe(
    'From one x that the model draws to another, along great circles between draws of the noise: all are the model’s, first and last of each row too',
  );
  const plane = { ...along, space: { layout: 'vector', shape: [2], values: { kind: 'real' } } } as const;
  expect(labelOf({ ...way, along: plane })).toMatch(/rings are data/);
  expect(labelOf({ ...drawn, along: plane })).toMatch(/lines and their ends are the model’s, over held-out data$/);
});
