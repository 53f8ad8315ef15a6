import { describe, expect, it } from 'vitest';
import { type Syntax, clip, readArgs } from '../../../src/cli/args.ts';
import { Problem } from '../../../src/cli/problem.ts';
import { didYouMean, nearest } from '../../../src/cli/suggest.ts';

const SYNTAX: Syntax = {
  name: 'brew',
  operands: [
    { name: 'POT', meaning: 'a pot' },
    { name: 'CUP', meaning: 'a cup', optional: true },
  ],
  flags: [
    { name: 'cups', value: 'N', meaning: '' },
    { name: 'leaf', value: 'NAME', meaning: '', many: true },
    { name: 'hot', meaning: '' },
  ],
};

describe('readArgs', () => {
  it('takes flags before, between and after the names, in both spellings', () => {
    const a = readArgs(SYNTAX, ['--cups=3', 'pot', '--hot', 'cup', '--leaf', 'oolong', '--leaf=assam']);
    expect([a.operand('POT'), a.optionalOperand('CUP'), a.whole('cups', 1, 9), a.has('hot'), a.all('leaf')]).toEqual([
      'pot',
      'cup',
      3,
      true,
      ['oolong', 'assam'],
    ]);
  });
  it('takes what follows -- as names', () => {
    expect(readArgs(SYNTAX, ['--', '--hot']).operand('POT')).toBe('--hot');
  });
  it('leaves out what was left out', () => {
    const a = readArgs(SYNTAX, ['pot']);
    expect([a.optionalOperand('CUP'), a.whole('cups', 1, 9), a.has('hot'), a.all('leaf'), a.text('leaf')]).toEqual([
      undefined,
      undefined,
      false,
      [],
      undefined,
    ]);
  });
  it.each([
    ['', 'cups'],
    ['1e99', 'cups'],
    ['0x', 'cups'],
    ['10', 'cups'],
    ['Infinity', 'cups'],
  ])('refuses %j as a number of 1 to 9', (text, flag) => {
    expect(() => readArgs(SYNTAX, ['pot', `--${flag}=${text}`]).whole(flag, 1, 9)).toThrow(Problem);
  });
});

describe('suggestions', () => {
  const names = ['train', 'templates', 'evaluate', 'sample', 'score'];
  it.each([
    ['trian', 'train'],
    ['TRAIN', 'train'],
    ['template', 'templates'],
    ['eval', 'evaluate'],
    ['samples', 'sample'],
    ['scroe', 'score'],
  ])('%s → %s', (typed, meant) => expect(nearest(typed, names)).toBe(meant));
  it.each(['', 'xyzzy', 'q', 'a very long line that is nothing at all'])('%j is near nothing', (typed) => {
    expect(nearest(typed, names)).toBeUndefined();
    expect(didYouMean(typed, names, 'See the help.')).toBe('See the help.');
  });
});

it('shows what was typed without control characters and at a bounded length', () => {
  expect(clip('a\u001b[31mb\u0007')).toBe('a\ufffd[31mb\ufffd');
  expect(clip('x'.repeat(500))).toHaveLength(80);
});
