import { describe, expect, test } from 'vitest';
import { numel } from '../../../src/graph/space.ts';
import type { Program } from '../../../src/ir/value.ts';
import { sample } from '../../../src/compiler/sample.ts';
import { score } from '../../../src/compiler/score.ts';
import { interpret } from '../../oracle/interpreter.ts';
import { draws } from '../../oracle/numbers.ts';
import { drawing } from '../../drawings/all.ts';
import { altered, compiled } from '../../drawings/notation.ts';
import { showGrade } from '../../drawings/report.ts';
import { modelOf } from './model.ts';
import { along, normals, runPlayer, runTask } from './run.ts';
import { logNormal, logSumExp, mean, rows, softmax, worst } from './formulas.ts';

const x = normals('bayes x', 12);
const y = [0, 1, 0, 1, 1, 0];
const w = [1, 0.5, -0.7, 0.2];
const logits = [0.3, -0.3];
const s = Math.exp(-0.2);
const params = { 'lin.l0.w': w, 'lin.l0.b': [0.1, 0.1], 'dec.logScale': [-0.2], 'py.logits': logits };
/** log p(y) + log p(x | y) of each class. */
const joint = rows(x, 2).map((r) =>
  [0, 1].map((k) => Math.log(softmax(logits)[k]!) + logNormal(r[0]!, w[2 * k]! + 0.1, s) + logNormal(r[1]!, w[2 * k + 1]! + 0.1, s)),
);

describe('two classes', () => {
  const c = compiled(drawing('two-class-bayes'));
  const given = { batch: 6, params, inputs: { 'd.x': x, 'd.y': y } };
  test('score is the joint density of x and its label', () => {
    const want = joint.map((j, i) => j[y[i]!]!);
    expect(worst(along(runTask(c, c.score, given).logp!, 'B'), want)).toBeLessThan(1e-12);
  });
  test('infer is p(y | x) by Bayes’ rule', () => {
    expect(worst(along(runTask(c, c.infer, given).y!, 'B', 'E.y'), joint.flatMap(softmax))).toBeLessThan(1e-12);
  });
  test('with the label hidden, score is p(x)', () => {
    const hidden = score(modelOf(drawing('two-class-bayes')), 1, ['y']);
    const out = interpret(hidden.program!, { batch: 6, vectors: params, inputs: { 'd.x': x } });
    expect(worst(along(out.logp!, 'B'), joint.map(logSumExp))).toBeLessThan(1e-12);
  });
  test('learning with and without labels adds log p(x) and log p(x, y)', () => {
    const both = compiled(drawing('semi-supervised-bayes'));
    const { report } = runPlayer(both, both.learn.players[0]!, given);
    expect(report['loss.unl']).toBeCloseTo(-mean(joint.map(logSumExp)), 12);
    expect(report['loss.nll']).toBeCloseTo(-mean(joint.map((j, i) => j[y[i]!]!)), 12);
  });
});

/** Every parameter zero. */
const filled = (p: Program): Record<string, number[]> =>
  Object.fromEntries([...p.params.values()].map((slot) => [slot.name, Array<number>(numel(slot.event)).fill(0)]));
describe('clamps while sampling', () => {
  test('a clamp below the label draws the label from its posterior', () => {
    const n = 5000;
    const clamped = sample(modelOf(drawing('two-class-bayes')), ['x']);
    expect(showGrade(clamped.grade)).toBe('exact: y is enumerated');
    const inputs = { x: Array.from({ length: n }, () => x.slice(0, 2)).flat() };
    const out = interpret(clamped.program!, { batch: n, vectors: params, inputs, random: draws(3, 0) });
    const p = softmax(joint[0]!)[0]!;
    expect(Math.abs(mean(rows(along(out.y!, 'B'), 2).map((r) => r[0]!)) - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / n));
  });
  test('a clamp above draws the rest from its p', () => {
    const n = 4000;
    const clamped = sample(modelOf(drawing('two-class-bayes')), ['y']);
    const out = interpret(clamped.program!, { batch: n, vectors: params, inputs: { y: Array<number>(n).fill(1) }, random: draws(3, 0) });
    const drawn = rows(along(out.x!, 'B'), 2);
    for (const i of [0, 1]) expect(Math.abs(mean(drawn.map((r) => r[i]!)) - w[2 + i]! - 0.1)).toBeLessThan((4.5 * s) / Math.sqrt(n));
  });
  test('a clamp below a latent with a q takes the latent from its q', () => {
    const clamped = sample(modelOf(drawing('vae')), ['x']);
    expect(showGrade(clamped.grade)).toBe('estimate: z is drawn from its q, given x');
  });
  test('what is enumerated above a latent with a q is drawn beside that very latent', () => {
    const affine = { lz: ['MLP', { hidden: [] }], le: ['MLP', { hidden: [] }], ld: ['MLP', { hidden: [] }] } as const;
    const wires = 'lz.out>dz.network le.out>enc.network ld.out>dec.network';
    const model = modelOf(altered(drawing('vae-gmm-over-z'), { nodes: affine, wires }));
    const clamped = sample(model, ['x']);
    expect(showGrade(clamped.grade)).toBe('estimate: z is drawn from its q, given x; c is enumerated');
    // q is N(0, e^6) in the first coordinate whatever x is; the clusters stand 20 apart, each as wide as 1: z alone says which one it is
    const at = [-20, 0, 0, 0, 20, 0];
    const n = 200;
    const out = interpret(clamped.program!, {
      batch: n,
      vectors: { ...filled(clamped.program!), 'lz.l0.w': at, 'lz.l0.b': [0, 0], 'dz.logScale': [0], 'le.l0.b': [0, 0, 3, 0] },
      inputs: { x: normals('clamp x', 2 * n) },
      random: draws(5, 0),
    });
    const nearest = rows(along(out.z!, 'B'), 2).flatMap((z) => [z[0]! < -10, Math.abs(z[0]!) < 10, z[0]! > 10].map(Number));
    expect(along(out.c!, 'B')).toEqual(nearest);
    expect(mean(rows(nearest, 3).map((r) => r[1]!))).toBeLessThan(0.7);
  });
  test('a clamp below a latent that nothing can infer is refused', () => {
    const clamped = sample(modelOf(drawing('nonlinear-latent-without-q')), ['x']);
    expect(clamped.program).toBeUndefined();
    expect(showGrade(clamped.grade)).toBe(
      'impossible: x is clamped and z lies above it: drawing z from its p would ignore the clamp, and z has neither a q nor a small support',
    );
  });
});

describe('two classes, each with a covariance of its own', () => {
  test('score and posterior are those of dense Gaussians', () => {
    const c = compiled(drawing('full-covariance-bayes'));
    // per class: mean, log of the factor's diagonal less the start of -2, and the free matrix, of which only the lower corner counts
    const raw = [
      [0.5, -0.3, -1.8, -2.2, 9, 9, 0.7, 9],
      [-0.4, 0.6, -2.1, -1.9, 9, 9, -0.5, 9],
    ];
    const params = { 'lin.l0.w': raw.flat(), 'lin.l0.b': Array<number>(8).fill(0), 'py.logits': logits };
    // u = A (x - mean) is standard normal
    const density = (r: readonly number[], k: number): number => {
      const [m0, m1, l0, l1, , , lower] = raw[k]! as [number, number, number, number, number, number, number];
      const [a0, a1] = [l0, l1].map((l) => 7 * Math.tanh(l / 7) + 2) as [number, number];
      const [d0, d1] = [r[0]! - m0, r[1]! - m1];
      return logNormal(Math.exp(a0) * d0, 0, 1) + logNormal(lower * d0 + Math.exp(a1) * d1, 0, 1) + a0 + a1;
    };
    const both = rows(x, 2).map((r) => [0, 1].map((k) => Math.log(softmax(logits)[k]!) + density(r, k)));
    const given = { batch: 6, params, inputs: { 'd.x': x, 'd.y': y } };
    expect(
      worst(
        along(runTask(c, c.score, given).logp!, 'B'),
        both.map((j, i) => j[y[i]!]!),
      ),
    ).toBeLessThan(1e-11);
    expect(worst(along(runTask(c, c.infer, given).y!, 'B', 'E.y'), both.flatMap(softmax))).toBeLessThan(1e-11);
  });
});
