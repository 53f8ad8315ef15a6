/**
 * What follows from the autoencoders. As in the sketch, but for the score program, which weighs a latent with 50 draws from its q
 * (the sketch: one), so that its bound is the tighter of the two.
 */
import type { Report } from '../../../drawings/report.ts';

const VAE: Report = {
  p: 'p(z) p(x|z)',
  q: 'q(z|x)',
  learn: 'lower: z is weighed with one draw from its q',
  sample: 'exact',
  score: 'lower: z is weighed with 50 draws from its q',
  infer: 'estimate: z comes from its learnt q',
  trains: ['opt: dec enc'],
  diagnostics: [],
};
const GIVEN: Report = {
  ...VAE,
  p: 'p(z) p(x|z,y)',
  q: 'q(z|x,y)',
  sample: 'exact given y',
  score: 'lower given y: z is weighed with 50 draws from its q',
  infer: 'estimate given y: z comes from its learnt q',
};
const CLUSTERS: Report = {
  ...VAE,
  p: 'p(c) p(z|c) p(x|z)',
  learn: 'lower: c is summed over its 3 values; z is weighed with one draw from its q',
  score: 'lower: c is summed over its 3 values; z is weighed with 50 draws from its q',
  infer: 'estimate: z comes from its learnt q; c is enumerated',
  trains: ['opt: dec dz enc'],
};
const REGULARISED = 'a bound for the model whose p(z) is the regulariser, not the wired p';

export const VAES: Readonly<Record<string, Report>> = {
  vae: VAE,
  iwae: { ...VAE, learn: 'lower: z is weighed with 5 draws from its q' },
  'hierarchical-vae': {
    ...VAE,
    p: 'p(z_{2}) p(z|z_{2}) p(x|z)',
    q: 'q(z_{2}|z) q(z|x)',
    learn: 'lower: z2 is weighed with one draw from its q; z is weighed with one draw from its q',
    score: 'lower: z2 is weighed with 50 draws from its q; z is weighed with 50 draws from its q',
    infer: 'estimate: z comes from its learnt q; z2 comes from its learnt q',
    trains: ['opt: dec dec1 enc enc2'],
  },
  // sampling and scoring use the mixture, which nothing trains (rule 5)
  'beta-vae-regulariser': { ...VAE, learn: `${VAE.learn}; ${REGULARISED}`, diagnostics: ['never-trained at prior'] },
  // thawing enc changes nothing: NLL holds no entropy of q, so it may not move q (rule 5)
  'prior-in-phase-2': { ...VAE, learn: `${VAE.learn}; ${REGULARISED}`, trains: ['opt: dec enc', 'opt2: prior'] },
  'hierarchical-prior-in-phase-2': {
    ...VAE,
    p: 'p(z_{2}) p(z|z_{2}) p(x|z)',
    q: 'q(z_{2}|z) q(z|x)',
    learn: `${VAE.learn}; ${REGULARISED}; z2 is weighed with one draw from its q`,
    score: 'lower: z2 is weighed with 50 draws from its q; z is weighed with 50 draws from its q',
    infer: 'estimate: z comes from its learnt q; z2 comes from its learnt q',
    trains: ['opt: dec enc', 'opt2: dec1 enc2'],
  },
  'vae-mixture-prior': { ...VAE, trains: ['opt: dec enc prior'] },
  'vae-learnt-prior': { ...VAE, trains: ['opt: dec enc prior'] },
  'vae-full-prior': { ...VAE, trains: ['opt: dec enc prior'] },
  'conditional-vae': GIVEN,
  'conditional-iwae': { ...GIVEN, learn: 'lower: z is weighed with 4 draws from its q' },
  'vae-gmm-over-z': CLUSTERS,
  'iwae-over-enumerated-clusters': {
    ...CLUSTERS,
    learn: 'lower: c is summed over its 3 values; z is weighed with 4 draws from its q',
  },
  'categorical-latent-vae': VAE,
  'bernoulli-latent-vae': { ...VAE, trains: ['opt: dec enc prior'] },
  'levels-vae': VAE,
  'levels-vae-categorical': VAE,
  'predicted-scale-vae': VAE,
  'binary-image-vae': { ...VAE, trains: ['opt: down up'] },
  'token-sequence-vae': VAE,
  'warm-up-vae': VAE,
  'free-bits-vae': { ...VAE, learn: 'estimate: z is weighed with one draw from its q; free bits change what is minimised' },
  'thaw-in-phase-2': { ...VAE, trains: ['opt: dec enc', 'opt2: dec, leaves enc (trained in phase 1)'] },
  'phase-2-with-nothing-to-train': { ...VAE, diagnostics: ['nothing-to-train at opt2'] },
  'two-optimisers-on-one-parameter': {
    ...VAE,
    trains: ['opt: dec enc', 'opt2: dec enc'],
    diagnostics: ['two-trainers at opt2'],
  },
  'embedded-label-vae': { ...GIVEN, trains: ['opt: dec emb enc'] },
  'shared-features-vae': { ...VAE, trains: ['opt: dec enc net'] },
  'custom-network': { ...VAE, trains: ['opt: dec net'] },
  // the default network stands in for the muted one
  'muted-network': VAE,
  'muted-decoder': {
    ...VAE,
    p: 'p(z)',
    learn: 'impossible: x has no p: nothing wired to it generates x',
    sample: 'impossible: no variable has a p: the drawing generates nothing',
    score: 'impossible: no variable has a p: there is no density',
    trains: [],
    diagnostics: ['cannot-learn at x'],
  },
  'q-taught-in-sleep': {
    ...VAE,
    trains: ['opt: dec enc', 'opt2: enc'],
    learn: 'estimate: z is weighed with one draw from its q; teaches q on draws of the model: no bound on log p of data',
  },
  'sleep-over-data': {
    ...VAE,
    learn: 'impossible: x is no latent: its q would have nothing to guess',
    trains: [],
    diagnostics: ['cannot-learn at sleep'],
  },
  'sleep-of-a-point': {
    ...VAE,
    learn: 'impossible: enc is deterministic: a point mass has no density',
    score: 'impossible: there is no bound: enc is deterministic: a point mass has no density',
    trains: [],
    diagnostics: ['cannot-learn at sleep'],
  },
  'latent-without-p': {
    ...VAE,
    p: 'p(x|z)',
    learn: 'impossible: nothing is wired to z.p',
    sample: 'impossible: z has no p, only a q that reads x: to draw x, x would have to be there already',
    score: 'impossible: z has no p, so the joint density has a gap',
    infer: 'exact: z is its q',
    trains: [],
    diagnostics: ['cannot-learn at z'],
  },
  'no-optimiser': { ...VAE, learn: 'impossible: there is no Optimiser', trains: [], diagnostics: ['no-optimiser'] },
  'vae-with-hidden-label': {
    ...VAE,
    p: 'p(z) p(y) p(x|z,y)',
    learn: 'lower: z is weighed with one draw from its q; y is summed over its 3 values',
    infer: 'estimate: z comes from its learnt q; y is enumerated',
    trains: ['opt: dec enc py'],
  },
  'vae-whose-q-reads-a-hidden-label': {
    ...VAE,
    p: 'p(z) p(y) p(x|z,y)',
    q: 'q(z|x,y)',
    learn: 'lower: z is weighed with one draw from its q; y is summed over its 3 values',
    infer: 'estimate: z comes from its learnt q; y is enumerated',
    trains: ['opt: dec enc py'],
  },
};
