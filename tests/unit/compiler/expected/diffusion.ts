/** What follows from the diffusions. */
import type { Report } from '../../../drawings/report.ts';

const CHAIN = 'exact (iterative): diff: 4 ancestral steps of the discrete chain, which is the model';
const BOUND = 'lower (iterative): diff: variational bound over 4 noise levels';
const ODE = 'estimate (iterative): diff: probability-flow ODE in 3 Heun steps';
const NOISE = 'estimate (iterative): diff: probability-flow ODE in 3 Heun steps; the noise behind x';
const REWEIGHTED = 'estimate: a bound with other weights, which is no likelihood';
const LATENT_SCORE =
  'estimate (iterative): diff: variational bound over 4 noise levels; z is weighed with 50 draws from its q; diff has a bound with noise of its own, and a sum of such bounds may come out too high';
const INFERRED = 'estimate: z comes from its learnt q';

const DDPM: Report = {
  p: 'p(x)',
  q: '',
  learn: REWEIGHTED,
  sample: CHAIN,
  score: BOUND,
  infer: NOISE,
  trains: ['opt: den'],
  diagnostics: [],
};
const STRAIGHT: Report = {
  p: 'p(x)',
  q: '',
  learn: 'estimate: a squared error of velocities, which is no likelihood',
  sample: 'estimate (iterative): diff: 2 steps of Heun',
  score: ODE,
  infer: NOISE,
  trains: ['opt: den'],
  diagnostics: [],
};
const LATENT: Report = {
  p: 'p(z) p(x|z)',
  q: 'q(z|x)',
  learn: 'lower (iterative): diff: variational bound over 4 noise levels; z is weighed with one draw from its q',
  sample: CHAIN,
  score: LATENT_SCORE,
  infer: INFERRED,
  trains: ['opt: dec den enc'],
  diagnostics: [],
};
/** A node that cannot be built spoils all four programs. */
const unbuildable = (why: string, at = 'diff', base = DDPM): Report => {
  const grade = `impossible: ${why}`;
  return { ...base, learn: grade, sample: grade, score: grade, infer: grade, trains: [], diagnostics: [`cannot-learn at ${at}`] };
};
const unlearnable = (base: Report, why: string, at = 'obj'): Report => ({
  ...base,
  learn: `impossible: ${why}`,
  trains: [],
  diagnostics: [`cannot-learn at ${at}`],
});

export const DIFFUSIONS: Readonly<Record<string, Report>> = {
  ddpm: DDPM,
  'ddpm-by-nll': { ...DDPM, learn: BOUND },
  'ddpm-by-ode': { ...DDPM, score: ODE },
  'cosine-ddim-min-snr': { ...DDPM, sample: 'estimate (iterative): diff: 2 steps of DDIM' },
  edm: { ...STRAIGHT, learn: 'estimate: a squared error, which is no likelihood', sample: 'estimate (iterative): diff: 3 steps of Heun' },
  'dpm-solver-guessing-x0': { ...DDPM, sample: 'estimate (iterative): diff: 3 steps of DPM-Solver++' },
  ncsn: {
    ...DDPM,
    learn: 'estimate: a squared error of scores, which is no likelihood',
    sample: 'estimate (iterative): diff: 2 Langevin steps at each of 4 noise levels',
  },
  'flow-matching': { ...STRAIGHT, diagnostics: ['never-trained at base'] },
  'flow-matching-from-a-gaussian': STRAIGHT,
  'continuous-flow-by-nll': { ...STRAIGHT, learn: ODE },
  'diffusion-on-pixels': DDPM,
  'diffusion-on-images': DDPM,
  'u-net-on-points': unbuildable('it goes from an image to an image of the same size, and here it is asked for something else', 'den'),
  'diffusion-by-a-network-of-layers': DDPM,
  'diffusion-on-levels': {
    ...DDPM,
    p: '',
    learn: 'impossible: Two kinds of values meet here that do not agree: real and levels of 4.',
    sample: 'impossible: Two kinds of values meet here that do not agree: real and levels of 4.',
    score: 'impossible: Two kinds of values meet here that do not agree: real and levels of 4.',
    infer: 'impossible: Two kinds of values meet here that do not agree: real and levels of 4.',
    trains: [],
    diagnostics: ['space-clash at x.p'],
  },
  'conditional-diffusion': {
    ...DDPM,
    p: 'p(x|y)',
    sample: 'exact (iterative) given y: diff: 4 ancestral steps of the discrete chain, which is the model',
    score: 'lower (iterative) given y: diff: variational bound over 4 noise levels',
    infer: 'estimate (iterative) given y: diff: probability-flow ODE in 3 Heun steps; the noise behind x',
    trains: ['opt: den emb'],
  },
  'guided-diffusion': {
    ...DDPM,
    p: 'p(x|y)',
    sample: 'estimate (iterative) given y: diff: guidance 2 samples a sharpened distribution, not p',
    score: 'lower (iterative) given y: diff: variational bound over 4 noise levels',
    infer: 'estimate (iterative) given y: diff: probability-flow ODE in 3 Heun steps; the noise behind x',
    trains: ['opt: den drop emb'],
  },
  'guidance-without-dropout': unbuildable(
    'guidance compares its network with and without the condition, but the network never learns to do without: no ConditionDropout stands before the condition',
    'diff',
    { ...DDPM, p: 'p(x|y)' },
  ),
  'guidance-without-condition': unbuildable('guidance leans towards a condition, and none is wired to it'),
  'ddpm-from-a-mixture': unbuildable('the path of sch ends in standard Gaussian noise, but base is another distribution'),
  'ddpm-from-a-learnt-gaussian': unbuildable('the path of sch ends in standard Gaussian noise, but base is another distribution'),
  'epsilon-on-a-straight-path': unbuildable('its network gives epsilon, which the straight path of sch does not have'),
  'ancestral-on-a-straight-path': unbuildable('the ancestral sampler draws the steps of a chain, and this path has none: sch is straight'),
  'langevin-on-ddpm': unbuildable('the annealed Langevin sampler adds noise to x as it is, and this path shrinks x: sch is linear'),
  'bound-on-a-straight-path': unbuildable('a variational bound is a sum over a chain of levels, and the straight path of sch has none'),
  'denoising-of-velocities': unlearnable(STRAIGHT, 'the network of diff gives velocity, and this objective compares epsilon, x0, v, edm'),
  'flow-matching-of-epsilon': unlearnable(DDPM, 'the network of diff gives epsilon, and this objective compares velocity'),
  'edm-weights-on-ddpm': unlearnable(DDPM, 'EDM weighting goes by the noise beside clean data, and the linear path of sch shrinks them'),
  'schedule-without-range': unbuildable('its noise goes from 2 to 1, which is no way up', 'sch'),
  'denoising-of-a-gaussian': unlearnable(
    { ...DDPM, sample: 'exact', score: 'exact', infer: 'impossible: x has no latent behind it' },
    'prior is no diffusion: it has no noise to take away',
  ),
  'latent-diffusion': {
    ...LATENT,
    learn:
      'estimate: z is weighed with one draw from its q; a bound for the model whose p(z) is the regulariser, not the wired p; a bound with other weights, which is no likelihood',
    trains: ['opt: dec enc', 'opt2: den'],
  },
  'latent-diffusion-flow-decoder': {
    ...LATENT,
    learn:
      'estimate: z is weighed with one draw from its q; a bound for the model whose p(z) is the regulariser, not the wired p; a bound with other weights, which is no likelihood',
    trains: ['opt: c dec enc', 'opt2: den'],
  },
  'lsgm-joint': LATENT,
  'diffusion-autoencoder': { ...LATENT, trains: ['opt: den enc'] },
  'denoising-beside-a-latent': unlearnable(LATENT, 'x depends on the latent z, which this objective would not take into account', 'elbo'),
  'diffusion-as-posterior': unlearnable(
    {
      ...LATENT,
      sample: 'exact',
      score:
        'estimate (iterative): diff: 4 ancestral steps of the discrete chain, which is the model; diff: variational bound over 4 noise levels; z is weighed with 50 draws from its q',
      infer: 'estimate (iterative): diff: 4 ancestral steps of the discrete chain, which is the model; z comes from its learnt q',
    },
    'diff gives draws without a gradient',
    'z',
  ),
};
