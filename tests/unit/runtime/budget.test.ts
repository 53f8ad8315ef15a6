/** What a judgement costs: for one more example, and once for all of them. */
import { expect, test } from 'vitest';
import type { Params } from '../../../src/graph/model.ts';
import { scoreCost, scoreOverhead } from '../../../src/runtime/budget.ts';
import { drawing } from '../../drawings/all.ts';
import { altered, compiled } from '../../drawings/notation.ts';

const energy = (params: Params) => compiled(altered(drawing('ebm-persistent'), { nodes: { e: ['Energy', params] } }));

test('a normaliser is found once, however many examples there are', () => {
  const [coarse, fine] = [energy({ grid: 16 }), energy({ grid: 64 })];
  expect(scoreCost(fine)).toBe(scoreCost(coarse));
  // sixteen times the points, and a little for the rows
  expect(scoreOverhead(fine) / scoreOverhead(coarse)).toBeGreaterThan(15);
  expect(scoreOverhead(fine) / scoreOverhead(coarse)).toBeLessThan(17);
  // one pass of the network: 2 x 128, 128 x 128 and 128 x 1 multiply-adds, and what is done besides
  const network = 2 * (2 * 128 + 128 * 128 + 128);
  expect(scoreCost(fine)).toBeGreaterThan(network);
  expect(scoreCost(fine)).toBeLessThan(1.1 * network);
  expect(scoreOverhead(fine) / (64 * 64)).toBeGreaterThan(network);
});
test('where a condition differs from example to example, each has a normaliser of its own', () => {
  const at = (grid: number) => {
    const d = drawing('ebm-conditional');
    return scoreCost(compiled(altered(d, { nodes: { e: ['Energy', { grid }] } })));
  };
  expect(at(64) / at(16)).toBeGreaterThan(15);
});
test('what has no normaliser to find costs nothing besides its examples, or next to it', () => {
  const c = compiled(drawing('vae'));
  expect(scoreOverhead(c)).toBeLessThan(scoreCost(c) / 100);
});
