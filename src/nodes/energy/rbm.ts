/** RBM: a restricted Boltzmann machine, directed as p(v) p(h | v). */
import { numel } from '../../graph/space.ts';
import { ZEROS } from '../../ir/value.ts';
import { bernoulli } from '../../distributions/bernoulli.ts';
import { type Couplings, restricted, upward } from '../../distributions/energy/rbm.ts';
import { soft } from '../../distributions/distribution.ts';
import { type BuildContext, defineNode } from '../define.ts';
import { below, deeper, line, term } from '../notation/formula.ts';
import { bernoulli as bernoulliOf } from '../notation/families.ts';
import { type Law, type LawContext, simple } from '../notation/law.ts';
import { ESCAPE, unnormalised } from './notation.ts';
import { JUDGING } from './sampler.ts';

function couplings(c: BuildContext, visible: number, hidden: number): Couplings {
  const { b, id } = c;
  return {
    // small at random (Hinton, 2012, A practical guide to training restricted Boltzmann machines, section 8)
    w: b.param(`${id}.w`, [visible, hidden], { kind: 'normal', scale: 0.01 }),
    a: b.param(`${id}.visible`, [visible], ZEROS),
    c: b.param(`${id}.hidden`, [hidden], ZEROS),
  };
}

/** The hidden side given the visible one, or the visible side with the hidden one summed out. */
function lawOf(c: LawContext, steps: number): Law {
  const w = c.weights();
  const { v } = c;
  if (c.output === 'hidden') {
    const read = c.args('v') || 'v';
    const up = bernoulliOf(`\\sigma(c+W${w}^\\top ${read})`);
    return simple(c, up.density(v), [c.id], up.name);
  }
  const free = (x: string): string => `F${w}(${x})`;
  const nodes = [c.id];
  const up = `h \\sim \\operatorname{Bern}\\big(\\sigma(c+W${w}^\\top ${v})\\big)`;
  const down = `${v} \\sim \\operatorname{Bern}\\big(\\sigma(a+W${w}\\,h)\\big)`;
  return unnormalised(
    c,
    [term(`e^{-${free(v)}}`, nodes)],
    [
      {
        formula: [
          term(free(v), nodes),
          term('='),
          term(`-a^\\top ${v}`, nodes),
          term('-'),
          term(`\\sum_j \\log\\big(1+e^{${below('c', 'j')}+(${v}^\\top W${w})_j}\\big)`, nodes),
        ],
        text: 'The free energy: the hidden bits are summed out in closed form.',
      },
      { formula: [term(`Z${w}`, nodes), term('='), term(`\\sum_{${v}} e^{-${free(v)}}`, nodes)], text: ESCAPE },
    ],
    [
      line(`$${v} \\sim \\operatorname{Bern}(\\tfrac12)$`, nodes),
      line(`repeat ${steps} times`, nodes),
      ...deeper([line(`$${up}$`, nodes), line(`$${down}$`, nodes)]),
    ],
    `Z${w}`,
  );
}

export default defineNode({
  kind: 'RBM',
  version: 1,
  title: 'RBM',
  summary: 'A restricted Boltzmann machine: visible and hidden bits that know each other, but not their own kind.',
  words: 'restricted boltzmann machine ebm',
  category: 'distribution',
  inputs: { v: { kind: 'value', arity: 'optional', meaning: 'the visible bits that the hidden ones answer to' } },
  outputs: {
    visible: { kind: 'distribution', meaning: 'p(v), the hidden bits summed out', reads: [] },
    hidden: { kind: 'distribution', meaning: 'p(h | v), independent bits', reads: ['v'] },
  },
  params: {
    hidden: {
      type: 'number',
      label: 'Hidden units',
      meaning: 'number of hidden bits',
      default: 64,
      min: 1,
      max: 4096,
      integer: true,
      unit: 'units',
    },
    steps: {
      type: 'number',
      label: 'Steps',
      meaning: 'Gibbs steps behind each draw, all hidden bits and then all visible ones',
      default: 200,
      min: 1,
      max: 10_000,
      integer: true,
      unit: 'steps',
    },
    ...JUDGING,
  },
  math: {
    latex:
      'p(v) = \\frac1Z \\sum_h e^{a^\\top v + c^\\top h + v^\\top W h} = \\frac1Z\\, e^{a^\\top v} \\prod_j \\big(1 + e^{c_j + (v^\\top W)_j}\\big)',
    text: 'Given one side, the bits of the other are independent, so a chain moves them all at once. The sum over h is done in closed form: the free energy. Z is a sum over 2^16 values at most; beyond, annealed importance sampling estimates it.',
  },
  references: [
    {
      text: 'Hinton, 2002, Training products of experts by minimizing contrastive divergence',
      url: 'https://doi.org/10.1162/089976602760128018',
    },
    { text: 'Tieleman, 2008, persistent contrastive divergence', url: 'https://doi.org/10.1145/1390156.1390290' },
    {
      text: 'Salakhutdinov & Murray, 2008, On the quantitative analysis of deep belief networks',
      url: 'https://doi.org/10.1145/1390156.1390266',
    },
  ],
  law: (c, p) => lawOf(c, p.steps),
  infer: (i, p) => {
    i.set('hidden', { layout: 'vector', shape: [p.hidden], values: { kind: 'binary' } });
    i.set('visible', { values: { kind: 'binary' } });
    i.same('visible', 'v');
  },
  build: (c, p) => ({
    visible: () => {
      const space = c.space('visible');
      return restricted(c.id, space, couplings(c, numel(space.shape), p.hidden), p.steps, p);
    },
    hidden: () => {
      if (!c.wired('v'))
        c.refuse('its hidden bits answer to visible ones, and none are wired to it', `wire the value of the visible variable to ${c.id}.v`);
      const v = soft(c.value('v'));
      return bernoulli(c.id, c.space('hidden'), upward(c.b, couplings(c, numel(v.event), p.hidden), v));
    },
  }),
});
