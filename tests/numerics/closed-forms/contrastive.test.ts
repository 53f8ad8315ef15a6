/** The contrastive loss against its definition, computed here pair by pair. */
import { expect, test } from 'vitest';
import { real } from '../../../src/graph/space.ts';
import { compiled } from '../../drawings/notation.ts';
import { normals, runPlayer } from './run.ts';

const BATCH = 5;
const SIZE = 3;
const c = compiled({
  name: 'pairs',
  nodes: { d: ['Dataset'], con: ['Contrastive'], opt: ['Optimiser'] },
  wires: 'd.x>con.a d.factors>con.b con.out>opt.objectives',
  columns: { x: real(SIZE), factors: real(SIZE) },
});
const rows = (x: readonly number[]): number[][] => Array.from({ length: BATCH }, (_, i) => x.slice(SIZE * i, SIZE * (i + 1)));
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((s, x, i) => s + x * b[i]!, 0);
/** Minus the mean log-probability of the partner, both ways round. */
function expected(a: number[][], b: number[][], logScale: number): { readonly loss: number; readonly matched: number } {
  const scale = Math.exp(Math.min(logScale, Math.log(100)));
  const s = a.map((x) => b.map((y) => (scale * dot(x, y)) / Math.sqrt(dot(x, x) * dot(y, y))));
  const surprise = (own: number, all: readonly number[]): number => Math.log(all.reduce((t, v) => t + Math.exp(v), 0)) - own;
  const each = s.map((row, i) => 0.5 * (surprise(row[i]!, row) + surprise(row[i]!, s.map((r) => r[i]!)))); // prettier-ignore
  return { loss: each.reduce((t, v) => t + v, 0) / BATCH, matched: s.filter((row, i) => row[i] === Math.max(...row)).length / BATCH };
}

test.each([0, 2.66, 9])('of five pairs with log-scale %f', (logScale) => {
  const [x, factors] = [
    normals('x', BATCH * SIZE),
    normals('factors', BATCH * SIZE).map((v, i) => v + 0.8 * normals('x', BATCH * SIZE)[i]!),
  ];
  const { report } = runPlayer(c, c.learn.players[0]!, {
    batch: BATCH,
    params: { 'con.logScale': [logScale] },
    inputs: { 'd.x': x, 'd.factors': factors },
  });
  const want = expected(rows(x), rows(factors), logScale);
  expect(report['loss.con']).toBeCloseTo(want.loss, 9);
  expect(report['con.matched']).toBeCloseTo(want.matched, 12);
});
test('the scale is learnt, and no more than a hundred', () => {
  expect(c.learn.players[0]!.trained).toEqual(['con.logScale']);
});
