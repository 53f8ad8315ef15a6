/** Drawings with something wrong, which is to be said and not thrown; and canvases with two models. */
import { real, tokens } from '../../src/graph/space.ts';
import type { Drawn, Nodes } from './notation.ts';
import { X, binary } from './spaces.ts';
import { NODES_OF_VAE, WIRES_OF_VAE } from './vae.ts';

const vae = (name: string, nodes: Nodes, wires = `${WIRES_OF_VAE} prior.out>z.p`, columns: Drawn['columns'] = X): Drawn => ({
  name,
  nodes: { ...NODES_OF_VAE, ...nodes },
  wires,
  columns,
});
const likelihood = (name: string, nodes: Nodes, wires: string, columns: Drawn['columns'] = X): Drawn => ({
  name,
  nodes: { d: ['Dataset'], dec: ['Decoder'], x: ['Observed'], nll: ['NLL'], opt: ['Optimiser'], ...nodes },
  wires: `${wires} dec.out>x.p d.x>x.data x.variable>nll.variables nll.out>opt.objectives`,
  columns,
});

export const REFUSED: readonly Drawn[] = [
  vae(
    'dataset-into-decoder',
    {},
    'd.x>dec.x dec.out>x.p d.x>x.data x.variable>elbo.variables elbo.out>opt.objectives d.x>enc.x enc.out>z.q prior.out>z.p',
  ),
  vae('latent-that-generates-itself', {}, `${WIRES_OF_VAE} dec.out>z.p`),
  vae('nll-on-a-vae', { elbo: ['NLL'] }),
  vae(
    'two-models-one-dataset',
    { p2: ['Prior', { learn: true }], x2: ['Observed'], nll: ['NLL'], opt2: ['Optimiser'] },
    `${WIRES_OF_VAE} prior.out>z.p p2.out>x2.p d.x>x2.data x2.variable>nll.variables nll.out>opt2.objectives`,
  ),
  vae('unknown-latent-size', { enc: ['Encoder'] }),
  vae(
    'one-network-two-signatures',
    { enc: ['Encoder', { size: 3 }], net: ['MLP'] },
    `${WIRES_OF_VAE} prior.out>z.p net.out>enc.network net.out>dec.network`,
  ),
  vae(
    'two-latents-whose-q-read-each-other',
    { z2: ['Latent'], e2: ['Encoder', { size: 2 }], p2: ['Prior'] },
    `${WIRES_OF_VAE} prior.out>z.p z2.z>enc.condition z.z>e2.x e2.out>z2.q p2.out>z2.p z2.z>dec.condition`,
  ),
  vae('space-clash', { prior: ['Prior', { size: 3 }] }),
  vae('deterministic-posterior', { enc: ['Encoder', { size: 2, family: 'deterministic' }] }),
  vae('deterministic-decoder', { dec: ['Decoder', { likelihood: 'deterministic' }] }),
  vae('posterior-without-gradient', { enc: ['Decoder'], prior: ['Prior', { family: 'bernoulli', size: 2 }] }),
  vae('beta-in-iwae', { elbo: ['ELBO', { samples: 3, beta: 2 }] }),
  vae('free-bits-without-closed-form', { elbo: ['ELBO', { freeBits: 1 }], prior: ['Prior', { family: 'mixture' }] }),
  likelihood('nonlinear-latent-without-q', { pz: ['Prior', { size: 2 }], z: ['Latent'] }, 'pz.out>z.p z.z>dec.x'),
  likelihood(
    'many-classes-of-many',
    { pz: ['Prior', { family: 'categorical', classes: 3, count: 4 }], z: ['Latent'] },
    'pz.out>z.p z.z>dec.x',
  ),
  vae('given-without-data', { y: ['Given', { size: 3 }] }, `${WIRES_OF_VAE} prior.out>z.p y.out>dec.condition`),
  vae('latent-wired-beside-what-it-explains', {}, `${WIRES_OF_VAE} prior.out>z.p z.variable>elbo.variables`),
  vae('deterministic-decoder-of-bits', { dec: ['Decoder', { likelihood: 'deterministic' }] }, `${WIRES_OF_VAE} prior.out>z.p`, {
    x: binary(2),
  }),
  {
    name: 'likelihood-of-a-latent-without-q',
    nodes: { pz: ['Prior', { size: 2, learn: true }], z: ['Latent'], nll: ['NLL'], opt: ['Optimiser'] },
    wires: 'pz.out>z.p z.variable>nll.variables nll.out>opt.objectives',
    columns: X,
  },
  likelihood(
    'hidden-and-scored',
    { py: ['Prior', { family: 'categorical', learn: true }], y: ['Observed'], nll: ['NLL', { hidden: ['y'] }] },
    'py.out>y.p d.y>y.data y.x>dec.x y.variable>nll.variables',
    { x: real(2), y: tokens(2) },
  ),
  likelihood('no-p', { z: ['Latent', { size: 2 }] }, 'z.z>dec.x'),
  likelihood('column-missing', { y: ['Given'] }, 'd.y>y.data y.out>dec.x'),
  likelihood(
    'hidden-continuous',
    { pw: ['Prior', { learn: true }], w: ['Observed'], nll: ['NLL', { hidden: ['w'] }] },
    'pw.out>w.p d.factors>w.data w.x>dec.x',
    { x: real(2), factors: real(2) },
  ),
  likelihood('embedding-of-numbers', { g: ['Given'], emb: ['Embedding'] }, 'd.factors>g.data g.out>emb.x emb.out>dec.x', {
    x: real(2),
    factors: real(3),
  }),
  likelihood('empty-convolution', { g: ['Given'], net: ['ConvNet', { channels: [] }] }, 'd.y>g.data g.out>dec.x net.out>dec.network', {
    x: real(6, 6, 1),
    y: tokens(2),
  }),
];
