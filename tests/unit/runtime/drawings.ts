/** Small drawings for tests of runs: quick to train, each with one thing that matters to the runtime. */
import type { Graph, Params } from '../../../src/graph/model.ts';
import { drawing } from './rig.ts';

const NET = { hidden: [16], activation: 'tanh' };

/** A small VAE on moons. @param opt settings of its optimiser */
export const smallVae = (opt: Params = {}): Graph =>
  drawing(
    {
      data: ['Dataset', { source: 'moons' }],
      encNet: ['MLP', NET],
      enc: ['Encoder', { family: 'gaussian', size: 2 }],
      prior: ['Prior'],
      z: ['Latent'],
      decNet: ['MLP', NET],
      dec: ['Decoder', { scale: 'shared', logScale: -1 }],
      x: ['Observed'],
      elbo: ['ELBO'],
      opt: ['Optimiser', { rate: 0.003, batch: 64, ...opt }],
    },
    `data.x>enc.x encNet.out>enc.network enc.out>z.q prior.out>z.p z.z>dec.x decNet.out>dec.network dec.out>x.p data.x>x.data
     x.variable>elbo.variables elbo.out>opt.objectives`,
  );

/** An energy on moons, with two sets of 16 chains that are kept. */
export const smallEnergy = (): Graph =>
  drawing(
    {
      data: ['Dataset', { source: 'moons' }],
      net: ['MLP', NET],
      e: ['Energy', { steps: 5, grid: 16 }],
      x: ['Observed'],
      cd: ['ContrastiveDivergence', { chains: 16, buffer: 2, steps: 3, restart: 0.2 }],
      opt: ['Optimiser', { rate: 0.003, batch: 64 }],
    },
    'data.x>x.data net.out>e.network e.out>x.p x.variable>cd.variables cd.out>opt.objectives',
  );

/** One Gaussian by maximum likelihood. */
export const oneGaussian = (opt: Params = {}, data: Params = { source: 'gaussian' }): Graph =>
  drawing(
    {
      data: ['Dataset', data],
      prior: ['Prior', { learn: true, covariance: 'full' }],
      x: ['Observed'],
      nll: ['NLL'],
      opt: ['Optimiser', { rate: 0.02, batch: 64, ...opt }],
    },
    'data.x>x.data prior.out>x.p x.variable>nll.variables nll.out>opt.objectives',
  );

/** Autoencoder first, against a regulariser; then the mixture prior, with the encoder thawed. @param first turns of the first phase */
export const twoPhases = (first: number): Graph =>
  drawing(
    {
      data: ['Dataset', { source: 'moons' }],
      encNet: ['MLP', NET],
      enc: ['Encoder', { family: 'gaussian', size: 2 }],
      prior: ['Prior', { family: 'mixture', components: 4 }],
      reg: ['Prior'],
      z: ['Latent'],
      decNet: ['MLP', NET],
      dec: ['Decoder', { scale: 'shared', logScale: -1 }],
      x: ['Observed'],
      elbo: ['ELBO'],
      nll: ['NLL'],
      opt: ['Optimiser', { rate: 0.003, batch: 64, horizon: first }],
      opt2: ['Optimiser', { rate: 0.01, batch: 32, phase: 2, ema: 0.9 }],
    },
    `data.x>enc.x encNet.out>enc.network enc.out>z.q prior.out>z.p reg.out>z.regulariser z.z>dec.x decNet.out>dec.network dec.out>x.p
     data.x>x.data x.variable>elbo.variables elbo.out>opt.objectives z.variable>nll.variables nll.out>opt2.objectives`,
  );

/** p(y) by one optimiser, p(x | y) by another that steps twice a turn. */
export const twoPlayers = (first: Params = {}, second: Params = {}): Graph =>
  drawing(
    {
      data: ['Dataset', { source: 'two-classes' }],
      py: ['Prior', { family: 'categorical', learn: true }],
      y: ['Observed'],
      lin: ['MLP', { hidden: [] }],
      px: ['Decoder', { scale: 'diagonal', logScale: 0 }],
      x: ['Observed'],
      nllY: ['NLL'],
      nllX: ['NLL'],
      optY: ['Optimiser', { algorithm: 'sgd', rate: 0.05, batch: 32, ...first }],
      optX: ['Optimiser', { rate: 0.02, batch: 64, steps: 2, ...second }],
    },
    `py.out>y.p data.y>y.data y.x>px.x lin.out>px.network px.out>x.p data.x>x.data y.variable>nllY.variables x.variable>nllX.variables
     nllY.out>optY.objectives nllX.out>optX.objectives`,
  );

/**
 * An autoencoder whose posterior is a flow, then a flow prior over what it learnt: both flows start from data, each when its phase begins.
 * @param first turns of the first phase
 */
export const startingFromData = (first: number): Graph =>
  drawing(
    {
      data: ['Dataset', { source: 'moons' }],
      encNet: ['MLP', NET],
      enc: ['Encoder', { family: 'gaussian', size: 2 }],
      post: ['ActNorm'],
      prior: ['Prior'],
      near: ['ActNorm'],
      c: ['Coupling'],
      cNet: ['MLP', NET],
      far: ['ActNorm'],
      reg: ['Prior'],
      z: ['Latent'],
      decNet: ['MLP', NET],
      dec: ['Decoder', { scale: 'shared', logScale: -1 }],
      x: ['Observed'],
      elbo: ['ELBO'],
      nll: ['NLL'],
      opt: ['Optimiser', { rate: 0.003, batch: 64, horizon: first }],
      opt2: ['Optimiser', { rate: 0.01, batch: 32, phase: 2, ema: 0.9 }],
    },
    `data.x>enc.x encNet.out>enc.network enc.out>post.base post.out>z.q prior.out>near.base near.out>c.base cNet.out>c.network c.out>far.base
     far.out>z.p reg.out>z.regulariser z.z>dec.x decNet.out>dec.network dec.out>x.p data.x>x.data x.variable>elbo.variables
     elbo.out>opt.objectives z.variable>nll.variables nll.out>opt2.objectives`,
  );
