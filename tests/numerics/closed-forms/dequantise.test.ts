/** Levels as intervals: the bound against the mass of each interval, which one dimension lets us integrate. */
import { describe, expect, test } from 'vitest';
import type { Compiled } from '../../../src/compiler/compiled.ts';
import { drawing } from '../../drawings/all.ts';
import { altered, compiled } from '../../drawings/notation.ts';
import { levels, unit } from '../../drawings/spaces.ts';
import { along, runTask } from './run.ts';

const K = 5;
const MARGIN = 0.05;
const flow = (draws: number) => ({
  ...altered(drawing('dequantised-logit-flow'), {
    nodes: { prior: ['Prior', { learn: true }], u: ['Dequantise', { draws }] },
    wires: 'prior.out>l.base',
    without: 'prior.out>c.base c.out>l.base',
  }),
  columns: { x: levels(K, 1) },
});
const params = { 'prior.mean': [0.7], 'prior.logScale': [-0.4] };

/** The density of the logit of a Gaussian, straight from its definition. */
function density(v: number): number {
  const y = MARGIN + (1 - 2 * MARGIN) * v;
  const z = Math.log(y / (1 - y));
  const scale = Math.exp(-0.4);
  const gauss = Math.exp(-0.5 * ((z - 0.7) / scale) ** 2) / (scale * Math.sqrt(2 * Math.PI));
  return (gauss * (1 - 2 * MARGIN)) / (y * (1 - y));
}
const CELLS = 4000;
/** The integral of f over level x, by midpoints. */
const over = (x: number, f: (v: number) => number): number =>
  Array.from({ length: CELLS }, (_, i) => f((x + (i + 0.5) / CELLS) / K)).reduce((a, v) => a + v, 0) / CELLS / K;
const logProbs = (c: Compiled, x: number, n: number): number[] =>
  along(runTask(c, c.score, { batch: n, params, inputs: { 'd.x': Array<number>(n).fill(x) } }).logp!, 'B');
const mean = (xs: readonly number[]): number => xs.reduce((a, x) => a + x, 0) / xs.length;

describe.each([0, 1, 2, 3, 4])('level %i', (x) => {
  const mass = Math.log(over(x, density));
  const one = logProbs(compiled(flow(1)), x, 4000);
  test('is scored by the mean log-density over its interval, on average', () => {
    const expected = K * over(x, (v) => Math.log(density(v))) - Math.log(K);
    const spread = Math.sqrt(mean(one.map((l) => (l - mean(one)) ** 2)) / one.length);
    expect(Math.abs(mean(one) - expected)).toBeLessThan(4.5 * spread);
    expect(spread).toBeGreaterThan(0);
  });
  test('is scored below its mass, and the nearer the more draws there are', () => {
    const many = mean(logProbs(compiled(flow(32)), x, 500));
    expect(mean(one)).toBeLessThan(mass - 1e-4);
    expect(many).toBeGreaterThan(mean(one));
    expect(many).toBeLessThan(mass + 1e-3);
    expect(mass - many).toBeLessThan(0.2 * (mass - mean(one)));
  });
});

test('draws come as often as their mass says, with what lies beyond the interval at its ends', () => {
  const c = compiled(flow(1));
  const n = 20_000;
  const drawn = along(runTask(c, c.sample, { batch: n, params }).x!, 'B');
  for (const x of [1, 2, 3]) {
    const p = over(x, density);
    expect(Math.abs(drawn.filter((v) => v === x).length / n - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / n));
  }
  const ends = 1 - [1, 2, 3].reduce((a, x) => a + over(x, density), 0);
  expect(Math.abs(drawn.filter((v) => v === 0 || v === 4).length / n - ends)).toBeLessThan(4.5 * Math.sqrt(ends / n));
});

test('levels that are all alike cost their number of bits, whatever the noise', () => {
  const d = {
    ...altered(drawing('dequantised-logit-flow'), {
      nodes: { prior: ['Prior', { family: 'uniform', low: 0, high: 1 }], u: ['Dequantise'] },
      wires: 'prior.out>u.base',
      without: 'prior.out>c.base c.out>l.base l.out>u.base',
    }),
    columns: { x: levels(K, 3) },
  };
  const c = compiled(d);
  for (const l of along(runTask(c, c.score, { batch: 2, inputs: { 'd.x': [0, 4, 2, 1, 1, 3] } }).logp!, 'B'))
    expect(l).toBeCloseTo(-3 * Math.log(K), 12);
});

test('the middle of each level goes to the base and back', () => {
  const c = compiled(flow(1));
  const { roundTrip } = runTask(c, c.score, { batch: K, params, inputs: { 'd.x': [0, 1, 2, 3, 4] } });
  for (const miss of roundTrip!.data) expect(miss).toBeLessThan(1e-12);
});

test('a logit on data between 0 and 1 is the density it says', () => {
  const d = {
    ...altered(drawing('logit-flow'), {
      nodes: { prior: ['Prior', { learn: true }] },
      wires: 'prior.out>l.base',
      without: 'prior.out>c.base c.out>l.base',
    }),
    columns: { x: unit(1) },
  };
  const c = compiled(d);
  const at = [0.01, 0.3, 0.62, 0.99];
  const logp = along(runTask(c, c.score, { batch: at.length, params, inputs: { 'd.x': at } }).logp!, 'B');
  at.forEach((v, i) => expect(logp[i]!).toBeCloseTo(Math.log(density(v)), 10));
});
