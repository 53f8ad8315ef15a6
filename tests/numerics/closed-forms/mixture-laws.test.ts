/** Mixtures of discretised logistics and of Gaussians against SciPy. The figures were made by tests/fixtures/logistics.py. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Law, gaussiansLaw, logisticsLaw } from '../../../src/distributions/laws.ts';
import { Builder } from '../../../src/ir/builder.ts';
import { interpret } from '../../oracle/interpreter.ts';

interface Case {
  readonly parts: number;
  readonly y: readonly number[];
  readonly x: readonly number[];
  readonly logp: readonly number[];
}
const SCIPY: { readonly logistics: readonly (Case & { readonly levels: number })[]; readonly gaussians: readonly Case[] } = JSON.parse(
  readFileSync(new URL('../../fixtures/logistics.json', import.meta.url), 'utf8'),
);
/** log p of each x. */
function logProb(law: Law, { x, y }: Case): Float64Array {
  const b = new Builder('law');
  const logp = law.logProb(b, b.constant([...x], [x.length, 1]), b.constant([...y], [1, y.length]));
  return Float64Array.from(interpret(b.program({ logp }), { batch: 1 }).logp!.data);
}

describe('log p of a position is what SciPy says', () => {
  test.each(SCIPY.logistics)('$parts logistics over $levels levels', (c) => {
    const found = logProb(logisticsLaw(c.levels, c.parts), c);
    c.logp.forEach((v, i) => expect(found[i]!, `level ${c.x[i]}`).toBeCloseTo(v, 9));
  });
  test.each(SCIPY.gaussians)('$parts Gaussians', (c) => {
    const found = logProb(gaussiansLaw(c.parts), c);
    c.logp.forEach((v, i) => expect(found[i]!, String(c.x[i])).toBeCloseTo(v, 9));
  });
});
test.each([3, 17, 256])('masses of %i levels add up to one', (k) => {
  const x = Array.from({ length: k }, (_, i) => i);
  const found = logProb(logisticsLaw(k, 2), { parts: 2, x, y: [0.3, -0.2, 0.6, -1.4, 0.5, -2], logp: [] });
  expect(found.reduce((s, l) => s + Math.exp(l), 0)).toBeCloseTo(1, 12);
});
