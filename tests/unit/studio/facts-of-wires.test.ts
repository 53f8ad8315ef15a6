/** What cards of facts say: spaces, statistics, costs and shares in words. */
import { describe, expect, test } from 'vitest';
import { statisticsOf } from '../../../src/data/statistics.ts';
import type { Space } from '../../../src/graph/space.ts';
import { spaceWords } from '../../../src/studio/hover/space-words.ts';
import { carries, exampleWords, sourceWords, statisticsRows } from '../../../src/studio/hover/wire-words.ts';

const space = (layout: Space['layout'], shape: readonly number[], values: Space['values'] = { kind: 'real' }): Space => ({
  layout,
  shape,
  values,
});

test('spaces in words', () => {
  expect(spaceWords(space('vector', [2]))).toBe('a vector of 2 real numbers');
  expect(spaceWords(space('vector', [1]))).toBe('a real number');
  expect(spaceWords(space('vector', [], { kind: 'tokens', k: 10 }))).toBe('one of 10 tokens');
  expect(spaceWords(space('image', [28, 28, 1], { kind: 'binary' }))).toBe('an image of 28×28 pixels, each 0 or 1');
  expect(spaceWords(space('image', [16, 16, 3], { kind: 'levels', k: 256 }))).toBe(
    'an image of 16×16 pixels, each 3 whole numbers from 0 to 255',
  );
  expect(spaceWords(space('sequence', [32], { kind: 'tokens', k: 27 }))).toBe('a sequence of 32 tokens of 27 kinds');
  expect(spaceWords(space('points', [2]))).toBe('a point of 2 real numbers');
  expect(spaceWords(space('vector', [3, 4], { kind: 'unit' }))).toBe('an array of 3×4: 12 numbers from 0 to 1');
});
describe('wires', () => {
  test('what they carry', () => {
    expect(exampleWords('value', space('vector', [2]))).toBe('Each example is a vector of 2 real numbers.');
    expect(exampleWords('distribution', space('vector', [2]))).toBe('Each draw is a vector of 2 real numbers.');
    expect(exampleWords('value', undefined)).toBe('Its Space is not known yet.');
    expect(exampleWords('objective', undefined)).toBeUndefined();
    expect(carries('network')).toMatch(/function with weights/);
    expect(sourceWords(64, 12, 'data')).toBe('64 examples at step 12, as while learning');
    expect(sourceWords(1000, undefined, 'data')).toBe('1000 held-out examples of the data');
  });
  test('numbers: how many, where, how spread, how many of them are none', () => {
    const s = statisticsOf(Float32Array.of(1, 3, Number.NaN, Infinity), { kind: 'real' });
    const rows = Object.fromEntries(statisticsRows(s, space('vector', [2])).map((r) => [r.name, r.value]));
    expect(rows).toEqual({ Numbers: '4', Mean: '2', Deviation: '1', Least: '1', Greatest: '3', 'Not finite': '2 (50 %)' });
  });
  test('tokens have no mean: which occur, and which most often', () => {
    const values = { kind: 'tokens', k: 3 } as const;
    const s = statisticsOf(Float32Array.of(2, 2, 0, -1), values);
    const rows = Object.fromEntries(statisticsRows(s, space('vector', [], values), ['a', 'b', 'c']).map((r) => [r.name, r.value]));
    expect(rows).toEqual({ Numbers: '4', Occurring: '2 of 3', 'Most often': 'c (50 %)', Dropped: '25 %', 'Not finite': 'none' });
  });
});
