import { describe, expect, test } from 'vitest';
import { real, tokens } from '../../../src/graph/space.ts';
import { drawing } from '../../drawings/all.ts';
import { altered, compiled } from '../../drawings/notation.ts';
import { normals, runPlayer } from './run.ts';
import { covariance, logDense, logSumExp, mean, softmax } from './formulas.ts';

const affine = { le: ['MLP', { hidden: [] }], ld: ['MLP', { hidden: [] }] } as const;
const wires = 'le.out>enc.network ld.out>dec.network';

describe('an ELBO with the label hidden', () => {
  test('is a bound on p(x), also where q reads the label', () => {
    // four coordinates; the label matters to nothing, and each of its 24 values has a draw of z of its own
    const label = { x: real(4), y: tokens(24) };
    const d = altered(drawing('vae-whose-q-reads-a-hidden-label'), { nodes: { ...affine, enc: ['Encoder', { size: 4 }] }, wires });
    const c = compiled({ ...d, columns: label });
    const [k, n] = [24, 4];
    const eye = (s: number, rows: number, columns: number): number[] =>
      Array.from({ length: rows * columns }, (_, i) => (Math.floor(i / columns) === i % columns && i % columns < 4 ? s : 0));
    const half = Math.log(0.5) / 2;
    const params = {
      'le.l0.w': eye(0.5, 4 + k, 8),
      'le.l0.b': [0, 0, 0, 0, half, half, half, half],
      'ld.l0.w': eye(1, 4 + k, 4),
      'ld.l0.b': [0, 0, 0, 0],
      'dec.logScale': [0],
    };
    const x = [0.5, -0.4, 0.1, 0.3];
    const evidence = logDense(
      x,
      [0, 0, 0, 0],
      covariance(
        [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => +(i === j))),
        [1, 1, 1, 1],
      ),
    );
    const inputs = { 'd.x': Array.from({ length: n }, () => x).flat(), 'd.y': Array<number>(n).fill(0) };
    const { report } = runPlayer(c, c.learn.players[0]!, { batch: n, params, inputs });
    // q is the true posterior, so every draw gives log p(x)
    expect(-report['loss.elbo']!).toBeCloseTo(evidence, 10);
  });
  test('sums p(y) p(x | z, y) over the label', () => {
    const c = compiled(altered(drawing('vae-with-hidden-label'), { nodes: affine, wires }));
    const bias = [0.1, -0.2];
    const w = normals('hidden label w', 10);
    const logits = [0.3, -0.2, 0.5];
    const x = normals('hidden label x', 6);
    // q is narrow, so that z is its mean
    const m = [0.4, -0.7];
    const params = {
      'le.l0.w': Array<number>(8).fill(0),
      'le.l0.b': [...m, -20, -20],
      'ld.l0.w': w,
      'ld.l0.b': bias,
      'dec.logScale': [0.1],
      'py.logits': logits,
    };
    const { report } = runPlayer(c, c.learn.players[0]!, { batch: 3, params, inputs: { 'd.x': x, 'd.y': [0, 0, 0] } });
    const kl = m.reduce((a, mi) => a + 0.5 * (mi * mi + Math.exp(-40) - 1) + 20, 0);
    const S = [
      [Math.exp(0.2), 0],
      [0, Math.exp(0.2)],
    ];
    const want = [0, 1, 2].map((n) =>
      logSumExp(
        [0, 1, 2].map((y) => {
          const centre = bias.map((b, i) => b + m[0]! * w[i]! + m[1]! * w[2 + i]! + w[2 * (2 + y) + i]!);
          return Math.log(softmax(logits)[y]!) + logDense(x.slice(2 * n, 2 * n + 2), centre, S);
        }),
      ),
    );
    expect(-report['loss.elbo']!).toBeCloseTo(mean(want) - kl, 6);
    expect(report['elbo.kl.z']).toBeCloseTo(kl, 10);
  });
});
