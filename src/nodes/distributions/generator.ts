/** Generator: the law of a network's output when a base distribution is its input. Implicit: it can be drawn from, and has no density. */
import { eventOf } from '../../graph/space.ts';
import { implicit } from '../../distributions/implicit.ts';
import { defineNode } from '../define.ts';
import { line, listed, term } from '../notation/formula.ts';
import { explained, only } from '../notation/law.ts';
import { condition, legible } from './reading.ts';

export default defineNode({
  kind: 'Generator',
  version: 1,
  title: 'Generator',
  summary: 'Draws noise from a base distribution and turns it into x with a network: a sampler without a density.',
  words: 'gan implicit sampler transform pushforward',
  category: 'distribution',
  inputs: {
    base: { kind: 'distribution', arity: 'one', meaning: 'where the noise comes from; it needs a size of its own' },
    condition: { kind: 'value', arity: 'optional', meaning: 'a condition the network also reads' },
    network: { kind: 'network', arity: 'optional', meaning: 'the network; a default one if nothing is wired' },
  },
  outputs: { out: { kind: 'distribution', meaning: 'the distribution of what the network makes' } },
  params: {},
  math: {
    latex: 'u \\sim p(u), \\qquad x = G_\\theta(u)',
    text: 'The density of x would be an integral over every u that leads to it. It is never computed: an Adversarial objective compares draws with data. Values in the unit interval pass through a sigmoid.',
  },
  references: [
    { text: 'Goodfellow et al., 2014, Generative adversarial nets', url: 'https://arxiv.org/abs/1406.2661' },
    { text: 'Mohamed & Lakshminarayanan, 2017, Learning in implicit generative models', url: 'https://arxiv.org/abs/1610.03483' },
  ],
  law: (c) => {
    const base = only(c, 'base', 'u');
    const nodes = c.nodes('condition', 'network');
    const g = `G${c.weights('network')}(${listed('u', c.args('condition'))})`;
    return {
      nodes: [...new Set([...nodes, ...base.nodes])],
      formula: [term('\\int'), term(`\\delta\\big(${c.v}-${g}\\big)`, nodes), term('p(u)', base.nodes), term('du')],
      of: 'density',
      sign: '=',
      text: 'An implicit law: it can be drawn from, and this integral is never computed.',
      where: explained(term('p(u)', base.nodes), base),
      draw: [...base.draw, line(`$${c.v} \\leftarrow ${g}$`, nodes)],
      inner: [...(base.inner ?? []), { symbol: 'u', nodes: base.nodes }],
    };
  },
  infer: (i) => i.set('out', { values: { kind: 'real' } }),
  build: (c) => ({
    out: () => {
      const space = c.space('out');
      const base = c.distribution('base');
      const network = c.network('network');
      const given = condition(c);
      return implicit(c.id, space, base, (b, u) => {
        const y = network.apply(b, { x: [legible(b, base.space, u)], condition: given }, eventOf(space));
        return space.values.kind === 'unit' ? b.sigmoid(y) : y;
      });
    },
  }),
});
