/** What follows from the energies. */
import type { Report } from '../../../drawings/report.ts';

const learn = (chains: string, steps: string): string =>
  `estimate (mcmc): cd follows log p with ${chains}, ${steps} a turn: a biased gradient`;
const LARGE = '; large energies are penalised';
const KEPT = 'chains that go on from turn to turn';
const GRID = 'its normaliser by quadrature over 8 × 8 points';
const drawn = (node: string, steps: string): string =>
  `estimate (mcmc): ${node} is sampled by ${steps} from noise, right only in the limit`;
const annealed = (node: string, base: string): string =>
  `estimate (iterative): ${node}: its normaliser by annealed importance sampling from ${base}, 2 chains over 3 temperatures, which tends to overrate log p`;
const impossible = (why: string): Pick<Report, 'learn' | 'sample' | 'score' | 'infer'> => ({
  learn: `impossible: ${why}`,
  sample: `impossible: ${why}`,
  score: `impossible: ${why}`,
  infer: `impossible: ${why}`,
});

const EBM: Report = {
  p: 'p(x)',
  q: '',
  learn: learn(KEPT, '2 Langevin steps') + LARGE,
  sample: drawn('e', '2 Langevin steps'),
  score: `estimate: e: ${GRID}`,
  infer: 'impossible: x has no latent behind it',
  trains: ['opt: e'],
  diagnostics: [],
};
const BITS: Report = { ...EBM, learn: learn(KEPT, '2 flips') + LARGE, sample: drawn('e', '2 flips') };
const RBM: Report = {
  ...EBM,
  learn: learn(KEPT, '2 Gibbs steps') + LARGE,
  sample: drawn('r', '2 Gibbs steps'),
  score: 'exact: r: its normaliser is a sum over 8 hidden values',
  trains: ['opt: r'],
};
const CLOSED: Report = { ...EBM, learn: 'exact', sample: 'exact', score: 'exact', trains: ['opt: e1 e2'] };
const VAE: Report = {
  p: 'p(z) p(x|z)',
  q: 'q(z|x)',
  learn: 'lower: z is weighed with one draw from its q',
  sample: drawn('e', '2 Langevin steps'),
  score: `estimate: e: ${GRID}; z is weighed with 50 draws from its q`,
  infer: 'estimate: z comes from its learnt q',
  trains: [],
  diagnostics: [],
};

export const ENERGIES: Readonly<Record<string, Report>> = {
  'ebm-persistent': EBM,
  'ebm-of-a-buffer': { ...EBM, learn: learn(KEPT, '2 Langevin steps') },
  'ebm-short-run': {
    ...EBM,
    learn: learn('short chains from noise', '2 Langevin steps') + LARGE,
    sample: `${EBM.sample}, and 0.5 of the noise makes them too sharp`,
  },
  'ebm-hamiltonian': {
    ...EBM,
    learn: learn('short chains from the data', '2 Hamiltonian steps') + LARGE,
    sample: drawn('e', '2 Hamiltonian steps'),
  },
  'ebm-of-one-number': { ...EBM, score: 'estimate: e: its normaliser by quadrature over 64 points' },
  'ebm-of-three-numbers': { ...EBM, score: annealed('e', 'a Gaussian') },
  'ebm-of-four-bits': { ...BITS, score: 'exact: e: its normaliser is a sum over 16 values' },
  'ebm-of-twenty-bits': { ...BITS, score: annealed('e', 'fair coins') },
  'ebm-of-tokens': {
    ...EBM,
    ...impossible('its chains move real numbers or bits, but what it explains is tokens'),
    trains: [],
    diagnostics: ['cannot-learn at e'],
  },
  'ebm-conditional': {
    ...EBM,
    p: 'p(x|y)',
    learn: learn('short chains from noise', '2 Langevin steps') + LARGE,
    sample: EBM.sample.replace(':', ' given y:'),
    score: EBM.score.replace(':', ' given y:'),
  },
  'ebm-conditional-persistent': {
    ...EBM,
    p: 'p(x|y)',
    learn: 'impossible: e has a condition, which differs from example to example, so a chain cannot be kept for the next turn',
    sample: EBM.sample.replace(':', ' given y:'),
    score: EBM.score.replace(':', ' given y:'),
    trains: [],
    diagnostics: ['cannot-learn at cd'],
  },
  'ebm-with-a-later-phase': { ...EBM, trains: ['opt: e', 'opt2: e'] },
  rbm: { ...RBM, p: 'p(x) p(h|x)', infer: 'exact: h has no observed descendants: its posterior is its p' },
  'rbm-of-images': { ...RBM, score: annealed('r', 'independent bits') },
  'rbm-hidden-without-visible': {
    ...RBM,
    p: 'p(x) p(h)',
    sample: 'impossible: its hidden bits answer to visible ones, and none are wired to it',
    infer: 'impossible: its hidden bits answer to visible ones, and none are wired to it',
    diagnostics: ['cannot-build at r'],
  },
  'product-of-experts': {
    ...EBM,
    sample: drawn('prod', '2 Langevin steps'),
    score: `estimate: prod: ${GRID}`,
    trains: ['opt: e e1 e2'],
  },
  'product-of-two-energies': {
    ...EBM,
    sample: drawn('prod', '2 Langevin steps'),
    score: `estimate: prod: ${GRID}`,
    trains: ['opt: e e2'],
  },
  'product-of-learnt-gaussians': CLOSED,
  'product-of-learnt-bernoullis': CLOSED,
  'product-of-learnt-categoricals': CLOSED,
  'product-with-a-generator': {
    ...EBM,
    ...impossible('it multiplies gen, which has no density: gen only defines a sampler: a network that is not invertible gives no density'),
    trains: [],
    diagnostics: ['cannot-learn at prod'],
  },
  'product-with-a-diffusion': {
    ...EBM,
    ...impossible('it multiplies diff, whose density is only known by a bound or an estimate'),
    trains: [],
    diagnostics: ['cannot-learn at prod'],
  },
  'product-of-nothing': {
    ...EBM,
    ...impossible('nothing is wired to its parts'),
    trains: [],
    diagnostics: ['cannot-learn at prod'],
  },
  'tempered-gaussian': { ...CLOSED, trains: ['opt: p'] },
  'tempered-mixture': { ...EBM, sample: drawn('t', '2 Langevin steps'), score: `estimate: t: ${GRID}`, trains: ['opt: p'] },
  // its own Gibbs steps leave another temperature's p as it is
  'tempered-rbm': {
    ...BITS,
    sample: drawn('t', '2 flips'),
    score: 'exact: t: its normaliser is a sum over 16 values',
    trains: ['opt: r'],
  },
  'nll-on-an-energy': {
    ...EBM,
    learn: 'impossible: the normaliser of e depends on its parameters',
    trains: [],
    diagnostics: ['cannot-learn at nll'],
  },
  'contrastive-divergence-on-a-gaussian': {
    ...EBM,
    learn: 'impossible: p, which generates x, has a density, so nothing needs to be contrasted with it',
    sample: 'exact',
    score: 'exact',
    trains: [],
    diagnostics: ['cannot-learn at cd'],
  },
  'contrastive-divergence-on-a-generator': {
    ...EBM,
    learn: 'impossible: what generates x has no energy: gen only defines a sampler: a network that is not invertible gives no density',
    sample: 'exact',
    score: 'impossible: gen only defines a sampler: a network that is not invertible gives no density',
    infer: 'impossible: gen has no inverse',
    trains: [],
    diagnostics: ['cannot-learn at cd'],
  },
  'contrastive-divergence-through-a-flow': {
    ...EBM,
    learn: 'impossible: the chains of an energy do not reach through c',
    infer: 'exact: the base behind x',
    trains: [],
    diagnostics: ['cannot-learn at cd'],
  },
  'mixture-of-energies': {
    ...EBM,
    learn: 'impossible: what generates x has no energy: mix would weigh e, whose normaliser is unknown',
    sample: `${EBM.sample}; e2 is sampled by 2 Langevin steps from noise, right only in the limit`,
    score: 'impossible: mix would weigh e, whose normaliser is unknown',
    infer: 'impossible: mix would weigh e, whose normaliser is unknown',
    trains: [],
    diagnostics: ['cannot-learn at cd'],
  },
  'contrastive-divergence-under-a-latent-without-q': {
    ...EBM,
    p: 'p(z) p(x|z)',
    learn: 'impossible: x depends on the latent z, which this objective would not take into account',
    score: `estimate: e: ${GRID}; z has no q, so its p is the proposal: a loose bound`,
    infer: 'impossible: z has no q, no small support and no closed form',
    trains: [],
    diagnostics: ['cannot-learn at cd'],
  },
  'vae-energy-prior': {
    ...VAE,
    learn: 'impossible: the normaliser of e depends on its parameters',
    diagnostics: ['cannot-learn at elbo'],
  },
  'vae-then-energy-prior': {
    ...VAE,
    learn: `estimate (mcmc): z is weighed with one draw from its q; a bound for the model whose p(z) is the regulariser, not the wired p; cd follows log p with ${KEPT}, 2 Langevin steps a turn: a biased gradient${LARGE}`,
    trains: ['opt: dec enc', 'opt2: e'],
  },
  'multimodal-vae-product-posterior': {
    ...VAE,
    p: 'p(z) p(x|z) p(y|z)',
    q: 'q(z|x,y)',
    sample: 'exact',
    score: 'lower: z is weighed with 50 draws from its q',
    trains: ['opt: dec dy enc ey'],
  },
};
