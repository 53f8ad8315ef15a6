/** What is refused, why, and what is still possible. */
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
/** Nothing is derived: the drawing itself is wrong. */
const nothing = (why: string, diagnostics: readonly string[]): Report => {
  const grade = `impossible: ${why}`;
  return { p: '', q: '', learn: grade, sample: grade, score: grade, infer: grade, trains: [], diagnostics };
};
const unlearnable = (base: Report, why: string, at: string): Report => ({
  ...base,
  learn: `impossible: ${why}`,
  trains: [],
  diagnostics: [`cannot-learn at ${at}`],
});
/** A node that cannot be built spoils all four programs. */
const unbuildable = (why: string, at: string): Report => {
  const grade = `impossible: ${why}`;
  return {
    p: 'p(x|g)',
    q: '',
    learn: grade,
    sample: grade,
    score: grade,
    infer: grade,
    trains: [],
    diagnostics: [`cannot-learn at ${at}`],
  };
};
const ITSELF = 'p(x | …) is conditioned on x itself, so it is no density of x';
const LATENT_ITSELF = 'p(z | …) is conditioned on z itself, so it is no density of z';
const UNBOUND = 'has no q, is too large to enumerate and is not linear-Gaussian, so nothing binds it to data';
const POINT = 'a point is one of its values, but the network gives real numbers and it explains binary values';
const SIGNATURES = 'it is one network used with two signatures: net.l0.w would be [2×128] and [3×128]';
/** A latent that nothing binds. The sketch grades its infer as an estimate by MCMC; Wellspring has no chains yet, and says so. */
const NO_Q: Report = {
  ...VAE,
  q: '',
  score: 'lower: z has no q, so its p is the proposal: a loose bound',
  infer: 'impossible: z has no q, no small support and no closed form',
};

export const REFUSED: Readonly<Record<string, Report>> = {
  'dataset-into-decoder': {
    p: 'p(x|x)',
    q: '',
    learn: `impossible: ${ITSELF}`,
    sample: 'impossible: x depends on itself: a path runs from x or its data back to its own p',
    score: `impossible: ${ITSELF}`,
    infer: 'impossible: nothing is latent',
    trains: [],
    diagnostics: ['cannot-learn at x'],
  },
  'latent-that-generates-itself': {
    p: 'p(z|z) p(x|z)',
    q: 'q(z|x)',
    learn: `impossible: ${LATENT_ITSELF}`,
    sample: 'impossible: z depends on itself: a path runs from z or its data back to its own p',
    score: `impossible: ${LATENT_ITSELF}`,
    infer: 'estimate: z comes from its learnt q',
    trains: [],
    diagnostics: ['cannot-learn at z'],
  },
  'nll-on-a-vae': unlearnable(VAE, 'log p(x) is an integral over z, which has a q: only a bound is known', 'elbo'),
  'two-models-one-dataset': VAE,
  'unknown-latent-size': nothing('Nothing in the drawing says what shape z has.', ['space-unknown at z.z']),
  // sampling asks for one shape of the network's weights, inferring for another: weights are shared by all programs, so one of them must go
  'one-network-two-signatures': {
    ...unlearnable(VAE, SIGNATURES, 'net'),
    score: `impossible: ${SIGNATURES}`,
    infer: `impossible: ${SIGNATURES.replace('[2×128] and [3×128]', '[3×128] and [2×128]')}`,
  },
  'two-latents-whose-q-read-each-other': {
    ...unlearnable(VAE, 'z2 depends on itself: a path runs from z2 or its data back to its own q', 'z2'),
    p: 'p(z) p(z_{2}) p(x|z,z_{2})',
    q: 'q(z|x,z_{2}) q(z_{2}|z)',
    score: 'impossible: z depends on itself: a path runs from z or its data back to its own q',
    infer: 'impossible: z depends on itself: a path runs from z or its data back to its own q',
  },
  'space-clash': nothing('Two shapes meet here that do not agree: [2] and [3].', ['space-clash at z.q']),
  'deterministic-posterior': {
    ...unlearnable(VAE, 'there is no bound: enc is deterministic: a point mass has no density', 'z'),
    score: 'impossible: there is no bound: enc is deterministic: a point mass has no density',
  },
  // what has no density cannot be learnt by it: a term of zero nats would say that the data are explained
  'deterministic-decoder': {
    ...unlearnable(VAE, 'dec is deterministic: a point mass has no density', 'dec'),
    score: 'impossible: dec is deterministic: a point mass has no density',
  },
  'posterior-without-gradient': unlearnable(VAE, 'enc gives draws without a gradient', 'z'),
  'beta-in-iwae': unlearnable(VAE, 'beta, warm-up and free bits weigh a KL term, but here the KL is inside a logarithm of a sum', 'elbo'),
  'free-bits-without-closed-form': unlearnable(VAE, 'free bits need the KL of z in closed form', 'elbo'),
  'nonlinear-latent-without-q': unlearnable(NO_Q, `z ${UNBOUND}`, 'z'),
  'many-classes-of-many': unlearnable(NO_Q, `z ${UNBOUND}`, 'z'),
  'given-without-data': {
    ...unlearnable(VAE, 'y has no data to learn from', 'y'),
    p: 'p(z) p(x|z,y)',
    sample: 'exact given y',
    score: 'lower given y: z is weighed with 50 draws from its q',
    infer: 'estimate given y: z comes from its learnt q',
  },
  'latent-wired-beside-what-it-explains': unlearnable(VAE, 'z is latent, so explaining x takes z into account already', 'elbo'),
  'deterministic-decoder-of-bits': {
    ...unlearnable(VAE, POINT, 'dec'),
    sample: `impossible: ${POINT}`,
    score: `impossible: ${POINT}`,
  },
  'likelihood-of-a-latent-without-q': {
    ...unlearnable(VAE, 'z has neither data nor a q, so there is nothing to explain', 'nll'),
    p: 'p(z)',
    q: '',
    sample: 'impossible: no variable has a p: the drawing generates nothing',
    score: 'impossible: no variable has a p: there is no density',
    infer: 'exact: z has no observed descendants: its posterior is its p',
  },
  'hidden-and-scored': {
    ...unlearnable(VAE, 'y is both hidden and wired to it', 'nll'),
    p: 'p(y) p(x|y)',
    q: '',
    score: 'exact',
    infer: 'exact: y is enumerated',
  },
  'no-p': nothing('z has neither a p nor a q.', ['latent-unbound at z']),
  // said once: the missing column is why the shape of y is unknown
  'column-missing': nothing('The data set “moons” has no column “y”.', ['column-missing at d.y']),
  'hidden-continuous': {
    ...unlearnable(NO_Q, `w ${UNBOUND}`, 'w'),
    p: 'p(w) p(x|w)',
    score: 'exact',
    infer: 'impossible: w has no latent behind it; x has no latent behind it',
  },
  'embedding-of-numbers': unbuildable('an embedding looks up tokens, but it is given real values', 'emb'),
  'empty-convolution': unbuildable('a ConvNet needs at least one layer', 'net'),
};
