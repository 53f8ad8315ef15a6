import { expect, test } from 'vitest';
import { sample } from '../../../src/compiler/sample.ts';
import { interpret } from '../../oracle/interpreter.ts';
import { draws } from '../../oracle/numbers.ts';
import { drawing } from '../../drawings/all.ts';
import { compiled } from '../../drawings/notation.ts';
import { modelOf } from './model.ts';
import { along, normals, runTask } from './run.ts';
import { logNormal, logSumExp, mean, rows, softmax, worst } from './formulas.ts';

/** Two categorical causes of one effect: given the effect, they are no longer independent. */
const d = drawing('two-causes');
const w = normals('two causes w', 10);
const params = { 'lin.l0.w': w, 'lin.l0.b': [0.1, -0.2], 'dec.logScale': [-0.3], 'pa.logits': [0.5, -0.2], 'pb.logits': [0.3, 0, -0.6] };
const x = normals('two causes x', 8);
const joint = rows(x, 2).map((r) =>
  [0, 1].map((a) =>
    [0, 1, 2].map(
      (k) =>
        Math.log(softmax(params['pa.logits'])[a]!) +
        Math.log(softmax(params['pb.logits'])[k]!) +
        [0, 1].reduce((s, i) => s + logNormal(r[i]!, w[2 * a + i]! + w[2 * (2 + k) + i]! + [0.1, -0.2][i]!, Math.exp(-0.3)), 0),
    ),
  ),
);
const posterior = joint.map((j) => softmax(j.flat()));

test('score sums over both', () => {
  const c = compiled(d);
  const logp = runTask(c, c.score, { batch: 4, params, inputs: { 'd.x': x } }).logp!;
  expect(
    worst(
      along(logp, 'B'),
      joint.map((j) => logSumExp(j.flat())),
    ),
  ).toBeLessThan(1e-12);
});
test('infer gives the marginal of each, not its conditional given the other', () => {
  const c = compiled(d);
  const out = runTask(c, c.infer, { batch: 4, params, inputs: { 'd.x': x } });
  const a = posterior.flatMap((p) => [0, 1].map((i) => p[3 * i]! + p[3 * i + 1]! + p[3 * i + 2]!));
  const k = posterior.flatMap((p) => [0, 1, 2].map((i) => p[i]! + p[3 + i]!));
  expect(worst(along(out.za!, 'B', 'E.za'), a)).toBeLessThan(1e-12);
  expect(worst(along(out.zb!, 'B', 'E.zb'), k)).toBeLessThan(1e-12);
});
test('with the effect clamped, both are drawn from their joint posterior', () => {
  const n = 4000;
  const clamped = sample(modelOf(d), ['x']);
  const inputs = { x: Array.from({ length: n }, () => x.slice(0, 2)).flat() };
  const out = interpret(clamped.program!, { batch: n, vectors: params, inputs, random: draws(11, 0) });
  const za = rows(along(out.za!, 'B'), 2);
  const zb = rows(along(out.zb!, 'B'), 3);
  posterior[0]!.forEach((p, i) => {
    const share = mean(za.map((a, e) => a[Math.floor(i / 3)]! * zb[e]![i % 3]!));
    expect(Math.abs(share - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / n));
  });
});
