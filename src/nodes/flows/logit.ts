/** Logit: numbers between 0 and 1 for a base over all real numbers. */
import type { Bijection } from '../../distributions/bijection.ts';
import { defineNode } from '../define.ts';
import { FLOW_INPUTS, FLOW_OUTPUTS, flow, sameShapes } from './base.ts';
import { throughFlow } from './notation.ts';

/** z = logit(alpha + (1 - 2 alpha) x), element by element. */
function logit(alpha: number): Bijection {
  const stretch = 1 - 2 * alpha;
  return {
    forward: (b, z) => ({
      val: b.mul(1 / stretch, b.sub(b.sigmoid(z), alpha)),
      logDet: b.sumEvent(b.sub(b.neg(b.add(b.softplus(z), b.softplus(b.neg(z)))), Math.log(stretch))),
    }),
    inverse: (b, x) => {
      const y = b.add(alpha, b.mul(stretch, x));
      const [up, down] = [b.log(y), b.log(b.sub(1, y))];
      return { val: b.sub(up, down), logDet: b.sumEvent(b.sub(Math.log(stretch), b.add(up, down))) };
    },
  };
}

export default defineNode({
  kind: 'Logit',
  version: 1,
  title: 'Logit',
  summary: 'An invertible step from all real numbers to numbers between 0 and 1.',
  words: 'flow sigmoid',
  category: 'distribution',
  inputs: FLOW_INPUTS,
  outputs: FLOW_OUTPUTS,
  params: {
    alpha: {
      type: 'number',
      label: 'Margin',
      meaning: 'how far the ends of the interval are kept from minus and plus infinity; draws may leave the interval by about as much',
      default: 0.05,
      min: 1e-6,
      max: 0.4,
    },
  },
  math: {
    latex:
      'z = \\operatorname{logit}\\big(\\alpha + (1-2\\alpha)\\,x\\big), \\qquad \\log\\left|\\det \\tfrac{\\partial z}{\\partial x}\\right| = \\sum_i \\log\\frac{1-2\\alpha}{y_i(1-y_i)}, \\quad y = \\alpha + (1-2\\alpha)x',
    text: 'Pixels pile up at black and white; logits spread them out, so that a flow over real numbers has no walls to learn.',
  },
  references: [{ text: 'Dinh et al., 2017, RealNVP, section 4.1', url: 'https://arxiv.org/abs/1605.08803' }],
  law: (c) => throughFlow(c, 'Logit', { logDet: '\\sum_i \\log\\frac{\\sigma(u_i)\\,\\sigma(-u_i)}{1-2\\alpha}' }),
  infer: (i) => {
    sameShapes(i);
    i.set('base', { values: { kind: 'real' } });
  },
  build: (c, p) => ({
    out: () => {
      const { values } = c.space('out');
      if (values.kind === 'real')
        c.refuse(
          'it makes numbers between 0 and 1, and what it explains may be any real number',
          'use it for data between 0 and 1, or take it away',
        );
      return flow(c, 1, () => logit(p.alpha));
    },
  }),
});
