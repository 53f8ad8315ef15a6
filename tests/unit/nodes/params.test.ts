import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/graph/model.ts';
import type { ParamSpec } from '../../../src/graph/vocabulary.ts';
import { type ParamSpecs, fits, resolveParams } from '../../../src/nodes/params.ts';

const base = { label: 'l', meaning: 'm' };
const SPECS: Readonly<Record<ParamSpec['type'], readonly [spec: ParamSpec, good: readonly Json[], bad: readonly Json[]]>> = {
  number: [{ ...base, type: 'number', default: 1, min: 0, max: 2, integer: true }, [0, 1, 2], [-1, 3, 0.5, null, '1', true, [1]]],
  'optional-number': [{ ...base, type: 'optional-number', default: null, min: 0, max: 2, whenNull: 'off' }, [null, 0, 0.5], [3, '0', {}]],
  choice: [{ ...base, type: 'choice', default: 'a', options: [{ value: 'a', label: 'A' }] }, ['a'], ['b', '', null, 0]],
  boolean: [{ ...base, type: 'boolean', default: true }, [true, false], [0, 'true', null]],
  text: [{ ...base, type: 'text', default: '', maxLength: 3 }, ['', 'abc'], ['abcd', 1, null]],
  integers: [
    { ...base, type: 'integers', default: [1], min: 1, max: 9, maxLength: 2 },
    [[], [1], [9, 9]],
    [[0], [10], [1, 1, 1], [1.5], ['1'], 1, null],
  ],
  names: [{ ...base, type: 'names', default: [], maxLength: 2 }, [[], ['a', 'b']], [['a', 'b', 'c'], [1], 'a', null]],
  subgraph: [{ ...base, type: 'subgraph', default: '' }, ['', 'inner'], [1, null, ['inner']]],
};

describe.each(Object.entries(SPECS))('a setting of type %s', (_, [spec, good, bad]) => {
  test('takes what fits', () => expect(good.filter((v) => !fits(spec, v))).toEqual([]));
  test('leaves what does not', () => expect(bad.filter((v) => fits(spec, v))).toEqual([]));
  test('is not there when it is not given', () => expect(fits(spec, undefined)).toBe(false));
});
test('numbers of a file that are not finite do not fit', () => {
  expect([NaN, Infinity, -Infinity].filter((v) => fits(SPECS.number[0], v) || fits(SPECS['optional-number'][0], v))).toEqual([]);
});
test('what is given counts where it fits, else the default; names that are not declared are left out', () => {
  const specs = { rate: SPECS.number[0], on: SPECS.boolean[0], names: SPECS.names[0] } satisfies ParamSpecs;
  expect(resolveParams(specs, { rate: 2, on: 'yes', more: 1 })).toEqual({ rate: 2, on: true, names: [] });
});
