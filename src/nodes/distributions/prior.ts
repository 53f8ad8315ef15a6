/** Prior: a distribution that depends on nothing but its own parameters. */
import { type Space, eventOf, numel } from '../../graph/space.ts';
import { type Val, ZEROS } from '../../ir/value.ts';
import type { Distribution } from '../../distributions/distribution.ts';
import { bernoulli } from '../../distributions/bernoulli.ts';
import { categorical } from '../../distributions/categorical.ts';
import { fullGaussian } from '../../distributions/full-gaussian.ts';
import { gaussian } from '../../distributions/gaussian.ts';
import { mixture } from '../../distributions/mixture.ts';
import { uniform } from '../../distributions/uniform.ts';
import { type BuildContext, defineNode } from '../define.ts';
import { priorLaw } from './prior-law.ts';

function mixtureOfGaussians(c: BuildContext, space: Space, components: number, spread: number): Distribution {
  const { b, id } = c;
  const plate = b.plate(`${id}.c`, components);
  const means = b.param(`${id}.mean`, [components, ...space.shape], { kind: 'normal', scale: spread });
  // components start as wide as the gaps between them
  const start = Math.log(spread) - Math.log(components) / numel(space.shape);
  const scales = b.param(`${id}.logScale`, [components, ...space.shape], { kind: 'constant', value: start });
  const part = gaussian(id, space, b.toPlate(means, plate), b.toPlate(scales, plate));
  const logits = b.toPlate(b.param(`${id}.logits`, [components], ZEROS), plate);
  return mixture(id, space, plate, logits, { parts: [part], logProb: part.logProb, sample: (bb, ps) => part.sample(bb, ps).datum.val });
}

export default defineNode({
  kind: 'Prior',
  version: 1,
  title: 'Prior',
  summary: 'A distribution with no parents: Gaussian, uniform, Bernoulli, categorical or a mixture.',
  words: 'noise gaussian normal base p(z) vae gan gmm standard',
  category: 'distribution',
  shows: 'draws',
  inputs: {},
  outputs: { out: { kind: 'distribution', meaning: 'the distribution' } },
  params: {
    family: {
      type: 'choice',
      label: 'Family',
      meaning: 'which distribution',
      default: 'gaussian',
      options: [
        { value: 'gaussian', label: 'Gaussian', words: 'normal' },
        { value: 'mixture', label: 'Mixture of Gaussians (learnt)', words: 'gmm' },
        { value: 'uniform', label: 'Uniform' },
        { value: 'bernoulli', label: 'Bernoulli' },
        { value: 'categorical', label: 'Categorical' },
      ],
    },
    size: {
      type: 'optional-number',
      label: 'Size',
      meaning: 'dimensions',
      default: null,
      min: 1,
      max: 4096,
      integer: true,
      whenNull: 'from the variable it is wired to',
      when: { param: 'family', in: ['gaussian', 'mixture', 'uniform', 'bernoulli'] },
    },
    learn: {
      type: 'boolean',
      label: 'Learnt',
      meaning: 'learn its parameters; otherwise mean 0 and scale 1, or equal probabilities',
      default: false,
      when: { param: 'family', in: ['gaussian', 'bernoulli', 'categorical'] },
    },
    covariance: {
      type: 'choice',
      label: 'Covariance',
      meaning: 'of a learnt Gaussian',
      default: 'diagonal',
      options: [
        { value: 'diagonal', label: 'Diagonal' },
        { value: 'full', label: 'Full (up to 32 dimensions)' },
      ],
      when: { param: 'family', in: ['gaussian'] },
    },
    components: {
      type: 'number',
      label: 'Components',
      meaning: 'Gaussians in the mixture',
      default: 8,
      min: 1,
      max: 512,
      integer: true,
      when: { param: 'family', in: ['mixture'] },
    },
    spread: {
      type: 'number',
      label: 'Spread at the start',
      meaning: 'standard deviation of the component means before learning',
      default: 1,
      min: 0.01,
      max: 100,
      when: { param: 'family', in: ['mixture'] },
    },
    low: {
      type: 'number',
      label: 'Low',
      meaning: 'lower end of the interval',
      default: -1,
      min: -1e6,
      max: 1e6,
      when: { param: 'family', in: ['uniform'] },
    },
    high: {
      type: 'number',
      label: 'High',
      meaning: 'upper end of the interval',
      default: 1,
      min: -1e6,
      max: 1e6,
      when: { param: 'family', in: ['uniform'] },
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
    count: {
      type: 'optional-number',
      label: 'Count',
      meaning: 'independent categorical variables; empty: found from the variable, or one',
      default: null,
      min: 1,
      max: 4096,
      integer: true,
      whenNull: 'from the variable it is wired to',
      when: { param: 'family', in: ['categorical'] },
    },
  },
  math: {
    latex:
      'p(z) = \\mathcal N(z; \\mu, \\operatorname{diag}\\sigma^2) \\quad\\text{or}\\quad \\sum_c \\pi_c\\,\\mathcal N(z;\\mu_c,\\operatorname{diag}\\sigma_c^2)',
    text: 'A standard Gaussian has μ = 0 and σ = 1.',
  },
  law: priorLaw,
  infer: (i, p) => {
    if (p.family === 'categorical') {
      const shape = p.count !== null ? (p.count === 1 ? [] : [p.count]) : p.classes !== null ? [] : undefined;
      i.set('out', { ...(shape && { layout: 'vector', shape }), ...(p.classes !== null && { values: { kind: 'tokens', k: p.classes } }) });
      return;
    }
    if (p.size !== null) i.set('out', { layout: 'vector', shape: [p.size] });
    i.set('out', { values: { kind: p.family === 'bernoulli' ? 'binary' : 'real' } });
  },
  build: (c, p) => ({
    out: () => {
      const { b, id } = c;
      const space = c.space('out');
      const event = eventOf(space);
      const free = (name: string): Val => b.param(`${id}.${name}`, event, ZEROS);
      const zero = (): Val => b.of(0);
      switch (p.family) {
        case 'categorical':
          if (space.values.kind !== 'tokens')
            return c.refuse(
              `a categorical chooses among classes, but the variable it is wired to is ${space.values.kind}`,
              'choose another family',
            );
          return categorical(id, space, p.learn ? free('logits') : b.expand(zero(), [], event));
        case 'bernoulli':
          return bernoulli(id, space, p.learn ? free('logits') : b.expand(zero(), [], event));
        case 'uniform':
          if (p.low >= p.high) c.refuse(`its interval ${p.low} … ${p.high} is empty`, 'make High greater than Low');
          return uniform(id, space, p.low, p.high);
        case 'mixture':
          return mixtureOfGaussians(c, space, p.components, p.spread);
        case 'gaussian': {
          if (!p.learn) return gaussian(id, space, b.expand(zero(), [], event), b.expand(zero(), [], event));
          if (p.covariance === 'diagonal') return gaussian(id, space, free('mean'), free('logScale'));
          const n = event[0] ?? 0;
          if (event.length !== 1 || n > 32)
            c.refuse(`a full covariance needs a vector of at most 32 numbers, not [${event.join('×')}]`, 'choose the diagonal covariance');
          return fullGaussian(id, space, free('mean'), b.param(`${id}.lower`, [n, n], ZEROS), free('logDiagonal'));
        }
      }
    },
  }),
});
