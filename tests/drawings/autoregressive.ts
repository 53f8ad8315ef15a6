/** Autoregressive models: of vectors, images and text, as a model and as a prior over codes. */
import { type Space, real, tokens } from '../../src/graph/space.ts';
import type { Drawn, Nodes } from './notation.ts';
import { binary, levels } from './spaces.ts';
import { NODES_OF_VAE, WIRES_OF_VAE } from './vae.ts';

const ar = (name: string, nodes: Nodes, wires: string, columns: Drawn['columns']): Drawn => ({
  name,
  nodes: { d: ['Dataset'], ar: ['Autoregressive'], x: ['Observed'], nll: ['NLL'], opt: ['Optimiser'], ...nodes },
  wires: `${wires} ar.out>x.p d.x>x.data x.variable>nll.variables nll.out>opt.objectives`,
  columns,
});
const SEQUENCE: Space = { ...tokens(3, 4), layout: 'sequence' };
const MADE: Nodes = { made: ['MADE', { hidden: [8], activation: 'tanh' }] };
const READS_MADE = 'made.out>ar.network';
const GPT: Nodes = { gpt: ['GPT', { layers: 1, size: 8, heads: 2 }] };
const READS_GPT = 'gpt.out>ar.network';

export const AUTOREGRESSIVE: readonly Drawn[] = [
  ar('ar-categorical', MADE, READS_MADE, { x: tokens(3, 4) }),
  ar('ar-binary', MADE, READS_MADE, { x: binary(3) }),
  ar('ar-real', { ...MADE, ar: ['Autoregressive', { components: 2 }] }, READS_MADE, { x: real(2) }),
  ar('ar-levels', { ...MADE, ar: ['Autoregressive', { likelihood: 'mixture', components: 2 }] }, READS_MADE, { x: levels(5, 3) }),
  ar('ar-variable-length', { ...MADE, ar: ['Autoregressive', { end: 2 }] }, READS_MADE, { x: tokens(3, 4) }),
  ar('ar-sharpened', { ...MADE, ar: ['Autoregressive', { temperature: 0.7, topK: 2 }] }, READS_MADE, { x: tokens(3, 4) }),
  ar('gpt', GPT, READS_GPT, { x: SEQUENCE }),
  ar('gpt-greedy', { ...GPT, ar: ['Autoregressive', { greedy: true }] }, READS_GPT, { x: SEQUENCE }),
  ar('lstm', { lstm: ['LSTM', { size: 4, layers: 2 }] }, 'lstm.out>ar.network', { x: SEQUENCE }),
  ar('pixelcnn', { cnn: ['PixelCNN', { layers: 2, channels: 4 }] }, 'cnn.out>ar.network', { x: levels(3, 3, 3, 1) }),
  ar('pixelcnn-in-colour', { cnn: ['PixelCNN', { layers: 1, channels: 4 }] }, 'cnn.out>ar.network', { x: binary(2, 3, 2) }),
  ar(
    'class-conditional-ar',
    { ...MADE, py: ['Prior', { family: 'categorical', learn: true }], y: ['Observed'], emb: ['Embedding', { size: 2 }] },
    `${READS_MADE} py.out>y.p d.y>y.data y.x>emb.x emb.out>ar.condition y.variable>nll.variables`,
    { x: tokens(3, 4), y: tokens(2) },
  ),
  // text under two conditions of unlike spaces, neither of which it explains
  ar(
    'conditional-text-only',
    { ...GPT, y: ['Given'], f: ['Given'] },
    `${READS_GPT} d.y>y.data d.factors>f.data y.out>ar.condition f.out>ar.condition`,
    { x: SEQUENCE, y: tokens(2), factors: real(3) },
  ),
  {
    name: 'vae-ar-prior-over-gumbel-codes',
    nodes: { ...NODES_OF_VAE, enc: ['Encoder', { family: 'categorical', size: 3, classes: 4 }], prior: ['Autoregressive'] },
    wires: `${WIRES_OF_VAE} prior.out>z.p`,
    columns: { x: real(2) },
  },
  ar('ar-not-causal', { mlp: ['MLP'] }, 'mlp.out>ar.network', { x: tokens(3, 4) }),
  ar('ar-of-sharpened-reals', { ...MADE, ar: ['Autoregressive', { topP: 0.9 }] }, READS_MADE, { x: real(2) }),
  ar('ar-of-sharpened-mixtures', { ...MADE, ar: ['Autoregressive', { likelihood: 'mixture', topK: 2 }] }, READS_MADE, { x: levels(5, 3) }),
  ar('ar-of-real-levels', { ...MADE, ar: ['Autoregressive', { likelihood: 'categorical' }] }, READS_MADE, { x: real(2) }),
  ar('ar-with-a-strange-end', { ...MADE, ar: ['Autoregressive', { end: 3 }] }, READS_MADE, { x: tokens(3, 4) }),
  ar('ar-of-endless-numbers', { ...MADE, ar: ['Autoregressive', { end: 1 }] }, READS_MADE, { x: binary(4) }),
  ar('pixelcnn-of-text', { cnn: ['PixelCNN'] }, 'cnn.out>ar.network', { x: SEQUENCE }),
  ar('gpt-of-odd-heads', { gpt: ['GPT', { size: 9, heads: 2 }] }, READS_GPT, { x: SEQUENCE }),
  ar('gpt-tied-to-numbers', { gpt: ['GPT', { layers: 1, size: 8, heads: 2, tied: true }] }, READS_GPT, { x: levels(3, 4) }),
  {
    name: 'gpt-as-a-decoder-network',
    nodes: { ...NODES_OF_VAE, ...GPT },
    wires: `${WIRES_OF_VAE} prior.out>z.p gpt.out>dec.network`,
    columns: { x: real(2) },
  },
];
