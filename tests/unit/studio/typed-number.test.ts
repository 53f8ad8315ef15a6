import { describe, expect, it } from 'vitest';
import { typedNumber } from '../../../src/studio/parts/typed-number.ts';

describe('numbers as people type them', () => {
  it.each([
    ['0.001', 0.001],
    [' 0,001 ', 0.001],
    ['−2', -2],
    ['1e-3', 0.001],
  ])('%j is %d', (text, value) => expect(typedNumber(text)).toBe(value));
  it.each(['', '  ', 'abc', '1,2,3', '1 2'])('%j is none', (text) => expect(typedNumber(text)).toBeNaN());
});
