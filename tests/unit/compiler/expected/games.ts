/**
 * What follows from the games. As in the sketch, but for what it lacks: a Wasserstein critic is its own choice of loss and penalty here, a critic
 * whose player is missing is said to be so, and a deterministic decoder can be sampled without saying that it has no density.
 */
import type { Report } from '../../../drawings/report.ts';

const GAME = 'a game with a critic: no likelihood';
const SAMPLER = 'gen only defines a sampler: a network that is not invertible gives no density';
const ROLE = 'leaves critic (the critic is trained by its own player)';

const GAN: Report = {
  p: 'p(x)',
  q: '',
  learn: `estimate: ${GAME}`,
  sample: 'exact',
  score: `impossible: ${SAMPLER}`,
  infer: 'impossible: gen has no inverse',
  trains: ['optD: critic', `optG: gen, ${ROLE}`],
  diagnostics: [],
};
const BIGAN: Report = {
  ...GAN,
  p: 'p(z) p(x|z)',
  q: 'q(z|x)',
  score: 'impossible: there is no bound: enc is deterministic: a point mass has no density',
  infer: 'estimate: z comes from its learnt q',
  trains: ['optD: critic', `optG: dec enc, ${ROLE}`],
};
const TAUGHT = 'teaches q on draws of the model: no bound on log p of data';
/** The classes of an InfoGAN can be inferred, its noise cannot; there is no density, for x is a function of both. */
const INFOGAN: Report = {
  ...GAN,
  p: 'p(z) p(c) p(x|z,c)',
  q: 'q(c|x)',
  learn: `estimate: ${GAME}; ${TAUGHT}`,
  score: 'impossible: dec is deterministic: a point mass has no density',
  infer: 'estimate: c comes from its learnt q',
  trains: ['optD: critic', `optG: dec encC, ${ROLE}`],
};
const WEIGHED = 'lower: z is weighed with 50 draws from its q';
const unlearnable = (base: Report, why: string, at: string): Report => ({
  ...base,
  learn: `impossible: ${why}`,
  trains: [],
  diagnostics: [`cannot-learn at ${at}`],
});
const nothing = (why: string, diagnostics: readonly string[]): Report => {
  const grade = `impossible: ${why}`;
  return { p: '', q: '', learn: grade, sample: grade, score: grade, infer: grade, trains: [], diagnostics };
};
const SIZELESS = 'the shape of prior.out is unknown';

export const GAMES: Readonly<Record<string, Report>> = {
  gan: GAN,
  'gan-without-penalty': GAN,
  'least-squares-gan': GAN,
  'hinge-gan': GAN,
  'wgan-gp': GAN,
  'wgan-without-penalty': {
    ...GAN,
    learn: `estimate: ${GAME}; without a penalty nothing bounds this critic: its loss falls for ever`,
  },
  // a draw's component is chosen by a comparison, which has no gradient: the means and scales of the base learn, its weights cannot
  'gan-mixture-base': { ...GAN, trains: ['optD: critic', `optG: gen prior, ${ROLE}`], diagnostics: ['choice-untrained at prior'] },
  'gan-bernoulli-base': GAN,
  'gan-of-unit-images': GAN,
  'gan-of-one-optimiser': { ...GAN, trains: ['optG: critic gen'] },
  'gan-with-a-critic-of-its-own': {
    ...GAN,
    trains: ['optD: adv', 'optG: gen, leaves adv (the critic is trained by its own player)'],
  },
  'conditional-gan': { ...GAN, p: 'p(x|y)', sample: 'exact given y' },
  bigan: BIGAN,
  'bigan-of-unit-images': BIGAN,
  infogan: INFOGAN,
  'infogan-taught-in-sleep-alone': { ...INFOGAN, trains: ['optD: critic', `optG: dec, ${ROLE}`, 'optQ: encC'] },
  // the mutual information moves the generator, too: who teaches it has to play its game
  'infogan-of-three-players': {
    ...INFOGAN,
    trains: ['optD: critic', `optG: dec, ${ROLE}`, 'optQ: dec encC'],
    diagnostics: ['two-trainers at optQ'],
  },
  'bigan-wgan-gp': { ...BIGAN, score: WEIGHED },
  'bigan-implicit-encoder': {
    ...BIGAN,
    score: 'impossible: there is no bound: enc only defines a sampler: a network that is not invertible gives no density',
  },
  'vae-gan': {
    ...BIGAN,
    learn: `estimate: ${GAME}; z is weighed with one draw from its q`,
    score: WEIGHED,
  },
  'gaussian-fit-by-a-game': {
    ...GAN,
    score: 'exact',
    infer: 'impossible: x has no latent behind it',
    trains: ['optD: critic', `optG: prior, ${ROLE}`],
  },
  'gan-whose-critic-nobody-trains': { ...GAN, trains: [`optG: gen, ${ROLE}`], diagnostics: ['opponent-untrained at critic'] },
  'gan-whose-generator-nobody-trains': { ...GAN, trains: ['optD: critic'], diagnostics: ['never-trained at gen'] },
  'generator-learnt-by-likelihood': { ...unlearnable(GAN, SAMPLER, 'gen'), trains: ['optD: critic'] },
  'generator-whose-noise-has-no-size': {
    ...unlearnable(GAN, SIZELESS, 'prior'),
    sample: `impossible: ${SIZELESS}`,
    score: `impossible: ${SIZELESS}`,
    infer: `impossible: ${SIZELESS}`,
  },
  'generator-of-bits': nothing('Two kinds of values meet here that do not agree: real and binary.', ['space-clash at x.p']),
  'game-over-conditions': {
    ...unlearnable(GAN, 'only conditions are wired to it, and they are the same on both sides', 'adv'),
    p: 'p(x|y)',
    sample: 'exact given y',
  },
  'game-without-data': unlearnable(
    {
      ...GAN,
      score: 'impossible: x has no data to score',
      infer: 'impossible: x has no latent behind it',
    },
    'x has no data to learn from',
    'x',
  ),
  'game-without-p': {
    ...unlearnable(GAN, 'x has no p: nothing wired to it generates x', 'x'),
    p: '',
    sample: 'impossible: no variable has a p: the drawing generates nothing',
    score: 'impossible: no variable has a p: there is no density',
    infer: 'impossible: nothing is latent',
  },
  'game-over-a-latent-without-q': {
    ...unlearnable(BIGAN, 'z has no q, so there is nothing on its data side to compare with', 'z'),
    q: '',
    score: 'impossible: dec is deterministic: a point mass has no density',
    infer: 'impossible: z has no q, no small support and no closed form',
  },
  'game-over-draws-without-gradient': unlearnable(BIGAN, 'dec gives draws without a gradient, so adv cannot teach what makes x', 'x'),
};
