/** Variational autoencoders: latents with a q. */
import { tokens } from '../../src/graph/space.ts';
import type { Drawn, Nodes } from './notation.ts';
import { X, XY, binary, levels } from './spaces.ts';

export const NODES_OF_VAE: Nodes = {
  d: ['Dataset'],
  enc: ['Encoder', { size: 2 }],
  prior: ['Prior'],
  z: ['Latent'],
  dec: ['Decoder'],
  x: ['Observed'],
  elbo: ['ELBO'],
  opt: ['Optimiser'],
};
/** All but the prior. */
export const WIRES_OF_VAE = 'd.x>enc.x enc.out>z.q z.z>dec.x dec.out>x.p d.x>x.data x.variable>elbo.variables elbo.out>opt.objectives';
const vae = (name: string, nodes: Nodes = {}, wires = '', columns: Drawn['columns'] = X): Drawn => ({
  name,
  nodes: { ...NODES_OF_VAE, ...nodes },
  wires: `${WIRES_OF_VAE} prior.out>z.p ${wires}`,
  columns,
});
const GIVEN_Y = 'd.y>y.data y.out>enc.condition y.out>dec.condition';
/** Three clusters c, each with its own Gaussian over z. */
const CLUSTERS: Nodes = { c: ['Latent'], pc: ['Prior', { family: 'categorical', classes: 3 }], dz: ['Decoder'] };
const CLUSTERED = `${WIRES_OF_VAE} pc.out>c.p c.z>dz.x dz.out>z.p`;
const { prior: _, ...WITHOUT_PRIOR } = NODES_OF_VAE;

export const VAES: readonly Drawn[] = [
  vae('vae'),
  vae('iwae', { elbo: ['ELBO', { samples: 5 }] }),
  {
    ...vae('hierarchical-vae', { enc: ['Encoder', { size: 3 }], enc2: ['Encoder', { size: 2 }], z2: ['Latent'], dec1: ['Decoder'] }),
    wires: `${WIRES_OF_VAE} prior.out>z2.p z2.z>dec1.x dec1.out>z.p z.z>enc2.x enc2.out>z2.q`,
  },
  vae(
    'beta-vae-regulariser',
    { elbo: ['ELBO', { beta: 4 }], prior: ['Prior', { family: 'mixture', components: 4 }], reg: ['Prior'] },
    'reg.out>z.regulariser',
  ),
  vae(
    'prior-in-phase-2',
    {
      prior: ['Prior', { family: 'mixture', components: 4 }],
      reg: ['Prior'],
      nll: ['NLL'],
      opt2: ['Optimiser', { phase: 2, thaw: ['enc'] }],
    },
    'reg.out>z.regulariser z.variable>nll.variables nll.out>opt2.objectives',
  ),
  // z2 is above x by the wired p of z, but not by the regulariser that takes its place in phase 1
  {
    ...vae('hierarchical-prior-in-phase-2', {
      reg: ['Prior'],
      z2: ['Latent'],
      dec1: ['Decoder'],
      enc2: ['Encoder', { size: 3 }],
      elbo2: ['ELBO'],
      opt2: ['Optimiser', { phase: 2 }],
    }),
    wires: `${WIRES_OF_VAE} prior.out>z2.p z2.z>dec1.x dec1.out>z.p z.z>enc2.x enc2.out>z2.q reg.out>z.regulariser z.variable>elbo2.variables elbo2.out>opt2.objectives`,
  },
  vae('vae-mixture-prior', { prior: ['Prior', { family: 'mixture', components: 4 }] }),
  vae('vae-learnt-prior', { prior: ['Prior', { learn: true }] }),
  vae('vae-full-prior', { prior: ['Prior', { learn: true, covariance: 'full' }] }),
  vae('conditional-vae', { y: ['Given'] }, GIVEN_Y, XY),
  vae('conditional-iwae', { y: ['Given'], elbo: ['ELBO', { samples: 4 }] }, GIVEN_Y, XY),
  {
    name: 'vae-gmm-over-z',
    nodes: { ...WITHOUT_PRIOR, ...CLUSTERS },
    wires: CLUSTERED,
    columns: X,
  },
  {
    name: 'iwae-over-enumerated-clusters',
    nodes: { ...WITHOUT_PRIOR, ...CLUSTERS, elbo: ['ELBO', { samples: 4 }] },
    wires: CLUSTERED,
    columns: X,
  },
  vae('categorical-latent-vae', {
    enc: ['Encoder', { family: 'categorical', size: 2, classes: 3 }],
    prior: ['Prior', { family: 'categorical' }],
  }),
  vae('bernoulli-latent-vae', {
    enc: ['Encoder', { family: 'bernoulli', size: 3 }],
    prior: ['Prior', { family: 'bernoulli', learn: true }],
  }),
  vae('levels-vae', {}, '', { x: levels(5, 3) }),
  vae('levels-vae-categorical', { dec: ['Decoder', { likelihood: 'categorical' }] }, '', { x: levels(5, 3) }),
  vae('predicted-scale-vae', { dec: ['Decoder', { scale: 'predicted', logScale: -1 }] }),
  vae(
    'binary-image-vae',
    { down: ['ConvNet', { channels: [3, 4], hidden: 5 }], up: ['ConvNet', { channels: [3, 4], hidden: 5, norm: 'group' }] },
    'down.out>enc.network up.out>dec.network',
    {
      x: binary(6, 5, 1),
    },
  ),
  vae('token-sequence-vae', {}, '', { x: tokens(3, 4) }),
  vae('warm-up-vae', { elbo: ['ELBO', { beta: 2, warmup: 10 }] }),
  vae('free-bits-vae', { elbo: ['ELBO', { freeBits: 0.5 }] }),
  vae('thaw-in-phase-2', { opt2: ['Optimiser', { phase: 2, thaw: ['dec'] }] }, 'elbo.out>opt2.objectives'),
  vae('phase-2-with-nothing-to-train', { opt2: ['Optimiser', { phase: 2 }] }, 'elbo.out>opt2.objectives'),
  vae('two-optimisers-on-one-parameter', { opt2: ['Optimiser'] }, 'elbo.out>opt2.objectives'),
  vae(
    'embedded-label-vae',
    { y: ['Given'], emb: ['Embedding', { size: 4 }] },
    'd.y>y.data y.out>emb.x emb.out>enc.condition emb.out>dec.condition',
    XY,
  ),
  {
    ...vae('shared-features-vae', { feat: ['Apply', { shape: [6] }], net: ['MLP', { hidden: [7], activation: 'tanh', norm: 'layer' }] }),
    wires: `${WIRES_OF_VAE} prior.out>z.p d.x>feat.x net.out>feat.network feat.out>enc.x`.replace('d.x>enc.x ', ''),
  },
  {
    ...vae('custom-network', { net: ['CustomNetwork', { subgraph: 'layers' }] }, 'net.out>enc.network'),
    subgraphs: {
      layers: {
        nodes: {
          in: ['LayerInput'],
          wide: ['Dense', { units: 6 }],
          norm: ['LayerNorm'],
          act: ['Activation', { function: 'silu' }],
          skip: ['Dense', { units: 6 }],
          sum: ['Add'],
          drop: ['Dropout', { rate: 0.25 }],
          out: ['LayerOutput'],
        },
        wires: 'in.out>wide.x wide.out>norm.x norm.out>act.x in.out>skip.x act.out>sum.x skip.out>sum.x sum.out>drop.x drop.out>out.x',
      },
    },
  },
  // draws of a model that has learnt go on teaching its q
  vae(
    'q-taught-in-sleep',
    { sleep: ['Sleep'], opt2: ['Optimiser', { phase: 2, thaw: ['enc'] }] },
    'z.variable>sleep.variables sleep.out>opt2.objectives',
  ),
  vae('sleep-over-data', { sleep: ['Sleep'] }, 'x.variable>sleep.variables sleep.out>opt.objectives'),
  vae(
    'sleep-of-a-point',
    { enc: ['Encoder', { size: 2, family: 'deterministic' }], sleep: ['Sleep'], elbo: ['Reconstruction'] },
    'z.variable>sleep.variables sleep.out>opt.objectives',
  ),
  { ...vae('muted-network', { net: ['MLP', { hidden: [9] }] }, 'net.out>enc.network'), muted: ['net'] },
  { ...vae('muted-decoder'), muted: ['dec'] },
  { ...vae('latent-without-p'), wires: WIRES_OF_VAE, nodes: WITHOUT_PRIOR },
  {
    ...vae('no-optimiser'),
    wires: `${WIRES_OF_VAE} prior.out>z.p`.replace('elbo.out>opt.objectives', ''),
    nodes: without(NODES_OF_VAE, 'opt'),
  },
  vae(
    'vae-with-hidden-label',
    { y: ['Observed'], py: ['Prior', { family: 'categorical', learn: true }], elbo: ['ELBO', { hidden: ['y'] }] },
    'py.out>y.p d.y>y.data y.x>dec.condition',
    XY,
  ),
  vae(
    'vae-whose-q-reads-a-hidden-label',
    { y: ['Observed'], py: ['Prior', { family: 'categorical', learn: true }], elbo: ['ELBO', { hidden: ['y'] }] },
    'py.out>y.p d.y>y.data y.x>dec.condition y.x>enc.condition',
    XY,
  ),
];

function without(nodes: Nodes, id: string): Nodes {
  return Object.fromEntries(Object.entries(nodes).filter(([n]) => n !== id));
}
