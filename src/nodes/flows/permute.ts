/** Permute: the numbers in another order, so that the next step mixes others. */
import { numel } from '../../graph/space.ts';
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';
import type { Bijection, Moved } from '../../distributions/bijection.ts';
import { defineNode } from '../define.ts';
import { FLOW_INPUTS, FLOW_OUTPUTS, flow, sameSpace } from './base.ts';
import { throughFlow } from './notation.ts';

/** A shuffle of 0..n-1 that a number names (Fisher and Yates, with a linear congruential generator: it only has to mix). */
function shuffle(n: number, seed: number): readonly number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  let state = (seed * 2654435761 + 1013904223) >>> 0;
  for (let i = n - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
function permutation(event: readonly number[], order: readonly number[]): Bijection {
  const back = order.map((_, i) => order.indexOf(i));
  const by =
    (indices: readonly number[]) =>
    (b: Builder, x: Val): Moved => ({ val: b.reshape(b.gather(b.flat(x), 0, indices), event), logDet: b.of(0) });
  return { forward: by(order), inverse: by(back) };
}

export default defineNode({
  kind: 'Permute',
  version: 1,
  title: 'Permute',
  summary: 'Puts the numbers in another order, so that the next step mixes others. Volume is kept.',
  words: 'flow shuffle reverse',
  category: 'distribution',
  shows: 'grid',
  inputs: FLOW_INPUTS,
  outputs: FLOW_OUTPUTS,
  params: {
    order: {
      type: 'choice',
      label: 'Order',
      meaning: 'the new order',
      default: 'reverse',
      options: [
        { value: 'reverse', label: 'Reversed' },
        { value: 'shuffle', label: 'Shuffled, fixed' },
      ],
    },
    shuffle: {
      type: 'number',
      label: 'Shuffle',
      meaning: 'which shuffle',
      default: 0,
      min: 0,
      max: 65535,
      integer: true,
      when: { param: 'order', in: ['shuffle'] },
    },
  },
  math: { latex: 'x = P z, \\qquad \\log|\\det P| = 0', text: 'A permutation matrix neither stretches nor squeezes.' },
  references: [{ text: 'Dinh et al., 2017, RealNVP', url: 'https://arxiv.org/abs/1605.08803' }],
  law: (c) => throughFlow(c, 'Permute', { logDet: '' }),
  infer: sameSpace,
  build: (c, p) => ({
    out: () =>
      flow(c, 1, (event) => {
        const n = numel(event);
        return permutation(event, p.order === 'reverse' ? Array.from({ length: n }, (_, i) => n - 1 - i) : shuffle(n, p.shuffle));
      }),
  }),
});
