/** Lowering leaves out what a value only repeats; every op must then still mean the same. Nothing is simplified first, so that the repeats reach it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Builder } from '../../../src/ir/builder.ts';
import { type Val, ZEROS } from '../../../src/ir/value.ts';
import { disagreement } from '../../oracle/agree.ts';
import { type TestDevice, testDevice } from '../../oracle/devices.ts';
import { feed } from '../../oracle/numbers.ts';

/** `r` [2, 3] over B and K repeats along everything but its last axis; `s` [2, 3] repeats along its last axis; `x` [2, 3] over B repeats nothing. */
const CASES: Readonly<Record<string, (b: Builder, r: Val, s: Val, x: Val) => Val>> = {
  'sum over axes': (b, r) => b.sum(r, [0]),
  'sum over plates': (b, r) => b.sum(r, [1], ['B', 'K']),
  max: (b, r) => b.max(r, [0, 1], ['K']),
  cumsum: (b, r) => b.cumsum(r, 0),
  argmaxHot: (b, _, s) => b.argmaxHot(s),
  reshape: (b, r) => b.reshape(r, [3, 2]),
  'reshape by ones': (b, r) => b.reshape(r, [2, 1, 3]),
  transpose: (b, r) => b.transpose(r, [1, 0]),
  slice: (b, r) => b.slice(r, 0, 1, 2),
  'slice along the last axis': (b, _, s) => b.slice(s, 1, 1, 3),
  pad: (b, r) => b.pad(r, 0, 1, 2),
  concat: (b, r, s, x) => b.concat([r, s, x], 0),
  gather: (b, r) => b.gather(r, 0, [1, 1, 0]),
  'gather along the last axis': (b, _, s) => b.gather(s, 1, [2, 0, 2]),
  scatter: (b, r) => b.scatter(r, 0, [3, 3], 4),
  'scatter to places of their own': (b, r) => b.scatter(r, 0, [2, 0], 4),
  stack: (b, r, s, x) => b.stack([r, s, x], 'S'),
  pick: (b, r) => b.pick(r, 'K', 2),
  rename: (b, r, _, x) => b.sub(r, b.rename(x, 'B', 'C')),
  toPlate: (b, r) => b.toPlate(r, 'P'),
  toAxis: (b, r) => b.toAxis(r, 'K'),
  'contract two repeats': (b, r, s) => b.contract(r, s, 'ij,ij->'),
  'contract repeats along the summed axis': (b, r) => b.contract(r, r, 'ij,ik->jk'),
  'contract over plates neither varies over': (b, r) => b.contract(r, r, 'ij,ik->jk', ['K']),
  'contract to an axis neither varies along': (b, r) => b.contract(r, r, 'ij,ij->i'),
  'contract with a diagonal': (b, _, s, x) => b.contract(b.slice(x, 1, 0, 2), b.slice(s, 1, 0, 2), 'ii,jk->ijk'),
  'contract over the batch': (b, r, _, x) => b.contract(r, x, 'ij,ij->j', ['K']),
  where: (b, r, s, x) => b.where(b.greater(s, 0), r, x),
  'constants everywhere': (b) => b.contract(b.expand(b.of(2), ['B'], [2, 3]), b.expand(b.of(3), ['B'], [3]), 'ij,j->i', []),
  'a lone result': (_, r) => r,
};
describe.each(['cpu', 'wasm'] as const)('what repeats, on %s', (target) => {
  let test: TestDevice | undefined;
  beforeAll(async () => {
    test = await testDevice(target);
  });
  afterAll(() => test?.close());

  it.each(Object.keys(CASES))('%s', async (name) => {
    const b = new Builder('p');
    b.plate('K', 3);
    const r = b.expand(b.input('u', [3], []), ['B', 'K'], [2, 3]);
    const s = b.expand(b.param('w', [2, 1], ZEROS), [], [2, 3]);
    const p = b.program({ y: CASES[name]!(b, r, s, b.input('x', [2, 3])) });
    expect(await disagreement(test!.device, p, 2, feed(p, 2, -1, 1), 1e-5)).toBeUndefined();
  });
});
