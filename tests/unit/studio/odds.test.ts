import { expect, test } from 'vitest';
import { tokens } from '../../../src/graph/space.ts';
import { describeLine, describeSymbol, tintOf, toldLines } from '../../../src/studio/run/odds.ts';

const picture = (data: readonly number[], odds: readonly number[], symbols: readonly string[]) => ({
  space: { ...tokens(symbols.length, 4), layout: 'sequence' as const },
  data: Float32Array.from(data),
  n: data.length / 4,
  symbols,
  logs: Float32Array.from(odds, Math.log),
});

test('a text is its symbols with their probabilities, and its log p is their sum', () => {
  const [line, ...more] = toldLines(picture([0, 1, 2, 0, 1, 1, 1, 1], [0.5, 0.25, 1, 0.125], ['a', 'b', '\n']), 9);
  // of the second text nothing is known
  expect(more).toEqual([]);
  expect(line!.symbols.map((s) => s.symbol)).toEqual(['a', 'b', '↵', 'a']);
  expect(line!.total).toBeCloseTo(-6 * Math.LN2, 6);
  expect(describeSymbol(line!, 1)).toBe('“b” p 0.25, 2 bits, after “a”');
  expect(describeSymbol(line!, 0)).toBe('“a” p 0.5, 1 bits, first');
  expect(describeLine(line!)).toMatch(/^log p −?-?4\.159 nats, 1\.5 bits a symbol$/);
});
test('words are quoted with blanks between them', () => {
  const [line] = toldLines(picture([0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5], ['red', 'fox']), 1);
  expect(describeSymbol(line!, 2)).toContain('after “red fox”');
});
test('the less likely a symbol, the stronger its tint', () => {
  expect([1, 0.5, 0.49, 0.2, 0.1, 0.05, 0.02, 0.009, 0].map((p) => tintOf(Math.log(p)))).toEqual([0, 0, 1, 1, 2, 2, 3, 4, 4]);
});
test('a text without probabilities has no such lines', () => {
  expect(toldLines({ ...picture([0, 0, 0, 0], [], ['a']), logs: undefined }, 3)).toEqual([]);
});
