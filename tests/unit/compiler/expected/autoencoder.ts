/** What follows from the autoencoders: without a law of codes, p(x) would need x itself, so nothing draws or scores it. */
import type { Report } from '../../../drawings/report.ts';

const ONLY = 'reconstruction only: no likelihood of the data';
const NO_CODE = 'impossible: nothing that x is drawn from reads x itself, so there is no code to rebuild it from';
const NOISELESS = 'impossible: there is no bound: enc is deterministic: a point mass has no density';

const AUTOENCODER: Report = {
  p: 'p(x|z)',
  q: 'q(z|x)',
  learn: `estimate: ${ONLY}`,
  sample: 'impossible: z has no p, only a q that reads x: to draw x, x would have to be there already',
  score: 'impossible: z has no p, so the joint density has a gap',
  infer: 'exact: z is its q',
  trains: ['opt: dec enc'],
  diagnostics: [],
};
const refused = (base: Report, learn: string): Report => ({ ...base, learn, trains: [], diagnostics: ['cannot-learn at rec'] });

export const AUTOENCODERS: Readonly<Record<string, Report>> = {
  autoencoder: AUTOENCODER,
  'autoencoder-without-latent': {
    ...AUTOENCODER,
    p: 'p(x|x)',
    q: '',
    sample: 'impossible: x depends on itself: a path runs from x or its data back to its own p',
    score: 'impossible: p(x | …) is conditioned on x itself, so it is no density of x',
    infer: 'impossible: nothing is latent',
    trains: ['opt: code dec'],
  },
  'autoencoder-of-bits': AUTOENCODER,
  'stochastic-autoencoder': AUTOENCODER,
  'conditional-autoencoder': { ...AUTOENCODER, p: 'p(x|z,y)', infer: 'exact given y: z is its q' },
  'adversarial-autoencoder': {
    ...AUTOENCODER,
    p: 'p(z) p(x|z)',
    learn: `estimate: ${ONLY}; a game with a critic: no likelihood`,
    sample: 'exact',
    score: NOISELESS,
    infer: 'estimate: z comes from its learnt q',
    trains: ['opt: dec enc, leaves critic (the critic is trained by its own player)', 'optD: critic'],
  },
  'autoencoder-and-then-a-prior': {
    ...AUTOENCODER,
    p: 'p(z) p(x|z)',
    sample: 'exact',
    score: NOISELESS,
    infer: 'estimate: z comes from its learnt q',
    trains: ['opt: dec enc', 'opt2: prior'],
  },
  'reconstruction-of-points': refused(AUTOENCODER, 'impossible: dec is deterministic: a point mass has no density'),
  'reconstruction-without-code': {
    ...refused(AUTOENCODER, 'impossible: z has no q, so x has no code there to be rebuilt from'),
    p: 'p(z) p(x|z)',
    q: '',
    sample: 'exact',
    score: 'lower: z has no q, so its p is the proposal: a loose bound',
    infer: 'impossible: z has no q, no small support and no closed form',
  },
  'reconstruction-from-conditions': {
    ...refused(AUTOENCODER, NO_CODE),
    p: 'p(x|y)',
    q: '',
    sample: 'exact given y',
    score: 'exact given y',
    infer: 'impossible: x has no latent behind it',
  },
  'reconstruction-from-a-code-of-something-else': {
    ...refused(AUTOENCODER, NO_CODE),
    q: 'q(z|y)',
    sample: 'impossible: z has no p: nothing wired to it generates z',
  },
  'reconstruction-by-an-energy': refused(AUTOENCODER, 'impossible: the normaliser of mix depends on its parameters'),
};
