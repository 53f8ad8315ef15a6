/** What follows from the models of maximum likelihood. */
import type { Report } from '../../../drawings/report.ts';

const FIT: Report = {
  p: 'p(x)',
  q: '',
  learn: 'exact',
  sample: 'exact',
  score: 'exact',
  infer: 'impossible: x has no latent behind it',
  trains: ['opt: prior'],
  diagnostics: [],
};
const SUMMED: Report = {
  ...FIT,
  p: 'p(z) p(x|z)',
  learn: 'exact: z is summed over its 3 values',
  score: 'exact: z is summed over its 3 values',
  infer: 'exact: z is enumerated',
  trains: ['opt: dec lin pz'],
};
const BAYES: Report = { ...FIT, p: 'p(y) p(x|y)', infer: 'exact: y is enumerated', trains: ['opt: dec lin py'] };
const INTEGRATED = 'z is integrated in closed form: linear-Gaussian';
const CLASSIFIER: Report = {
  ...FIT,
  p: 'p(y|g)',
  sample: 'exact given g',
  score: 'exact given g',
  infer: 'exact given g: y is enumerated',
  trains: ['opt: dec'],
};

export const LIKELIHOODS: Readonly<Record<string, Report>> = {
  'gaussian-fit': FIT,
  'full-gaussian-fit': { ...FIT, infer: 'exact: the noise behind x' },
  'bernoulli-fit': FIT,
  'gmm-mixture': { ...FIT, infer: 'exact: the component behind x' },
  'gmm-latent': SUMMED,
  'bernoulli-causes': { ...SUMMED, learn: 'exact: z is summed over its 8 values', score: 'exact: z is summed over its 8 values' },
  'two-causes': {
    ...FIT,
    p: String.raw`p(\text{za}) p(\text{zb}) p(x|\text{za},\text{zb})`,
    learn: 'exact: za is summed over its 2 values; zb is summed over its 3 values',
    score: 'exact: za is summed over its 2 values; zb is summed over its 3 values',
    infer: 'exact: za is enumerated; zb is enumerated',
    trains: ['opt: dec lin pa pb'],
  },
  'two-class-bayes': BAYES,
  // the noise of a full Gaussian is the whitened x, which says more than that of a diagonal one
  'full-covariance-bayes': { ...BAYES, infer: 'exact: y is enumerated; the noise behind x', trains: ['opt: lin py'] },
  'factor-analysis': {
    ...SUMMED,
    learn: `exact: ${INTEGRATED}`,
    score: `exact: ${INTEGRATED}`,
    infer: 'exact: z: mean of the linear-Gaussian posterior',
    trains: ['opt: dec lin'],
  },
  'conditional-factor-analysis': {
    ...SUMMED,
    p: 'p(z) p(x|z,y)',
    learn: `exact: ${INTEGRATED}`,
    sample: 'exact given y',
    score: `exact given y: ${INTEGRATED}`,
    infer: 'exact given y: z: mean of the linear-Gaussian posterior',
  },
  classifier: CLASSIFIER,
  'ordered-classifier': CLASSIFIER,
  'label-without-data': { ...BAYES, learn: 'exact: y is summed over its 2 values', score: 'exact: y is summed over its 2 values' },
  'semi-supervised-bayes': { ...BAYES, learn: 'exact: y is summed over its 2 values' },
};
