/**
 * Compositions that no template ships: parts of several families wired together, on data that the studio makes. Each entry is all there is to say
 * of one: tests/unit/runtime/rewired.test.ts compiles, trains, samples, scores and infers it.
 */
import type { Params } from '../../src/graph/model.ts';
import type { Nodes } from './notation.ts';
import type { Report } from './report.ts';

export interface Rewired {
  readonly name: string;
  readonly nodes: Nodes;
  readonly wires: string;
  /** Settings of the Dataset "d". */
  readonly data: Params;
  readonly follows: Report;
}
const MOONS: Params = { source: 'moons' };
const CLASSES: Params = { source: 'two-classes' };
const BITS: Params = { source: 'digits-16', values: 'binary' };
const NET = ['MLP', { hidden: [16] }] as const;
const CAUSAL = ['MADE', { hidden: [16] }] as const;
const SECOND = { flip: true };

const EXACT: Report = {
  p: 'p(x)',
  q: '',
  learn: 'exact',
  sample: 'exact',
  score: 'exact',
  infer: 'exact: the base behind x',
  trains: [],
  diagnostics: [],
};
const IN_TURN = 'exact (sequential): ar draws its 2 positions one after another';
const INNER = 'exact: the component behind x';
/** Maximum likelihood of x under what is wired to it. */
const fit = (name: string, nodes: Nodes, wires: string, follows: Partial<Report>, data: Params = MOONS): Rewired => ({
  name,
  nodes: { x: ['Observed'], nll: ['NLL'], opt: ['Optimiser', { rate: 0.002 }], ...nodes },
  wires: `${wires} d.x>x.data x.variable>nll.variables nll.out>opt.objectives`,
  data,
  follows: { ...EXACT, ...follows },
});
const ENCODED: Nodes = {
  encNet: NET,
  enc: ['Encoder', { size: 2 }],
  z: ['Latent'],
  x: ['Observed'],
  elbo: ['ELBO'],
  opt: ['Optimiser', { rate: 0.002 }],
};
const { opt: _, ...WITHOUT_OPTIMISER } = ENCODED;
const READ = 'd.x>enc.x encNet.out>enc.network d.x>x.data x.variable>elbo.variables elbo.out>opt.objectives';
const WRITTEN: Nodes = { decNet: NET, dec: ['Decoder'] };
const WRITE = 'z.z>dec.x decNet.out>dec.network dec.out>x.p';
const ONE_DRAW = 'z is weighed with one draw from its q';
const WEIGHED = 'z is weighed with 50 draws from its q';
const BOUND: Report = {
  p: 'p(z) p(x|z)',
  q: 'q(z|x)',
  learn: `lower: ${ONE_DRAW}`,
  sample: 'exact',
  score: `lower: ${WEIGHED}`,
  infer: 'estimate: z comes from its learnt q',
  trains: [],
  diagnostics: [],
};
/** A VAE; what stands at z.p and z.q is left to the wires. */
const vae = (name: string, nodes: Nodes, wires: string, follows: Partial<Report>): Rewired => ({
  name,
  nodes: { ...ENCODED, ...WRITTEN, ...nodes },
  wires: `${READ} ${WRITE} ${wires}`,
  data: MOONS,
  follows: { ...BOUND, ...follows },
});
const SPLINES: Nodes = { n1: NET, n2: NET, s1: ['SplineCoupling'], s2: ['SplineCoupling', SECOND] };
const SPLINED = 'n1.out>s1.network n2.out>s2.network s1.out>s2.base';
const COUPLINGS: Nodes = { n1: NET, n2: NET, c1: ['Coupling'], c2: ['Coupling', SECOND] };
const COUPLED = 'n1.out>c1.network n2.out>c2.network c1.out>c2.base';
/** A prior for z that learns when the autoencoder is done, and the Gaussian that holds the place meanwhile. */
const LATER: Nodes = { reg: ['Prior'], opt: ['Optimiser', { rate: 0.002, horizon: 15 }], opt2: ['Optimiser', { phase: 2, rate: 0.002 }] };
const HELD_PLACE = 'a bound for the model whose p(z) is the regulariser, not the wired p';
const BY_LIKELIHOOD = 'enc.out>z.q reg.out>z.regulariser z.variable>nll.variables nll.out>opt2.objectives';
const PLAYERS: Nodes = {
  x: ['Observed'],
  critic: NET,
  adv: ['Adversarial'],
  optD: ['Optimiser', { rate: 0.002 }],
  optG: ['Optimiser', { rate: 0.002 }],
};
const PLAY = 'critic.out>adv.discriminator x.variable>adv.variables adv.critic>optD.objectives adv.generator>optG.objectives';
const GAME = 'a game with a critic: no likelihood';
const ROLE = 'leaves critic (the critic is trained by its own player)';
const game = (name: string, nodes: Nodes, wires: string, follows: Partial<Report>): Rewired => ({
  name,
  nodes: { ...PLAYERS, ...nodes },
  wires: `${wires} d.x>x.data ${PLAY}`,
  data: MOONS,
  follows: {
    ...EXACT,
    learn: `estimate: ${GAME}`,
    score: 'impossible: gen only defines a sampler: a network that is not invertible gives no density',
    ...follows,
  },
});
const DIFFUSION: Nodes = { base: ['Prior'], sch: ['NoiseSchedule', { levels: 10 }], den: ['Denoiser', { width: 16 }], diff: ['Diffusion'] };
const DIFFUSED = 'base.out>diff.base sch.out>diff.schedule den.out>diff.denoiser';

export const REWIRED: readonly Rewired[] = [
  vae(
    'VAE with a spline posterior and a mixture prior',
    { ...SPLINES, prior: ['Prior', { family: 'mixture', components: 3 }] },
    `${SPLINED} enc.out>s1.base s2.out>z.q prior.out>z.p`,
    { trains: ['opt: dec decNet encNet n1 n2 prior'] },
  ),
  game(
    'GAN over a learnable mixture',
    { mix: ['Prior', { size: 2, family: 'mixture', components: 3 }], genNet: NET, gen: ['Generator'] },
    'mix.out>gen.base genNet.out>gen.network gen.out>x.p',
    // a part of the mixture is chosen by a comparison: its means and scales learn by the game, its weights cannot
    {
      infer: 'impossible: gen has no inverse',
      trains: ['optD: critic', `optG: genNet mix, ${ROLE}`],
      diagnostics: ['choice-untrained at mix'],
    },
  ),
  game(
    'coupling over a generator',
    { noise: ['Prior', { size: 2 }], genNet: NET, gen: ['Generator'], n1: NET, c1: ['Coupling'] },
    'noise.out>gen.base genNet.out>gen.network gen.out>c1.base n1.out>c1.network c1.out>x.p',
    { trains: ['optD: critic', `optG: genNet n1, ${ROLE}`] },
  ),
  fit(
    'mixture of a flow and a Gaussian',
    { ...COUPLINGS, base: ['Prior'], wide: ['Prior', { learn: true }], mix: ['Mixture'] },
    `base.out>c1.base ${COUPLED} c2.out>mix.parts wide.out>mix.parts mix.out>x.p`,
    { infer: INNER, trains: ['opt: mix n1 n2 wide'] },
  ),
  {
    name: 'VAE whose decoder is a flow',
    nodes: { ...ENCODED, ...COUPLINGS, base: ['Prior'], prior: ['Prior'] },
    wires: `${READ} enc.out>z.q prior.out>z.p base.out>c1.base ${COUPLED} z.z>c1.condition z.z>c2.condition c2.out>x.p`,
    data: MOONS,
    follows: { ...BOUND, trains: ['opt: encNet n1 n2'] },
  },
  vae(
    'hierarchical VAE with an IAF posterior',
    {
      prior: ['Prior'],
      z2: ['Latent'],
      upNet: NET,
      up: ['Encoder', { size: 2 }],
      downNet: NET,
      down: ['Decoder'],
      made: CAUSAL,
      iaf: ['MaskedAutoregressive', { quick: 'forward' }],
    },
    `enc.out>z.q prior.out>z2.p z2.z>down.x downNet.out>down.network down.out>z.p z.z>up.x upNet.out>up.network up.out>iaf.base
     made.out>iaf.network iaf.out>z2.q`,
    {
      p: 'p(z_{2}) p(z|z_{2}) p(x|z)',
      q: 'q(z_{2}|z) q(z|x)',
      learn: `lower: z2 is weighed with one draw from its q; ${ONE_DRAW}`,
      score: `lower: z2 is weighed with 50 draws from its q; ${WEIGHED}`,
      infer: 'estimate: z comes from its learnt q; z2 comes from its learnt q',
      trains: ['opt: dec decNet down downNet encNet made upNet'],
    },
  ),
  fit(
    'flow conditioned on a label through an Embedding',
    { ...COUPLINGS, base: ['Prior'], y: ['Given'], label: ['Embedding', { size: 3 }] },
    `d.y>y.data y.out>label.x label.out>c1.condition label.out>c2.condition base.out>c1.base ${COUPLED} c2.out>x.p`,
    {
      p: 'p(x|y)',
      sample: 'exact given y',
      score: 'exact given y',
      infer: 'exact given y: the base behind x',
      trains: ['opt: label n1 n2'],
    },
    CLASSES,
  ),
  fit(
    'MAF over a mixture',
    { mix: ['Prior', { family: 'mixture', components: 3 }], made: CAUSAL, maf: ['MaskedAutoregressive'] },
    'mix.out>maf.base made.out>maf.network maf.out>x.p',
    { sample: 'exact (sequential): maf goes through its 2 numbers one after another', trains: ['opt: made mix'] },
  ),
  vae(
    'flow prior over the latents of a VAE, in a second phase',
    { ...COUPLINGS, ...LATER, base: ['Prior'], nll: ['NLL'] },
    `base.out>c1.base ${COUPLED} c2.out>z.p ${BY_LIKELIHOOD}`,
    { learn: `lower: ${ONE_DRAW}; ${HELD_PLACE}`, trains: ['opt: dec decNet encNet', 'opt2: n1 n2'] },
  ),
  {
    name: 'VAE and GAN in one',
    nodes: { ...PLAYERS, ...WITHOUT_OPTIMISER, ...WRITTEN, prior: ['Prior'] },
    wires: `${READ.replace('opt.', 'optG.')} ${WRITE} enc.out>z.q prior.out>z.p ${PLAY}`,
    data: MOONS,
    follows: { ...BOUND, learn: `estimate: ${GAME}; ${ONE_DRAW}`, trains: ['optD: critic', `optG: dec decNet encNet, ${ROLE}`] },
  },
  vae(
    'IWAE over a spline posterior',
    { ...SPLINES, prior: ['Prior'], elbo: ['ELBO', { samples: 4 }] },
    `${SPLINED} enc.out>s1.base s2.out>z.q prior.out>z.p`,
    { learn: 'lower: z is weighed with 4 draws from its q', trains: ['opt: dec decNet encNet n1 n2'] },
  ),
  // a latent of few values turns one flow into a mixture of flows, summed exactly
  fit(
    'clusters, each with a flow of its own',
    { ...COUPLINGS, base: ['Prior'], pz: ['Prior', { family: 'categorical', classes: 3, learn: true }], z: ['Latent'] },
    `pz.out>z.p z.z>c1.condition z.z>c2.condition base.out>c1.base ${COUPLED} c2.out>x.p`,
    {
      p: 'p(z) p(x|z)',
      learn: 'exact: z is summed over its 3 values',
      score: 'exact: z is summed over its 3 values',
      infer: 'exact: z is enumerated',
      trains: ['opt: n1 n2 pz'],
    },
  ),
  {
    name: 'VAE whose decoder is autoregressive',
    nodes: { ...ENCODED, prior: ['Prior'], made: CAUSAL, ar: ['Autoregressive', { components: 2 }] },
    wires: `${READ} enc.out>z.q prior.out>z.p z.z>ar.condition made.out>ar.network ar.out>x.p`,
    data: MOONS,
    follows: { ...BOUND, sample: IN_TURN, trains: ['opt: encNet made'] },
  },
  fit(
    'mixture of an autoregressive model and a flow',
    { ...COUPLINGS, base: ['Prior'], made: CAUSAL, ar: ['Autoregressive', { components: 2 }], mix: ['Mixture'] },
    `made.out>ar.network ar.out>mix.parts base.out>c1.base ${COUPLED} c2.out>mix.parts mix.out>x.p`,
    { sample: IN_TURN, infer: INNER, trains: ['opt: made mix n1 n2'] },
  ),
  fit(
    'flow over an autoregressive base',
    { made: CAUSAL, ar: ['Autoregressive', { components: 2 }], n1: NET, c1: ['Coupling'] },
    'made.out>ar.network ar.out>c1.base n1.out>c1.network c1.out>x.p',
    { sample: IN_TURN, trains: ['opt: made n1'] },
  ),
  {
    name: 'codes of a VQ-VAE with a prior for each label',
    nodes: {
      ...ENCODED,
      ...WRITTEN,
      ...LATER,
      enc: ['Apply', { shape: [4, 3] }],
      book: ['Codebook', { codes: 6 }],
      vectors: ['Apply', { shape: [4, 3] }],
      reg: ['Prior', { family: 'categorical' }],
      y: ['Given'],
      made: CAUSAL,
      ar: ['Autoregressive'],
      nll: ['NLL'],
    },
    wires: `${READ} ${WRITE.replace('z.z>dec.x', 'z.z>vectors.x book.table>vectors.network vectors.out>dec.x')} enc.out>book.x
      ${BY_LIKELIHOOD.replace('enc.out', 'book.out')} d.y>y.data y.out>ar.condition made.out>ar.network ar.out>z.p`,
    data: BITS,
    follows: {
      ...BOUND,
      p: 'p(z|y) p(x|z)',
      learn: `estimate: ${ONE_DRAW}; ${HELD_PLACE}; a commitment term is added`,
      sample: 'exact (sequential) given y: ar draws its 4 positions one after another',
      score: `lower given y: ${WEIGHED}`,
      infer: 'estimate given y: z comes from its learnt q',
      trains: ['opt: decNet encNet', 'opt2: made'],
    },
  },
  vae(
    'diffusion over the latents of a VAE, in a second phase',
    { ...LATER, ...DIFFUSION, obj: ['Denoising'] },
    `${DIFFUSED} diff.out>z.p ${BY_LIKELIHOOD.replace('z.variable>nll.variables nll.out', 'z.variable>obj.variable obj.out')}`,
    {
      learn: `estimate: ${ONE_DRAW}; ${HELD_PLACE}; a bound with other weights, which is no likelihood`,
      sample: 'exact (iterative): diff: 10 ancestral steps of the discrete chain, which is the model',
      // exponentials of noisy bounds are averaged, which errs upwards
      score: `estimate (iterative): diff: variational bound over 10 noise levels; ${WEIGHED}; diff has a bound with noise of its own, and a sum of such bounds may come out too high`,
      trains: ['opt: dec decNet encNet', 'opt2: den'],
    },
  ),
  vae(
    'energy over the latents of a VAE, in a second phase',
    { ...LATER, eNet: NET, e: ['Energy', { steps: 4, grid: 16 }], cd: ['ContrastiveDivergence', { steps: 4 }] },
    `eNet.out>e.network e.out>z.p ${BY_LIKELIHOOD.replaceAll('nll', 'cd')}`,
    {
      learn: `estimate (mcmc): ${ONE_DRAW}; ${HELD_PLACE}; cd follows log p with chains that go on from turn to turn, 4 Langevin steps a turn: a biased gradient; large energies are penalised`,
      sample: 'estimate (mcmc): e is sampled by 4 Langevin steps from noise, right only in the limit',
      score: `estimate: e: its normaliser by quadrature over 16 × 16 points; ${WEIGHED}`,
      trains: ['opt: dec decNet encNet', 'opt2: eNet'],
    },
  ),
];
