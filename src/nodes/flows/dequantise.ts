/** Dequantise: lets a distribution over real numbers explain whole levels, such as the grey values of an image. */
import { type Values, numel } from '../../graph/space.ts';
import { dequantised } from '../../distributions/dequantised.ts';
import { type BuildContext, defineNode } from '../define.ts';
import { FLOW_INPUTS, sameShapes } from './base.ts';
import { line, term } from '../notation/formula.ts';
import { valuesOf } from '../notation/families.ts';
import { explained, only } from '../notation/law.ts';

/** How many levels there are. */
function levelsOf(c: BuildContext, values: Values): number {
  if (values.kind === 'levels') return values.k;
  if (values.kind === 'binary') return 2;
  return c.refuse(
    `it makes whole levels of real numbers, and what it explains is ${values.kind}`,
    values.kind === 'tokens'
      ? 'tokens have no order: explain them with a categorical'
      : 'set the values of the Dataset to levels, or wire its base to the variable',
  );
}

export default defineNode({
  kind: 'Dequantise',
  version: 1,
  title: 'Dequantise',
  summary: 'Lets a distribution over real numbers explain whole levels: each level is an interval, filled with uniform noise.',
  words: 'flow dequantize discrete levels noise',
  category: 'distribution',
  inputs: { base: { ...FLOW_INPUTS.base, meaning: 'a distribution over real numbers, most of it between 0 and 1' } },
  outputs: { out: { kind: 'distribution', meaning: 'the distribution of the levels' } },
  params: {
    draws: {
      type: 'number',
      label: 'Draws in scoring',
      meaning: 'draws of the noise for each example when it is scored; more give a tighter bound and take longer',
      default: 1,
      min: 1,
      max: 64,
      integer: true,
    },
  },
  math: {
    latex:
      '\\log P(x) = \\log\\int_{[0,1)^D} p\\Big(\\frac{x+u}{K}\\Big)\\frac{du}{K^D} \\;\\ge\\; \\mathbb E_u \\log p\\Big(\\frac{x+u}{K}\\Big) - D\\log K',
    text: 'Without the noise a density could grow without bound on the levels themselves, and a likelihood would mean nothing. Samples are rounded down to their level.',
  },
  references: [
    { text: 'Theis et al., 2016, A note on the evaluation of generative models', url: 'https://arxiv.org/abs/1511.01844' },
    { text: 'Hoogeboom et al., 2020, Learning discrete distributions by dequantization', url: 'https://arxiv.org/abs/2001.11235' },
  ],
  law: (c) => {
    const y = '\\tilde{x}';
    const base = only(c, 'base', y);
    const k = valuesOf(c.space) ?? 2;
    const n = c.space ? numel(c.space.shape) : 'D';
    return {
      nodes: [...new Set([c.id, ...base.nodes])],
      formula: [term('\\mathbb{E}_{e}', [c.id]), term(`\\log p(${y})`, base.nodes), term('-'), term(`${n}\\log ${k}`, [c.id])],
      of: 'log',
      sign: '\\ge',
      text: 'Each level is an interval, filled with uniform noise.',
      where: [
        {
          formula: [
            term(y, [c.id]),
            term('='),
            term(`(${c.v}+e)/${k}`, [c.id]),
            term(',\\quad'),
            term('e \\sim \\mathcal U(0,\\,1)', [c.id]),
          ],
        },
        ...explained(term(`p(${y})`, base.nodes), base),
      ],
      draw: [...base.draw, line(`$${c.v} \\leftarrow \\lfloor ${k}\\,${y}\\rfloor$`, [c.id])],
      inner: [...(base.inner ?? []), { symbol: y, nodes: base.nodes, fixed: base.flow !== undefined }],
    };
  },
  infer: (i) => {
    sameShapes(i);
    i.set('base', { values: { kind: 'unit' } });
  },
  build: (c, p) => ({
    out: () => {
      const space = c.space('out');
      return dequantised(c.id, space, levelsOf(c, space.values), c.distribution('base'), p.draws);
    },
  }),
});
