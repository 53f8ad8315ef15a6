/** Autoregressive: every position is drawn given those before it. */
import type { Space } from '../../graph/space.ts';
import { autoregressive } from '../../distributions/autoregressive.ts';
import type { Network } from '../../distributions/distribution.ts';
import { BERNOULLI, type Law, categoricalLaw, gaussiansLaw, levelLaw, logisticsLaw } from '../../distributions/laws.ts';
import { type BuildContext, defineNode } from '../define.ts';
import { GPT_DEFAULTS, gpt } from '../networks/gpt.ts';
import { MADE_DEFAULTS, made } from '../networks/made.ts';
import { PIXEL_CNN_DEFAULTS, pixelCnn } from '../networks/pixel-cnn.ts';
import { autoregressiveLaw } from './autoregressive-law.ts';
import { conditions, legible } from './reading.ts';

/** Up to this many levels each has a probability of its own unless the drawing says otherwise. */
const MOST_FREE_LEVELS = 32;

function lawOf(c: BuildContext, { values }: Space, likelihood: 'auto' | 'categorical' | 'mixture', components: number): Law {
  switch (values.kind) {
    case 'binary':
      return BERNOULLI;
    case 'tokens':
      return categoricalLaw(values.k);
    case 'levels':
      return likelihood === 'categorical' || (likelihood === 'auto' && values.k <= MOST_FREE_LEVELS)
        ? levelLaw(values.k)
        : logisticsLaw(values.k, components);
    case 'real':
    case 'unit':
      if (likelihood === 'categorical')
        c.refuse(
          `a categorical chooses among symbols or levels, but it explains ${values.kind} values`,
          'set the Dataset’s values to levels, or choose the likelihood by the values',
        );
      return gaussiansLaw(components);
  }
}
/** Layouts choose defaults, never correctness. */
function defaultNetwork(scope: string, space: Space): Network {
  if (space.layout === 'image' && space.shape.length >= 2) return pixelCnn(scope, PIXEL_CNN_DEFAULTS);
  return space.layout === 'sequence' && space.shape.length === 1 ? gpt(scope, GPT_DEFAULTS) : made(scope, MADE_DEFAULTS);
}

export default defineNode({
  kind: 'Autoregressive',
  version: 1,
  title: 'Autoregressive',
  summary: 'A distribution over x, position by position: each is drawn given those before it.',
  words: 'ar gpt pixelcnn transformer language sequence next token',
  category: 'distribution',
  shows: 'next',
  inputs: {
    condition: { kind: 'value', arity: 'many', meaning: 'conditions that every position may read' },
    network: {
      kind: 'network',
      arity: 'optional',
      meaning: 'a causal network; by default a GPT for sequences, a PixelCNN for images, else a MADE',
    },
  },
  outputs: { out: { kind: 'distribution', meaning: 'the distribution of x' } },
  params: {
    likelihood: {
      type: 'choice',
      label: 'Likelihood',
      meaning: 'of one position; binary values get a Bernoulli and tokens a categorical in any case',
      default: 'auto',
      options: [
        { value: 'auto', label: 'By the values' },
        { value: 'categorical', label: 'Categorical over levels' },
        { value: 'mixture', label: 'Mixture of logistics or Gaussians' },
      ],
    },
    components: {
      type: 'number',
      label: 'Components',
      meaning: 'parts of a mixture likelihood',
      default: 5,
      min: 1,
      max: 50,
      integer: true,
    },
    end: {
      type: 'optional-number',
      label: 'End token',
      meaning: 'number of the token that ends a sequence and fills the rest of it',
      default: null,
      min: 0,
      max: 65_535,
      integer: true,
      whenNull: 'all sequences have one length',
    },
    temperature: {
      type: 'number',
      label: 'Temperature',
      meaning: 'in sampling: below 1 the likely becomes likelier',
      default: 1,
      min: 0.01,
      max: 10,
    },
    greedy: { type: 'boolean', label: 'Greedy', meaning: 'in sampling: always take the likeliest', default: false },
    topK: {
      type: 'optional-number',
      label: 'Top k',
      meaning: 'in sampling: choose among this many of the likeliest symbols or levels',
      default: null,
      min: 1,
      max: 65_536,
      integer: true,
      whenNull: 'all',
    },
    topP: {
      type: 'optional-number',
      label: 'Top p',
      meaning: 'in sampling: choose among the likeliest symbols or levels that together have this probability',
      default: null,
      min: 0.01,
      max: 1,
      whenNull: 'all',
    },
  },
  math: {
    latex: 'p(x \\mid c) = \\prod_i p\\big(x_i \\mid x_{<i}, c\\big)',
    text: 'No integral at all: the chain rule is exact. Scoring takes one pass, since a causal network sees all positions at once; a draw takes one turn a position.',
  },
  references: [
    { text: 'Germain et al., 2015, MADE', url: 'https://arxiv.org/abs/1502.03509' },
    { text: 'van den Oord et al., 2016, Pixel recurrent neural networks', url: 'https://arxiv.org/abs/1601.06759' },
    { text: 'Holtzman et al., 2020, The curious case of neural text degeneration (top p)', url: 'https://arxiv.org/abs/1904.09751' },
  ],
  law: autoregressiveLaw,
  build: (c, p) => ({
    out: () => {
      const { id } = c;
      const space = c.space('out');
      const { values } = space;
      const law = lawOf(c, space, p.likelihood, p.components);
      const network = c.wired('network') ? c.network('network') : defaultNetwork(`${id}.network`, space);
      if (!network.causal)
        c.refuse(
          'the network wired to it lets a position see itself and what comes after it, so its factors make no distribution',
          'wire a MADE, a PixelCNN, a GPT or an LSTM',
        );
      const end = p.end ?? undefined;
      if (end !== undefined && (values.kind !== 'tokens' || end >= values.k))
        c.refuse(
          values.kind === 'tokens'
            ? `token ${end} cannot end a sequence of tokens 0 to ${values.k - 1}`
            : `only tokens can end a sequence, and it explains ${values.kind} values`,
          values.kind === 'tokens' ? `choose an end token below ${values.k}` : 'leave the end token empty',
        );
      if ((p.topK !== null || p.topP !== null) && !law.chooses)
        c.refuse(
          'top k and top p choose among symbols or levels that each have a probability, and here they have none',
          values.kind === 'levels' ? 'choose the categorical likelihood, or leave them empty' : 'leave them empty, or set a temperature',
        );
      const width = values.kind === 'tokens' ? values.k : 1;
      // a single number or token is a sequence of one
      const positions = space.shape.length === 0 ? [1] : space.shape;
      const condition = conditions(c);
      const { steps } = network;
      const out = [...positions, law.numbers];
      return autoregressive(
        id,
        space,
        {
          law,
          positions,
          width,
          plates: condition.flatMap((v) => v.plates),
          read: (b, x) => legible(b, space, { val: x }),
          apply: (b, read) => network.apply(b, { x: [read], condition }, out),
          steps: steps && ((b, plates) => steps(b, { positions, width, numbers: law.numbers, condition }, plates)),
        },
        { end, choice: { temperature: p.temperature, greedy: p.greedy, topK: p.topK, topP: p.topP } },
      );
    },
  }),
});
