/** Temperature: a distribution made flatter or sharper. */
import { closedTemperature } from '../../distributions/energy/closed-product.ts';
import { defineNode } from '../define.ts';
import { line, term } from '../notation/formula.ts';
import { explained, only } from '../notation/law.ts';
import { energyOf } from './factor.ts';
import { ESCAPE, drawn, startOf, unnormalised } from './notation.ts';
import { SAMPLER, fromEnergy } from './sampler.ts';

export default defineNode({
  kind: 'Temperature',
  version: 1,
  title: 'Temperature',
  summary: 'A distribution to the power 1/T: above 1 flatter, below 1 sharper.',
  words: 'sharpen flatten tempering annealing',
  category: 'distribution',
  inputs: { base: { kind: 'distribution', arity: 'one', meaning: 'the distribution whose temperature is set' } },
  outputs: { out: { kind: 'distribution', meaning: 'the distribution at that temperature' } },
  params: {
    temperature: {
      type: 'number',
      label: 'Temperature',
      meaning: '1 leaves it as it is, near 0 only the modes are left',
      default: 1,
      min: 0.01,
      max: 100,
      scale: 'log',
    },
    ...SAMPLER,
  },
  math: {
    latex: "p_T(x) = \\frac{p(x)^{1/T}}{\\int p(x')^{1/T}dx'}, \\qquad \\mathcal N(\\mu,\\sigma^2)_T = \\mathcal N(\\mu, T\\sigma^2)",
    text: 'Gaussians, Bernoullis and categoricals stay in their family. Other distributions lose their normaliser, and chains draw from them.',
  },
  law: (c, p) => {
    const base = only(c, 'base', c.v);
    const cooled = term(`p_1(${c.v})^{1/${p.temperature}}`, [...base.nodes, c.id]);
    const where = [
      ...explained(term(`p_1(${c.v})`, base.nodes), base),
      {
        formula: [term('Z', [c.id]), term('='), term(`\\int p_1(${c.v})^{1/${p.temperature}}\\,d${c.v}`, cooled.nodes)],
        text: `Known in closed form for a Gaussian, a Bernoulli or a categorical. Elsewhere: ${ESCAPE.charAt(0).toLowerCase()}${ESCAPE.slice(1)}`,
      },
    ];
    const energy = (v: string): string => `\\big(-\\tfrac{1}{${p.temperature}}\\log p_1(${v})\\big)`;
    return unnormalised(
      c,
      [cooled],
      where,
      [line('where no closed form is known:', [c.id]), ...drawn(c, startOf(c, p.scale), energy, p)],
      'Z',
    );
  },
  infer: (i) => i.same('base', 'out'),
  build: (c, p) => ({
    out: () => {
      const base = c.distribution('base');
      const closed = closedTemperature(c.b, c.id, base, p.temperature);
      if (closed) return closed;
      const energy = energyOf(c, base, 'tempers');
      return fromEnergy(c, (b, x) => b.div(energy(b, x), p.temperature), p);
    },
  }),
});
