import { expect, test } from 'vitest';
import { tokens } from '../../../src/graph/space.ts';
import { linesOf } from '../../../src/studio/parts/text-lines.ts';

const picture = (k: number, shape: readonly number[], data: readonly number[], symbols?: readonly string[]) => ({
  space: tokens(k, ...shape),
  data: Float32Array.from(data),
  n: data.length / shape.reduce((a, d) => a * d, 1),
  symbols,
});

test('characters read as text, one line an example', () => {
  expect(linesOf(picture(3, [4], [1, 2, 0, 1, 2, 2, 1, 0], [' ', 'a', 'b']), 9)).toEqual(['ab a', 'bba ']);
});
test('words are parted by blanks', () => {
  expect(linesOf(picture(2, [3], [0, 1, 1], ['red', 'x']), 9)).toEqual(['red x x']);
});
test('what would break a line is shown as a sign', () => {
  expect(linesOf(picture(3, [3], [0, 1, 2], ['a', '\n', '\t']), 9)).toEqual(['a↵⇥']);
});
test('nameless tokens have digits and letters, and numbers where these run out', () => {
  expect(linesOf(picture(80, [3], [7, 10, 70]), 9)).toEqual(['7a⟨70⟩']);
});
test('single tokens stand on one line, and no more lines are made than asked for', () => {
  expect(linesOf(picture(3, [], [0, 1, 2, 1]), 3)).toEqual(['0 1 2']);
  expect(linesOf(picture(2, [1, 2], [0, 1, 1, 0, 0, 0]), 2)).toHaveLength(2);
});
