/** InvertibleLinear: a full invertible matrix over the last axis; over the channels of an image it is the invertible 1×1 convolution. */
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';
import type { Bijection } from '../../distributions/bijection.ts';
import { type BuildContext, defineNode } from '../define.ts';
import { FLOW_INPUTS, FLOW_OUTPUTS, flow, sameSpace } from './base.ts';
import { throughFlow } from './notation.ts';
import { factoredRotation } from './rotation.ts';
import { mask, triangularInverse } from './triangular.ts';

/** Numbers the matrix mixes, at most: its inverse and its start are made in full. */
const MOST = 128;

/** z = x W with W = P L (U + diag s), so that learning by likelihood needs no inverse. */
function linear(c: BuildContext, event: readonly number[]): Bijection {
  const n = event.at(-1) ?? 1;
  if (n > MOST)
    c.refuse(
      `it mixes every number with every other, and there are ${n}`,
      `use couplings with permutations, or give it at most ${MOST} ${event.length > 1 ? 'channels' : 'numbers'}`,
    );
  const start = factoredRotation(c.id, n);
  const positions = event.slice(0, -1).reduce((m, d) => m * d, 1);
  const below = (b: Builder): Val =>
    b.mul(
      b.param(`${c.id}.lower`, [n, n], { kind: 'values', values: start.lower }),
      mask(b, n, (i, j) => j < i),
    );
  const above = (b: Builder): Val =>
    b.mul(
      b.param(`${c.id}.upper`, [n, n], { kind: 'values', values: start.upper }),
      mask(b, n, (i, j) => j > i),
    );
  const logScale = (b: Builder): Val => b.param(`${c.id}.logScale`, [n], { kind: 'values', values: start.logScale });
  const diagonal = (b: Builder, sign: 1 | -1): Val => b.mul(b.constant(start.sign, [n]), b.exp(b.mul(sign, logScale(b))));
  const identity = (b: Builder): Val => mask(b, n, (i, j) => i === j);
  const volume = (b: Builder): Val => b.mul(positions, b.sumEvent(logScale(b)));
  /** A single number is a vector of one. */
  const through = (b: Builder, v: Val, w: Val): Val => b.reshape(b.matmul(b.reshape(v, event.length ? event : [1]), w), event);
  return {
    inverse: (b, x) => {
      const lower = b.add(below(b), identity(b));
      const upper = b.add(above(b), b.mul(identity(b), b.reshape(diagonal(b, 1), [1, n])));
      return { val: through(b, x, b.gather(b.matmul(lower, upper), 0, start.order)), logDet: volume(b) };
    },
    forward: (b, z) => {
      const lower = triangularInverse(b, b.expand(b.of(1), [], [n]), below(b));
      const upper = triangularInverse(b, diagonal(b, -1), above(b));
      return { val: through(b, z, b.gather(b.matmul(upper, lower), 1, start.order)), logDet: b.neg(volume(b)) };
    },
  };
}

export default defineNode({
  kind: 'InvertibleLinear',
  version: 1,
  title: 'Invertible linear',
  summary: 'A learnt invertible matrix that mixes all numbers of a vector, or the channels of an image (invertible 1×1 convolution).',
  words: 'flow glow 1x1 convolution',
  category: 'distribution',
  shows: 'grid',
  inputs: FLOW_INPUTS,
  outputs: FLOW_OUTPUTS,
  params: {},
  math: {
    latex:
      'z_{ij} = x_{ij} W, \\quad W = P L\\,(U + \\operatorname{diag} s), \\qquad \\log\\left|\\det \\tfrac{\\partial z}{\\partial x}\\right| = h\\,w \\sum_c \\log|s_c|',
    text: 'It starts as a random rotation, which its name chooses. P and the signs of s stay as they are; L, U and log|s| are learnt. A permutation is the special case that only reorders.',
  },
  references: [
    { text: 'Kingma & Dhariwal, 2018, Glow', url: 'https://arxiv.org/abs/1807.03039' },
    { text: 'Oliva et al., 2018, Transformation autoregressive networks', url: 'https://arxiv.org/abs/1801.09819' },
  ],
  law: (c) => throughFlow(c, 'Invertible linear', { logDet: `-${c.space?.shape.length === 3 ? 'h\\,w' : ''}\\sum_c \\log|s_c|` }),
  infer: sameSpace,
  build: (c) => ({ out: () => flow(c, 1, (event) => linear(c, event)) }),
});
