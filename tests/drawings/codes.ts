/** Discrete latents: codes from a table that follows the features, and priors over them. */
import { real, tokens } from '../../src/graph/space.ts';
import type { Drawn, Nodes } from './notation.ts';
import { altered } from './notation.ts';
import { binary } from './spaces.ts';

const IMAGE = { x: binary(4, 4, 1) };
const FIRST: Nodes = {
  d: ['Dataset'],
  feat: ['Apply', { shape: [2, 3] }],
  book: ['Codebook', { codes: 5 }],
  z: ['Latent'],
  emb: ['Apply', { shape: [2, 3] }],
  dec: ['Decoder'],
  even: ['Prior', { family: 'categorical' }],
  x: ['Observed'],
  elbo: ['ELBO'],
  opt: ['Optimiser'],
};
const AUTOENCODER = `d.x>feat.x feat.out>book.x book.out>z.q z.z>emb.x book.table>emb.network emb.out>dec.x dec.out>x.p d.x>x.data
  x.variable>elbo.variables elbo.out>opt.objectives`;
const SECOND: Nodes = { ar: ['Autoregressive'], made: ['MADE', { hidden: [8] }], nll: ['NLL'], opt2: ['Optimiser', { phase: 2 }] };
const PRIOR = 'made.out>ar.network ar.out>z.p even.out>z.regulariser z.variable>nll.variables nll.out>opt2.objectives';

const VQ: Drawn = { name: 'vq-vae', nodes: { ...FIRST, ...SECOND }, wires: `${AUTOENCODER} ${PRIOR}`, columns: IMAGE };
const PLAIN: Drawn = { name: 'vq-vae-even-prior', nodes: FIRST, wires: `${AUTOENCODER} even.out>z.p`, columns: IMAGE };
const { emb: _, ...WITHOUT_TABLE } = FIRST;
const but = (name: string, d: Drawn, change: Parameters<typeof altered>[1], columns = d.columns): Drawn => ({
  ...altered(d, change),
  name,
  columns,
});

export const CODES: readonly Drawn[] = [
  VQ,
  but(
    'vq-vae-class-conditional-prior',
    VQ,
    { nodes: { y: ['Given'], label: ['Embedding', { size: 2 }] }, wires: 'd.y>y.data y.out>label.x label.out>ar.condition' },
    { ...IMAGE, y: tokens(2) },
  ),
  // pictures of codes, and a PixelCNN over them
  but('vq-vae-of-images', VQ, {
    nodes: {
      down: ['ConvNet', { channels: [4], activation: 'tanh' }],
      feat: ['Apply', { shape: [2, 2, 3] }],
      emb: ['Apply', { shape: [2, 2, 3] }],
      up: ['ConvNet', { channels: [4], activation: 'tanh' }],
      cnn: ['PixelCNN', { layers: 1, channels: 4 }],
    },
    wires: 'down.out>feat.network up.out>dec.network cnn.out>ar.network',
    without: 'made.out>ar.network',
  }),
  PLAIN,
  // the prior is learnt beside the rest: what it finds likely pulls at the features, too
  but('vq-vae-with-a-joint-prior', PLAIN, { nodes: { even: ['Prior', { family: 'categorical', learn: true }] } }),
  // the decoder reads the codes themselves, and not their vectors
  but(
    'vq-vae-without-its-table',
    { ...PLAIN, nodes: WITHOUT_TABLE },
    { wires: 'z.z>dec.x', without: 'z.z>emb.x book.table>emb.network emb.out>dec.x' },
  ),
  but('vq-vae-weighed', PLAIN, { nodes: { elbo: ['ELBO', { samples: 3 }] } }),
  but('vq-vae-of-one-code', PLAIN, { nodes: { feat: ['Apply', { shape: [3] }], emb: ['Apply', { shape: [3] }] } }, { x: real(2) }),
  but('vq-vae-that-looks-up-another-shape', PLAIN, { nodes: { emb: ['Apply', { shape: [2, 4] }] } }),
  but('table-of-codes-for-something-else', PLAIN, { wires: 'book.table>feat.network' }),
  but('codebook-of-tokens', PLAIN, { wires: 'd.x>book.x', without: 'feat.out>book.x' }, { x: tokens(4, 3) }),
];
