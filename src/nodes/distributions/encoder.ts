/** Encoder: an approximate posterior q(z | x) whose parameters a network gives. */
import { eventOf } from '../../graph/space.ts';
import { bernoulli } from '../../distributions/bernoulli.ts';
import { categorical } from '../../distributions/categorical.ts';
import { dirac } from '../../distributions/dirac.ts';
import { gaussian } from '../../distributions/gaussian.ts';
import { defineNode } from '../define.ts';
import { applied } from '../notation/formula.ts';
import { bernoulli as bernoulliOf, categorical as categoricalOf, normal } from '../notation/families.ts';
import { type Law, type LawContext, certain, simple } from '../notation/law.ts';
import { condition, parts, readable, widened } from './reading.ts';

/** Far from all data a network may ask for any log-scale; beyond these the square of a standardised draw is no longer a float. */
const WIDEST = 10;
const NARROWEST = -40;

function lawOf(c: LawContext, family: 'gaussian' | 'bernoulli' | 'categorical' | 'deterministic'): Law {
  const nodes = c.nodes('x', 'condition', 'network');
  const args = c.args('x', 'condition');
  const w = c.weights('x', 'condition', 'network');
  if (family === 'deterministic') return certain(c.v, applied(`f${w}`, args), nodes);
  const of = {
    gaussian: normal(applied(`\\mu${w}`, args), `\\operatorname{diag}${applied(`\\sigma${w}^2`, args)}`),
    bernoulli: bernoulliOf(applied(`\\pi${w}`, args)),
    categorical: categoricalOf(applied(`\\pi${w}`, args)),
  }[family];
  return simple(c, of.density(c.v), nodes, of.name);
}

export default defineNode({
  kind: 'Encoder',
  version: 1,
  title: 'Encoder',
  summary: 'q(z | x): a network reads x and gives the parameters of a distribution over z.',
  words: 'posterior inference recognition q(z|x) vae reparameterisation reparameterization amortised',
  category: 'distribution',
  shows: 'posterior',
  inputs: {
    x: { kind: 'value', arity: 'one', meaning: 'what it reads' },
    condition: { kind: 'value', arity: 'optional', meaning: 'a condition it also reads' },
    network: { kind: 'network', arity: 'optional', meaning: 'the network; a default one if nothing is wired' },
  },
  outputs: { out: { kind: 'distribution', meaning: 'q(z | x)' } },
  params: {
    family: {
      type: 'choice',
      label: 'Family',
      meaning: 'the distribution of z given x',
      default: 'gaussian',
      options: [
        { value: 'gaussian', label: 'Gaussian, diagonal' },
        { value: 'bernoulli', label: 'Bernoulli (straight-through)' },
        { value: 'categorical', label: 'Categorical (straight-through)' },
        { value: 'deterministic', label: 'Deterministic (a point)' },
      ],
    },
    size: {
      type: 'optional-number',
      label: 'Size',
      meaning: 'dimensions of z; for categorical the number of independent variables',
      default: null,
      min: 1,
      max: 4096,
      integer: true,
      whenNull: 'from the variable it is wired to',
    },
    classes: {
      type: 'optional-number',
      label: 'Classes',
      meaning: 'number of values',
      default: null,
      min: 2,
      max: 4096,
      integer: true,
      whenNull: 'from the variable it is wired to',
      when: { param: 'family', in: ['categorical'] },
    },
    temperature: {
      type: 'number',
      label: 'Temperature',
      meaning: 'of the relaxed draw that carries the gradient',
      default: 0.67,
      min: 0.05,
      max: 10,
      when: { param: 'family', in: ['bernoulli', 'categorical'] },
    },
  },
  math: {
    latex:
      'q(z\\mid x) = \\mathcal N\\big(z; \\mu_\\phi(x), \\operatorname{diag}\\sigma_\\phi(x)^2\\big), \\qquad z = \\mu_\\phi(x) + \\sigma_\\phi(x)\\,\\epsilon',
    text: 'Discrete families draw hard values and pass the gradient of a Gumbel-softmax relaxation.',
  },
  references: [
    { text: 'Kingma & Welling, 2014, Auto-encoding variational Bayes', url: 'https://arxiv.org/abs/1312.6114' },
    { text: 'Jang et al., 2017, Gumbel-softmax', url: 'https://arxiv.org/abs/1611.01144' },
  ],
  law: (c, p) => lawOf(c, p.family),
  infer: (i, p) => {
    if (p.size !== null) i.set('out', { layout: 'vector', shape: p.family === 'categorical' && p.size === 1 ? [] : [p.size] });
    if (p.family === 'categorical') {
      if (p.classes !== null) i.set('out', { values: { kind: 'tokens', k: p.classes } });
    } else i.set('out', { values: { kind: p.family === 'bernoulli' ? 'binary' : 'real' } });
  },
  build: (c, p) => ({
    out: () => {
      const { b, id } = c;
      const space = c.space('out');
      const event = eventOf(space);
      const read = { x: [readable(c, 'x')], condition: condition(c) };
      const network = c.network('network');
      switch (p.family) {
        case 'deterministic':
          return dirac(id, space, { val: network.apply(b, read, event) });
        case 'bernoulli':
          return bernoulli(id, space, network.apply(b, read, event), p.temperature);
        case 'categorical':
          if (space.values.kind !== 'tokens')
            return c.refuse(
              `a categorical chooses among classes, but the variable it is wired to is ${space.values.kind}`,
              'choose another family',
            );
          return categorical(id, space, network.apply(b, read, event), p.temperature);
        case 'gaussian': {
          const [mean, logScale] = parts(c, network.apply(b, read, widened(event, 2)), event, 2);
          return gaussian(id, space, mean!, b.minimum(WIDEST, b.maximum(NARROWEST, logScale!)));
        }
      }
    },
  }),
});
