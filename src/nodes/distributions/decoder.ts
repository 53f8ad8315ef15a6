/** Decoder: a likelihood p(x | z) whose parameters a network gives. Its family follows the values of what it explains. */
import { type Space, eventOf, isDiscrete } from '../../graph/space.ts';
import type { Val } from '../../ir/value.ts';
import type { Distribution } from '../../distributions/distribution.ts';
import { bernoulli } from '../../distributions/bernoulli.ts';
import { categorical } from '../../distributions/categorical.ts';
import { dirac } from '../../distributions/dirac.ts';
import { fullGaussian } from '../../distributions/full-gaussian.ts';
import { gaussian } from '../../distributions/gaussian.ts';
import { categoricalLevels, discretisedLogistic } from '../../distributions/levels.ts';
import { type BuildContext, defineNode } from '../define.ts';
import type { ParamsOf } from '../params.ts';
import { decoderLaw } from './decoder-law.ts';
import { condition, parts, readable, widened } from './reading.ts';

/** Keeps a predicted log-scale within [-7, 7] softly enough to be differentiable everywhere. */
const bounded = (c: BuildContext, x: Val): Val => c.b.mul(7, c.b.tanh(c.b.mul(1 / 7, x)));

const PARAMS = {
  likelihood: {
    type: 'choice',
    label: 'Likelihood',
    meaning: 'by the values it explains: real: Gaussian; binary: Bernoulli; tokens: categorical; levels: discretised logistic',
    default: 'auto',
    options: [
      { value: 'auto', label: 'By the values' },
      { value: 'categorical', label: 'Categorical over levels' },
      { value: 'deterministic', label: 'Deterministic (a point)' },
    ],
  },
  scale: {
    type: 'choice',
    label: 'Scale',
    meaning: 'standard deviation of a Gaussian or logistic likelihood',
    default: 'shared',
    options: [
      { value: 'fixed', label: 'Fixed' },
      { value: 'shared', label: 'One, learnt' },
      { value: 'diagonal', label: 'One per element, learnt' },
      { value: 'predicted', label: 'Predicted by the network' },
      { value: 'full', label: 'Full covariance, predicted (vectors of up to 32)' },
    ],
  },
  logScale: {
    type: 'number',
    label: 'Log-scale',
    meaning: 'natural log of the standard deviation: fixed, or at the start',
    default: -2,
    min: -7,
    max: 7,
  },
} as const;

function continuous(
  c: BuildContext,
  p: ParamsOf<typeof PARAMS>,
  space: Space,
  family: (mean: Val, logScale: Val) => Distribution,
): Distribution {
  const { b, id } = c;
  const event = space.shape;
  const read = { x: [readable(c, 'x')], condition: condition(c) };
  const network = c.network('network');
  if (p.scale === 'predicted') {
    const [mean, offset] = parts(c, network.apply(b, read, widened(event, 2)), event, 2);
    return family(mean!, b.add(p.logScale, bounded(c, offset!)));
  }
  const start = { kind: 'constant', value: p.logScale } as const;
  const scale = p.scale === 'fixed' ? b.of(p.logScale) : b.param(`${id}.logScale`, p.scale === 'diagonal' ? event : [], start);
  return family(network.apply(b, read, event), scale);
}

/** A Gaussian whose mean and Cholesky factor of the precision the network gives. */
function correlated(c: BuildContext, logScale: number, space: Space): Distribution {
  const { b, id } = c;
  const [n = 0, ...rest] = space.shape;
  if (rest.length > 0 || n < 1 || n > 32)
    c.refuse(`a full covariance needs a vector of at most 32 numbers, not [${space.shape.join('×')}]`, 'choose another scale');
  const y = c.network('network').apply(b, { x: [readable(c, 'x')], condition: condition(c) }, [n * (n + 2)]);
  const logDiagonal = b.sub(bounded(c, b.slice(y, 0, n, 2 * n)), logScale);
  return fullGaussian(id, space, b.slice(y, 0, 0, n), b.reshape(b.slice(y, 0, 2 * n, n * (n + 2)), [n, n]), logDiagonal);
}

export default defineNode({
  kind: 'Decoder',
  version: 1,
  title: 'Decoder',
  summary: 'p(x | z): a network reads z and gives the parameters of a distribution over x.',
  words: 'likelihood p(x|z) vae generative bernoulli',
  category: 'distribution',
  shows: 'manifold',
  inputs: {
    x: { kind: 'value', arity: 'one', meaning: 'what it reads, usually a latent' },
    condition: { kind: 'value', arity: 'optional', meaning: 'a condition it also reads' },
    network: { kind: 'network', arity: 'optional', meaning: 'the network; a default one if nothing is wired' },
  },
  outputs: { out: { kind: 'distribution', meaning: 'p(x | z)' } },
  params: PARAMS,
  math: {
    latex: 'p(x\\mid z) = \\mathcal N\\big(x; \\mu_\\theta(z), \\sigma^2 I\\big)',
    text: 'Binary values get a Bernoulli, tokens a categorical, levels a discretised logistic. A learnt scale starts small: at 1 the latent is ignored. A point of the unit interval passes through a sigmoid.',
  },
  references: [
    { text: 'Kingma & Welling, 2014', url: 'https://arxiv.org/abs/1312.6114' },
    { text: 'Salimans et al., 2017, PixelCNN++ (discretised logistic)', url: 'https://arxiv.org/abs/1701.05517' },
  ],
  law: decoderLaw,
  build: (c, p) => ({
    out: () => {
      const { b, id } = c;
      const space = c.space('out');
      const { values } = space;
      const event = eventOf(space);
      const apply = (out: readonly number[]): Val => c.network('network').apply(b, { x: [readable(c, 'x')], condition: condition(c) }, out);
      if (p.likelihood === 'deterministic' && isDiscrete(values))
        c.refuse(
          `a point is one of its values, but the network gives real numbers and it explains ${values.kind} values`,
          'choose the likelihood by the values',
        );
      if (p.likelihood === 'deterministic')
        return dirac(id, space, { val: values.kind === 'unit' ? b.sigmoid(apply(event)) : apply(event) });
      switch (values.kind) {
        case 'binary':
          return bernoulli(id, space, apply(event));
        case 'tokens':
          return categorical(id, space, apply(event));
        case 'levels':
          if (p.likelihood === 'categorical')
            return categoricalLevels(id, space, values.k, b.reshape(apply(widened(event, values.k)), [...event, values.k]));
          if (p.scale === 'full') c.refuse('a discretised logistic has no covariance', 'choose another scale');
          return continuous(c, p, space, (mean, logScale) => discretisedLogistic(id, space, values.k, mean, logScale));
        case 'real':
        case 'unit':
          if (p.likelihood === 'categorical')
            c.refuse(
              `a categorical likelihood needs levels, but it explains ${values.kind} values`,
              'set the Dataset’s values to levels, or choose the likelihood by the values',
            );
          if (p.scale === 'full') return correlated(c, p.logScale, space);
          return continuous(c, p, space, (mean, logScale) => gaussian(id, space, mean, logScale));
      }
    },
  }),
});
