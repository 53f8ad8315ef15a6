import { expect, test } from 'vitest';
import { detailAt } from '../../../src/studio/canvas/detail.ts';

test('less is shown from farther away', () => {
  expect([1, 0.36, 0.3, 0.21, 0.15].map((zoom) => detailAt(zoom, 'full'))).toEqual(['full', 'full', 'far', 'far', 'least']);
});
test('a zoom that rests on a border does not go to and fro', () => {
  expect(detailAt(0.355, 'far')).toBe('far');
  expect(detailAt(0.355, 'full')).toBe('full');
  expect(detailAt(0.205, 'least')).toBe('least');
  expect(detailAt(0.205, 'far')).toBe('far');
  expect(detailAt(0.38, 'least')).toBe('full');
});
