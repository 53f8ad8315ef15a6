/** Energy: log p(x) is minus what a network says of x, up to a constant. */
import { defineNode } from '../define.ts';
import { condition } from '../distributions/reading.ts';
import { isDiscrete } from '../../graph/space.ts';
import { applied, listed, term } from '../notation/formula.ts';
import { ESCAPE, drawn, startOf, unnormalised } from './notation.ts';
import { SAMPLER, fromEnergy } from './sampler.ts';

export default defineNode({
  kind: 'Energy',
  version: 1,
  title: 'Energy',
  summary: 'A network gives every x an energy; low energy is high density, up to a normaliser.',
  words: 'ebm unnormalised unnormalized potential langevin boltzmann mcmc',
  category: 'distribution',
  inputs: {
    condition: { kind: 'value', arity: 'optional', meaning: 'a condition the network also reads' },
    network: { kind: 'network', arity: 'optional', meaning: 'the network; a default one if nothing is wired', shows: 'landscape' },
  },
  outputs: { out: { kind: 'distribution', meaning: 'the density proportional to exp(-E)' } },
  params: {
    confinement: {
      type: 'number',
      label: 'Confinement',
      meaning: 'of a bowl ½ c |x|² that is added over real numbers: a network that is flat far away has no normaliser without it',
      default: 0.1,
      min: 0,
      max: 1000,
    },
    ...SAMPLER,
  },
  math: {
    latex: 'p(x) = \\frac{e^{-E(x)}}{Z}, \\qquad E(x) = f_\\theta(x) + \\tfrac{c}{2}\\|x\\|^2, \\qquad Z = \\int e^{-E(x)}\\,dx',
    text: 'Z is never needed to learn: in the gradient it becomes an expectation under the model, which chains estimate. It is needed to score, where a grid finds it in one or two dimensions and annealed importance sampling beyond.',
  },
  references: [
    {
      text: 'LeCun et al., 2006, A tutorial on energy-based learning',
      url: 'https://yann.lecun.com/exdb/publis/pdf/lecun-06.pdf',
    },
    { text: 'Du & Mordatch, 2019, Implicit generation and modeling with energy-based models', url: 'https://arxiv.org/abs/1903.08689' },
    { text: 'Roberts & Tweedie, 1996 (Langevin)', url: 'https://doi.org/10.2307/3318418' },
    { text: 'Neal, 2011, MCMC using Hamiltonian dynamics', url: 'https://arxiv.org/abs/1206.1901' },
    { text: 'Grathwohl et al., 2021, Oops I took a gradient (bits)', url: 'https://arxiv.org/abs/2102.04509' },
    { text: 'Neal, 2001, Annealed importance sampling', url: 'https://arxiv.org/abs/physics/9803008' },
  ],
  law: (c, p) => {
    const w = c.weights('network');
    const given = c.args('condition');
    const of = (f: string) => (v: string) => applied(`${f}${w}`, listed(v, given));
    const energy = of('E');
    const nodes = c.nodes('network', 'condition');
    const bits = c.space !== undefined && isDiscrete(c.space.values);
    const z = applied(`Z${w}`, given);
    const whole = bits ? `\\sum_{${c.v}}` : '\\int';
    return unnormalised(
      c,
      [term(`e^{-${energy(c.v)}}`, nodes)],
      [
        ...(bits || p.confinement === 0
          ? []
          : [
              {
                formula: [
                  term(energy(c.v), nodes),
                  term('='),
                  term(of('f')(c.v), nodes),
                  term('+'),
                  term(`\\tfrac{${p.confinement}}{2}\\|${c.v}\\|^2`, [c.id]),
                ],
              },
            ]),
        { formula: [term(z, nodes), term('='), term(`${whole} e^{-${energy(c.v)}}${bits ? '' : `\\,d${c.v}`}`, nodes)], text: ESCAPE },
      ],
      drawn(c, startOf(c, p.scale), energy, p),
      z,
    );
  },
  build: (c, p) => ({
    out: () => {
      const network = c.network('network');
      const given = condition(c);
      const { values } = c.space('out');
      return fromEnergy(
        c,
        (b, x) => {
          const f = b.sumEvent(network.apply(b, { x: [x], condition: given }, [1]));
          return values.kind === 'binary' || p.confinement === 0 ? f : b.add(f, b.mul(p.confinement / 2, b.sumEvent(b.square(x))));
        },
        p,
      );
    },
  }),
});
