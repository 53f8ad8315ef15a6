/** Two readings of one example brought together: no density, only features. */
import type { Drawn, Nodes } from './notation.ts';
import { real, tokens } from '../../src/graph/space.ts';

const READINGS: Nodes = {
  d: ['Dataset'],
  img: ['Apply', { shape: [4] }],
  txt: ['Apply', { shape: [4] }],
  con: ['Contrastive'],
  opt: ['Optimiser'],
};
const COLUMNS = { x: real(4), caption: tokens(5, 3) };
const WIRES = 'd.x>img.x d.caption>txt.x img.out>con.a txt.out>con.b con.out>opt.objectives';

export const CONTRASTIVES: readonly Drawn[] = [
  { name: 'clip', nodes: READINGS, wires: WIRES, columns: COLUMNS },
  { name: 'clip-of-two-sizes', nodes: { ...READINGS, txt: ['Apply', { shape: [3] }] }, wires: WIRES, columns: COLUMNS },
  {
    name: 'clip-on-the-codes-of-a-vae',
    nodes: {
      ...READINGS,
      enc: ['Encoder', { size: 4 }],
      prior: ['Prior'],
      z: ['Latent'],
      dec: ['Decoder'],
      x: ['Observed'],
      elbo: ['ELBO'],
    },
    wires:
      'd.x>enc.x enc.out>z.q prior.out>z.p z.z>dec.x dec.out>x.p d.x>x.data x.variable>elbo.variables elbo.out>opt.objectives z.z>img.x d.caption>txt.x img.out>con.a txt.out>con.b con.out>opt.objectives',
    columns: COLUMNS,
  },
];
