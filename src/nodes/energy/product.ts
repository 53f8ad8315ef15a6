/** Product: experts that must all agree. */
import { closedProduct } from '../../distributions/energy/closed-product.ts';
import { defineNode } from '../define.ts';
import { joined, line, term } from '../notation/formula.ts';
import { explained } from '../notation/law.ts';
import { energyOf } from './factor.ts';
import { ESCAPE, drawn, expert, startOf, unnormalised } from './notation.ts';
import { SAMPLER, fromEnergy } from './sampler.ts';

export default defineNode({
  kind: 'Product',
  version: 1,
  title: 'Product',
  summary: 'Any distributions, multiplied: x must please them all. Adds constraints.',
  words: 'experts poe and constraints',
  category: 'distribution',
  inputs: { parts: { kind: 'distribution', arity: 'many', meaning: 'the distributions to multiply, over one space' } },
  outputs: { out: { kind: 'distribution', meaning: 'the product, made to integrate to one' } },
  params: SAMPLER,
  math: {
    latex:
      'p(x) = \\frac1Z \\prod_i p_i(x), \\qquad \\mathcal N(\\mu_1,\\lambda_1^{-1})\\,\\mathcal N(\\mu_2,\\lambda_2^{-1}) \\propto \\mathcal N\\Big(\\tfrac{\\lambda_1\\mu_1+\\lambda_2\\mu_2}{\\lambda_1+\\lambda_2}, (\\lambda_1+\\lambda_2)^{-1}\\Big)',
    text: 'Gaussians, Bernoullis and categoricals stay what they are: precisions or logits add up. Other products have no known normaliser; their energies add up, and chains draw from them.',
  },
  references: [
    {
      text: 'Hinton, 2002, Training products of experts by minimizing contrastive divergence',
      url: 'https://doi.org/10.1162/089976602760128018',
    },
    { text: 'Wu & Goodman, 2018, Multimodal variational autoencoders (product posteriors)', url: 'https://arxiv.org/abs/1802.05335' },
  ],
  law: (c, p) => {
    const parts = c.laws('parts', c.v);
    const factors = parts.map((l, i) => term(`${expert(i)}(${c.v})`, l.nodes));
    const over = joined(
      factors.map((f) => [f]),
      '\\,',
    );
    const where = [
      ...parts.flatMap((l, i) => explained(factors[i]!, l)),
      {
        formula: [term('Z', [c.id]), term('='), term('\\int'), ...over, term(`d${c.v}`)],
        text: `Known in closed form where all parts are Gaussian, Bernoulli or categorical. Elsewhere: ${ESCAPE.charAt(0).toLowerCase()}${ESCAPE.slice(1)}`,
      },
    ];
    const sum = (v: string): string => `\\textstyle\\sum_i\\big(-\\log p_i(${v})\\big)`;
    return unnormalised(c, over, where, [line('where no closed form is known:', [c.id]), ...drawn(c, startOf(c, p.scale), sum, p)], 'Z');
  },
  infer: (i) => i.same('parts', 'out'),
  build: (c, p) => ({
    out: () => {
      const parts = c.distributions('parts');
      if (parts.length === 0) c.refuse('nothing is wired to its parts', 'wire two distributions or more to it');
      const closed = closedProduct(c.b, c.id, c.space('out'), parts);
      if (closed) return closed;
      const energies = parts.map((d) => energyOf(c, d, 'multiplies'));
      return fromEnergy(c, (b, x) => b.total(...energies.map((e) => e(b, x))), p);
    },
  }),
});
