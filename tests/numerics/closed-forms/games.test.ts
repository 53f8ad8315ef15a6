import { describe, expect, test } from 'vitest';
import type { Compiled, Player } from '../../../src/compiler/compiled.ts';
import { lossesOf } from '../../../src/compiler/objective.ts';
import type { Params } from '../../../src/graph/model.ts';
import { Builder } from '../../../src/ir/builder.ts';
import { gradients } from '../../../src/ir/differentiate.ts';
import { leaves } from '../../../src/ir/dependencies.ts';
import { drawing } from '../../drawings/all.ts';
import { type Drawn, altered, compiled } from '../../drawings/notation.ts';
import { draws } from '../../oracle/numbers.ts';
import { mean, rows } from './formulas.ts';
import { modelOf } from './model.ts';
import { normals, runPlayer } from './run.ts';

const BATCH = 5;
const x = normals('games x', 2 * BATCH);
const softplus = (s: number): number => Math.log1p(Math.exp(s));
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((s, v, i) => s + v * b[i]!, 0);
const player = (c: Compiled, id: string): Player => c.learn.players.find((p) => p.optimiser === id)!;
/** A generator that gives one point whatever its noise is. */
const POINT = [0.4, -0.7];
const PINNED = { 'lg.l0.w': [0, 0, 0, 0, 0, 0], 'lg.l0.b': POINT };
const pinned = (adv: Params, critic: Params): Drawn =>
  altered(drawing('gan'), {
    nodes: { lg: ['MLP', { hidden: [] }], critic: ['MLP', critic], adv: ['Adversarial', adv] },
    wires: 'lg.out>gen.network',
  });

describe('an affine critic', () => {
  const w = [0.8, -1.5];
  const bias = 0.3;
  const data = rows(x, 2).map((r) => dot(w, r) + bias);
  const fake = dot(w, POINT) + bias;
  const losses = (adv: Params): { critic: number; generator: number; penalty: number | undefined } => {
    const c = compiled(pinned(adv, { hidden: [] }));
    const given = { batch: BATCH, params: { ...PINNED, 'critic.l0.w': w, 'critic.l0.b': [bias] }, inputs: { 'd.x': x } };
    const { report } = runPlayer(c, player(c, 'optD'), given);
    const generator = runPlayer(c, player(c, 'optG'), given).report['loss.adv.generator']!;
    expect(report['adv.score.data']).toBeCloseTo(mean(data), 12);
    expect(report['adv.score.model']).toBeCloseTo(fake, 12);
    return { critic: report['loss.adv.critic']!, generator, penalty: report['adv.penalty'] };
  };
  test.each([
    ['non-saturating', mean(data.map((s) => softplus(-s))) + softplus(fake), softplus(-fake)],
    ['least-squares', 0.5 * mean(data.map((s) => (s - 1) ** 2)) + 0.5 * fake ** 2, 0.5 * (fake - 1) ** 2],
    ['hinge', mean(data.map((s) => Math.max(0, 1 - s))) + Math.max(0, 1 + fake), -fake],
    ['wasserstein', fake - mean(data), -fake],
  ])('%s: both losses are the formulas of the paper', (loss, critic, generator) => {
    const got = losses({ loss, penalty: 'none' });
    expect(got.critic).toBeCloseTo(critic, 12);
    expect(got.generator).toBeCloseTo(generator, 12);
    expect(got.penalty).toBeUndefined();
  });
  test('its slope is its weights: R1 and the gradient penalty follow', () => {
    const slope = Math.hypot(...w);
    const plain = losses({ penalty: 'none' }).critic;
    const flat = losses({ penalty: 'r1', weight: 3 });
    expect(flat.penalty).toBeCloseTo(slope ** 2 / 2, 12);
    expect(flat.critic).toBeCloseTo(plain + (3 * slope ** 2) / 2, 12);
    const one = losses({ penalty: 'gradient', weight: 10 });
    expect(one.penalty).toBeCloseTo((slope - 1) ** 2, 10);
    expect(one.critic).toBeCloseTo(plain + 10 * (slope - 1) ** 2, 9);
  });
});

describe('a critic with a hidden layer', () => {
  // D(x) = v . tanh(W x + b), so dD/dx = W' (v * (1 - tanh^2))
  const W = rows(normals('games W', 6), 3);
  const b = normals('games b', 3);
  const v = normals('games v', 3);
  const slope = (at: readonly number[]): number => {
    const gain = v.map((vj, j) => vj * (1 - Math.tanh(W[0]![j]! * at[0]! + W[1]![j]! * at[1]! + b[j]!) ** 2));
    return Math.hypot(...W.map((row) => dot(row, gain)));
  };
  const penalty = (kind: string): number => {
    const c = compiled(pinned({ penalty: kind }, { hidden: [3], activation: 'tanh' }));
    const params = { ...PINNED, 'critic.l0.w': W.flat(), 'critic.l0.b': b, 'critic.l1.w': v, 'critic.l1.b': [0.1] };
    return runPlayer(c, player(c, 'optD'), { batch: BATCH, params, inputs: { 'd.x': x } }).report['adv.penalty']!;
  };
  test('R1 is half the mean squared slope at the data', () => {
    expect(penalty('r1')).toBeCloseTo(0.5 * mean(rows(x, 2).map((r) => slope(r) ** 2)), 12);
  });
  test('the gradient penalty is taken between data and draws', () => {
    const place = Array.from(draws(1, 0)('uniform', 'learn.optD/adv/0', BATCH));
    const want = rows(x, 2).map((r, i) => slope(r.map((xk, k) => place[i]! * xk + (1 - place[i]!) * POINT[k]!)));
    expect(penalty('gradient')).toBeCloseTo(mean(want.map((s) => (s - 1) ** 2)), 9);
  });
});

describe('roles', () => {
  test('the critic’s loss depends on the generator, and has no gradient to it', () => {
    const c = compiled(pinned({}, { hidden: [] }));
    const at = (point: readonly number[]): number =>
      runPlayer(c, player(c, 'optD'), { batch: BATCH, params: { ...PINNED, 'lg.l0.b': point }, inputs: { 'd.x': x } }).report[
        'loss.adv.critic'
      ]!;
    expect(Math.abs(at(POINT) - at([3, 3]))).toBeGreaterThan(1e-3);
    const builder = new Builder('critic');
    const [loss] = lossesOf(modelOf(drawing('gan')), builder, 'adv', 'critic');
    expect([...leaves([loss!.value], 'param', true)].filter((p) => !p.startsWith('critic.'))).toEqual([]);
    const slot = builder.params.get('gen.network.l0.b')!;
    const [g] = gradients(builder, loss!.value, [builder.param(slot.name, slot.event, slot.init)]);
    expect(leaves([g!], 'input', false).size).toBe(0);
  });
  test('the generator’s loss goes through the critic and writes the generator alone', () => {
    const c = compiled(drawing('gan'));
    const { next } = runPlayer(c, player(c, 'optG'), { batch: BATCH, inputs: { 'd.x': x } });
    expect(Object.keys(next).filter((k) => k.startsWith('weights.'))).toEqual(['weights.optG']);
    expect(Object.keys(player(c, 'optG').held).every((p) => p.startsWith('critic.'))).toBe(true);
  });
  test('of one optimiser, each loss moves its own weights as it would by itself', () => {
    const both = compiled(drawing('gan-of-one-optimiser'));
    const [p] = both.learn.players;
    expect(p!.report.filter((r) => r.startsWith('loss.'))).toEqual(['loss.adv.critic', 'loss.adv.generator']);
    const pair = compiled(drawing('gan'));
    // the generator's draws of the pair come from another stream, so its noise is silenced
    const silent = { 'gen.network.l0.w': Array<number>(3 * 128).fill(0) };
    const given = { batch: BATCH, params: silent, inputs: { 'd.x': x } };
    const moments = (c: Compiled, id: string, vector: string, param: string): number[] => {
      const entry = c.vectors.find((vec) => vec.name === vector)!.entries.find((e) => e.param === param)!;
      const n = entry.shape.reduce((a, k) => a * k, 1);
      return Array.from(runPlayer(c, player(c, id), given).next[`${id}.m.${vector}`]!.slice(entry.offset, entry.offset + n));
    };
    for (const [id, param] of [
      ['optD', 'critic.l1.w'],
      ['optG', 'gen.network.l2.b'],
    ] as const) {
      const alone = moments(pair, id, id, param);
      moments(both, 'optG', 'optG', param).forEach((m, i) => expect(m).toBeCloseTo(alone[i]!, 12));
      expect(alone.some((m) => m !== 0)).toBe(true);
    }
  });
  test('a condition is the same on both sides and is not differentiated', () => {
    const c = compiled(altered(drawing('conditional-gan'), { nodes: { critic: ['MLP', { hidden: [] }] } }));
    const w = [0.5, 1, 7, -3, 2];
    const inputs = { 'd.x': x, 'd.y': [0, 1, 2, 0, 1] };
    const { report } = runPlayer(c, player(c, 'optD'), { batch: BATCH, params: { 'critic.l0.w': w }, inputs });
    expect(report['adv.penalty']).toBeCloseTo((0.5 ** 2 + 1) / 2, 12);
  });
  test('an encoder wants its codes taken for draws: the generator’s loss has the data side, too', () => {
    const d = altered(drawing('bigan'), {
      nodes: { le: ['MLP', { hidden: [] }], ld: ['MLP', { hidden: [] }], critic: ['MLP', { hidden: [] }] },
      wires: 'le.out>enc.network ld.out>dec.network',
    });
    const c = compiled(d);
    const w = [0.3, -0.2, 0.9, 0.4];
    const params = {
      'le.l0.w': [1, 0, 0, 2],
      'le.l0.b': [0, 1],
      'ld.l0.w': [0, 0, 0, 0],
      'ld.l0.b': POINT,
      // the drawn z does not count, so that the loss is known
      'critic.l0.w': [w[0]!, w[1]!, 0, 0],
      'critic.l0.b': [0.1],
    };
    const given = { batch: BATCH, params, inputs: { 'd.x': x } };
    const data = rows(x, 2).map((r) => dot(w.slice(0, 2), r) + 0.1);
    const { report } = runPlayer(c, player(c, 'optG'), given);
    expect(report['loss.adv.generator']).toBeCloseTo(softplus(-dot(w.slice(0, 2), POINT) - 0.1) + mean(data.map(softplus)), 12);
    const seen = runPlayer(c, player(c, 'optD'), { ...given, params: { ...params, 'critic.l0.w': w } }).report;
    const codes = rows(x, 2).map((r) => dot(w, [...r, r[0]!, 2 * r[1]! + 1]) + 0.1);
    expect(seen['adv.score.data']).toBeCloseTo(mean(codes), 12);
  });
});
