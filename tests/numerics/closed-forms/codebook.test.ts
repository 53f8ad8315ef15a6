import { describe, expect, test } from 'vitest';
import type { Params } from '../../../src/graph/model.ts';
import { drawing } from '../../drawings/all.ts';
import { altered, compiled } from '../../drawings/notation.ts';
import { differences } from '../../oracle/finite-differences.ts';
import { mean, rows, worst } from './formulas.ts';
import { along, normals, runPlayer, runTask } from './run.ts';

const BATCH = 8;
const [K, D] = [5, 3];
const x = normals('codes x', 2 * BATCH);
/** One code for each point; an affine encoder, so that its bias moves every feature alike. */
const of = (book: Params = {}): ReturnType<typeof compiled> =>
  compiled(
    altered(drawing('vq-vae-of-one-code'), {
      nodes: {
        lf: ['MLP', { hidden: [] }],
        ld: ['MLP', { hidden: [4], activation: 'tanh', lastGain: 1 }],
        book: ['Codebook', { codes: K, ...book }],
      },
      wires: 'lf.out>feat.network ld.out>dec.network',
    }),
  );
const c = of();
const params = {
  'lf.l0.w': normals('codes w', 6),
  'lf.l0.b': normals('codes b', 3),
  'ld.l0.w': normals('codes v', 12),
  'dec.logScale': [-0.3],
};
const table = normals('codes table', K * D);
const state = { 'book.table': table, 'book.count': [1, 0.5, 0.3, 2, 1] };
const given = { batch: BATCH, params, inputs: { 'd.x': x }, state };

const features = rows(x, 2).map((r) =>
  [0, 1, 2].map((j) => r[0]! * params['lf.l0.w'][j]! + r[1]! * params['lf.l0.w'][3 + j]! + params['lf.l0.b'][j]!),
);
const gap = (v: readonly number[], e: readonly number[]): number => v.reduce((a, f, i) => a + (f - e[i]!) ** 2, 0);
const chosen = features.map((f) => {
  const d = rows(table, D).map((e) => gap(f, e));
  return d.indexOf(Math.min(...d));
});
const { report, next } = runPlayer(c, c.learn.players[0]!, given);

describe('an autoencoder of codes', () => {
  test('its loss is reconstruction, the code length under the prior, and the commitment', () => {
    expect(new Set(chosen).size).toBeGreaterThan(1);
    expect(report['elbo.kl.z']).toBeCloseTo(Math.log(K), 12);
    const commitment = 0.25 * mean(features.map((f, i) => gap(f, rows(table, D)[chosen[i]!]!)));
    expect(report['loss.elbo']).toBeCloseTo(report['elbo.reconstruction']! + Math.log(K) + commitment, 12);
    expect(of({ commitment: 2 }).learn.grade.fidelity).toBe('estimate');
  });
  test('tells how many codes are in use', () => {
    const share = Array.from({ length: K }, (_, k) => chosen.filter((z) => z === k).length / BATCH);
    expect(report['elbo.dead.z']).toBeCloseTo(share.filter((s) => s === 0).length / K, 12);
    expect(report['elbo.perplexity.z']).toBeCloseTo(Math.exp(-share.reduce((a, s) => a + (s > 0 ? s * Math.log(s) : 0), 0)), 12);
  });
  test('features have the decoder’s gradient at their codes, and that of the commitment', () => {
    // moving every code alike moves what the decoder reads and nothing else, if it is moved behind the choice
    const moved = (d: ArrayLike<number>): number => {
      const at = table.map((e, i) => e + d[i % D]!);
      // the bias of the encoder moves along, so that each feature keeps its code
      const bias = params['lf.l0.b'].map((b, j) => b + d[j]!);
      return runPlayer(c, c.learn.players[0]!, { ...given, params: { ...params, 'lf.l0.b': bias }, state: { ...state, 'book.table': at } })
        .report['elbo.reconstruction']!;
    };
    const decoders = differences(moved, [0, 0, 0]);
    const commitment = [0, 1, 2].map((j) => mean(features.map((f, i) => 2 * 0.25 * (f[j]! - rows(table, D)[chosen[i]!]![j]!))));
    const vector = c.vectors.find((v) => v.entries.some((e) => e.param === 'lf.l0.b'))!;
    const { offset } = vector.entries.find((e) => e.param === 'lf.l0.b')!;
    // Adam's first mean is a tenth of the gradient
    const derived = Array.from(next[`opt.m.${vector.name}`]!.slice(offset, offset + D), (m) => 10 * m);
    expect(
      worst(
        derived,
        commitment.map((g, j) => g + decoders[j]!),
      ),
    ).toBeLessThan(1e-9);
    expect(Math.max(...decoders.map(Math.abs))).toBeGreaterThan(0.01);
  });
  test('its table follows the features', () => {
    const counts = state['book.count'].map((n, k) => 0.99 * n + (0.01 * K * chosen.filter((z) => z === k).length) / BATCH);
    expect(worst(next['book.count']!, counts)).toBeLessThan(1e-12);
    const want = rows(table, D).flatMap((e, k) => {
      const mine = features.filter((_, i) => chosen[i] === k);
      return e.map(
        (ej, j) => (0.99 * state['book.count'][k]! * ej + (0.01 * K * mine.reduce((a, f) => a + f[j]!, 0)) / BATCH) / counts[k]!,
      );
    });
    expect(worst(next['book.table']!, want)).toBeLessThan(1e-12);
  });
  test('gives codes that its table turns into what the decoder reads', () => {
    const codes = rows(along(runTask(c, c.infer, given).z!, 'B'), K).map((h) => h.indexOf(1));
    expect(codes).toEqual(chosen);
  });
  test('the score counts each code once, however many draws it is asked for', () => {
    const logp = along(runTask(c, c.score, given).logp!, 'B');
    expect(-mean(logp)).toBeCloseTo(report['elbo.reconstruction']! + Math.log(K), 12);
  });
});

describe('a prior over the codes, in a second phase', () => {
  const two = compiled(drawing('vq-vae'));
  test('learns from the codes and leaves them and their table alone', () => {
    const [first, second] = two.learn.players;
    expect([first!.updates, second!.updates]).toEqual([['book.table', 'book.count'], []]);
    const pixels = Array.from({ length: 3 * 16 }, (_, i) => i % 2);
    const out = runPlayer(two, second!, { batch: 3, inputs: { 'd.x': pixels } });
    expect(Object.keys(out.next).filter((k) => k.startsWith('book.') || k === 'weights.opt')).toEqual([]);
  });
});
