/** SplineCoupling: a coupling whose moved part goes through monotone rational-quadratic splines. */
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';
import type { Bijection, Moved } from '../../distributions/bijection.ts';
import { spline } from '../../distributions/spline.ts';
import { defineNode } from '../define.ts';
import { condition } from '../distributions/reading.ts';
import { FLOW_INPUTS, FLOW_OUTPUTS, flow, flowNetwork, sameSpace } from './base.ts';
import { listed } from '../notation/formula.ts';
import { throughFlow } from './notation.ts';
import { partingOf } from './halves.ts';
import { COUPLING_INPUTS, SPLIT_PARAMS } from './split.ts';

export default defineNode({
  kind: 'SplineCoupling',
  version: 1,
  title: 'Spline coupling',
  summary: 'An invertible step: each number of one part goes through a monotone spline that a network draws from the other part.',
  words: 'flow rqs neural spline normalizing normalising',
  category: 'distribution',
  shows: 'grid',
  inputs: { ...FLOW_INPUTS, ...COUPLING_INPUTS },
  outputs: FLOW_OUTPUTS,
  params: {
    bins: {
      type: 'number',
      label: 'Bins',
      meaning: 'pieces of each spline',
      default: 8,
      min: 2,
      max: 64,
      integer: true,
    },
    bound: {
      type: 'number',
      label: 'Tail bound',
      meaning: 'the splines reach from minus this to this; beyond, numbers are left alone',
      default: 5,
      min: 0.5,
      max: 100,
    },
    ...SPLIT_PARAMS,
  },
  math: {
    latex: "x_B = g_{\\theta(z_A)}(z_B), \\qquad \\log\\left|\\det \\tfrac{\\partial x}{\\partial z}\\right| = \\sum_i \\log g_i'(z_i)",
    text: 'g is a monotone rational-quadratic spline with K bins, the identity outside the tail bound. Both directions have a closed form.',
  },
  references: [{ text: 'Durkan et al., 2019, Neural spline flows', url: 'https://arxiv.org/abs/1906.04032' }],
  law: (c) =>
    throughFlow(c, 'Spline coupling', {
      logDet: `\\sum_{i\\in B} \\log g'${c.weights('network')}(u_i;\\,${listed('u_{A}', c.args('condition'))})`,
    }),
  infer: sameSpace,
  build: (c, p) => ({
    out: () =>
      flow(c, 2, (event): Bijection => {
        const parts = partingOf(c, event, p);
        const network = flowNetwork(c, event, { activation: 'silu', channels: p.channels });
        const conditions = condition(c);
        const each = 3 * p.bins - 1;
        // the splines themselves take data to the base, which is the way of learning; sampling inverts them
        const either = (b: Builder, x: Val, direction: 'up' | 'down'): Moved => {
          const read = parts.read(b, x);
          const answer = network.apply(b, { x: [read], condition: conditions }, parts.asked(each));
          const part = parts.part(b, x);
          const moved = spline(b, b.flat(part), parts.rows(b, answer, each), p.bins, p.bound, direction);
          const shaped = (v: Val): Val => b.reshape(v, part.event);
          return { val: parts.whole(b, x, read, shaped(moved.val)), logDet: b.sumEvent(parts.only(b, shaped(moved.logDets))) };
        };
        return {
          plates: conditions.flatMap((v) => v.plates),
          forward: (b, z) => either(b, z, 'down'),
          inverse: (b, x) => either(b, x, 'up'),
        };
      }),
  }),
});
