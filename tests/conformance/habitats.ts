/** For every kind of node, a small drawing it can stand in, so that each of its settings can be built. */
import type { Params } from '../../src/graph/model.ts';
import { real, type Space } from '../../src/graph/space.ts';
import { drawing } from '../drawings/all.ts';
import { type Drawn, type Nodes, altered } from '../drawings/notation.ts';
import { XY, levels } from '../drawings/spaces.ts';

/** The node under test is called `it`. */
type Habitat = (params: Params) => Drawn;
/** The node of a drawing that goes by another name there. */
const at =
  (name: string, id: string): Habitat =>
  (params) => {
    const d = drawing(name);
    const rename = (text: string): string => text.replaceAll(new RegExp(`\\b${id}\\.`, 'g'), 'it.');
    const { [id]: node, ...others } = d.nodes;
    if (!node) throw new Error(`${name} has no ${id}`);
    return { ...d, nodes: { ...others, it: [node[0], { ...node[1], ...params }] }, wires: rename(d.wires) };
  };
const on =
  (columns: Readonly<Record<string, Space>>, habitat: Habitat): Habitat =>
  (params) => ({ ...habitat(params), columns });

/** x [4] through a Reshape to an image [2, 2, 1] where the layer wants one, and on to the output. */
const layer =
  (kind: string, image = false): Habitat =>
  (params) => {
    const nodes: Nodes = {
      in: ['LayerInput'],
      ...(image && { image: ['Reshape', { shape: [2, 2, 1] }] as const }),
      it: [kind, params],
      out: ['LayerOutput'],
    };
    const wires = `${image ? 'in.out>image.x image.out>it.x' : 'in.out>it.x'} it.out>out.x`;
    return { ...drawing('custom-network'), columns: { x: real(4) }, subgraphs: { layers: { nodes, wires } } };
  };
const inner =
  (nodes: (params: Params) => Nodes, wires: string): Habitat =>
  (params) => ({
    ...altered(drawing('custom-network'), { nodes: { y: ['Given'] }, wires: 'd.y>y.data y.out>enc.condition' }),
    columns: XY,
    subgraphs: { layers: { nodes: nodes(params), wires } },
  });

/** The families of Prior and Encoder that fit each other. */
const fitting = (family: unknown): 'gaussian' | 'bernoulli' | 'categorical' =>
  family === 'bernoulli' || family === 'categorical' ? family : 'gaussian';
const prior: Habitat = (params) => {
  const family = fitting(params.family);
  const classes = family === 'categorical' ? { classes: params.classes ?? 3 } : {};
  // a categorical whose classes are given is one variable, unless it is told how many
  const size = family === 'categorical' && typeof params.classes === 'number' ? 1 : 2;
  return altered(at('vae', 'prior')(params), { nodes: { enc: ['Encoder', { family, size, ...classes }] } });
};
const encoder: Habitat = (params) => {
  const family = fitting(params.family);
  const own: Params = family === 'categorical' ? { family, classes: params.classes ?? 3, count: 2 } : { family, size: 2 };
  return altered(at('vae', 'enc')({ classes: family === 'categorical' ? 3 : null, ...params }), { nodes: { prior: ['Prior', own] } });
};
const decoder: Habitat = (params) => on({ x: params.likelihood === 'categorical' ? levels(4, 2) : real(2) }, at('vae', 'dec'))(params);

/** Levels, which every likelihood fits; symbols where a setting is about them. */
const autoregressive: Habitat = (params) =>
  at(['end', 'topK', 'topP'].some((name) => typeof params[name] === 'number') ? 'ar-categorical' : 'ar-levels', 'ar')(params);
/** What a network learns by, on each path. */
const LEARNT: Readonly<Record<string, string>> = { ve: 'ScoreMatching', straight: 'FlowMatching' };
const noiseSchedule: Habitat = (params) =>
  altered(at('ddpm', 'sch')(params), { nodes: { obj: [LEARNT[String(params.path)] ?? 'Denoising'] } });
/** Settings of a Diffusion, on a path that has them. */
const diffusion: Habitat = ({ predicts, sampler, guidance, ...params }) => {
  const name =
    predicts === 'velocity'
      ? 'flow-matching'
      : predicts === 'score' || sampler === 'langevin'
        ? 'ncsn'
        : predicts === 'edm'
          ? 'edm'
          : guidance !== undefined
            ? 'guided-diffusion'
            : 'ddpm';
  return at(
    name,
    'diff',
  )({
    ...params,
    ...(predicts !== undefined && { predicts }),
    ...(sampler !== undefined && { sampler }),
    ...(guidance !== undefined && { guidance }),
  });
};

const read: Habitat = inner(
  (params) => ({ it: ['LayerInput', params], wide: ['Dense'], out: ['LayerOutput'] }),
  'it.out>wide.x wide.out>out.x',
);
/** A network that is told a time. */
const timed: Habitat = (params) => ({
  ...drawing('diffusion-by-a-network-of-layers'),
  subgraphs: {
    layers: {
      nodes: { it: ['LayerInput', params], wide: ['Dense', { units: 2 }], out: ['LayerOutput'] },
      wires: 'it.out>wide.x wide.out>out.x',
    },
  },
});

/** The encoder of a VAE in a group, its ends wherever the group is; `ports` are the nodes of its border. */
const grouped = (group: Params, ports: Nodes): Drawn => ({
  ...altered(drawing('vae'), {
    nodes: { it: ['Group', { subgraph: 'inside', ...group }] },
    wires: 'd.x>it.from it.to>z.q',
    without: 'd.x>enc.x enc.out>z.q',
  }),
  subgraphs: {
    inside: { kind: 'group', nodes: { inner: ['Encoder', { size: 2 }], ...ports }, wires: 'from.out>inner.x inner.out>to.in' },
  },
});

export const HABITATS: Readonly<Record<string, Habitat>> = {
  Dataset: at('vae', 'd'),
  Given: at('classifier', 'g'),
  Latent: at('vae', 'z'),
  Observed: at('vae', 'x'),
  Prior: prior,
  Encoder: encoder,
  Decoder: decoder,
  Coupling: at('realnvp', 'c1'),
  SplineCoupling: at('spline-flow', 's'),
  MaskedAutoregressive: at('maf', 'f'),
  Permute: at('maf', 'p'),
  ActNorm: at('realnvp-with-actnorm', 'a1'),
  InvertibleLinear: at('linear-flow', 'w1'),
  Squeeze: at('glow-of-images', 'q'),
  Split: at('glow-of-images', 's'),
  Logit: at('logit-flow', 'l'),
  Dequantise: at('dequantised-flow', 'u'),
  Autoregressive: autoregressive,
  PixelCNN: at('pixelcnn', 'cnn'),
  GPT: (params) => at('gpt', 'gpt')({ size: 16, ...params }),
  LSTM: at('lstm', 'lstm'),
  MADE: at('maf', 'made'),
  Codebook: at('vq-vae-even-prior', 'book'),
  NoiseSchedule: noiseSchedule,
  Diffusion: diffusion,
  UNet: at('diffusion-on-images', 'den'),
  Denoiser: at('diffusion-on-pixels', 'den'),
  ConditionDropout: at('guided-diffusion', 'drop'),
  Denoising: (params) => at(params.weighting === 'edm' ? 'edm' : 'ddpm', 'obj')(params),
  FlowMatching: at('flow-matching', 'obj'),
  ScoreMatching: at('ncsn', 'obj'),
  Generator: at('gan', 'gen'),
  Mixture: at('mixture-of-flow-and-gaussian', 'mix'),
  Product: at('product-of-two-energies', 'prod'),
  Temperature: at('tempered-mixture', 't'),
  Energy: at('ebm-persistent', 'e'),
  RBM: at('rbm', 'r'),
  MLP: at('shared-features-vae', 'net'),
  ConvNet: at('binary-image-vae', 'down'),
  CustomNetwork: (params) => at('custom-network', 'net')({ subgraph: 'layers', ...params }),
  Apply: at('shared-features-vae', 'feat'),
  Embedding: at('embedded-label-vae', 'emb'),
  NLL: at('gmm-latent', 'nll'),
  ELBO: at('vae', 'elbo'),
  Contrastive: at('clip', 'con'),
  ContrastiveDivergence: at('ebm-persistent', 'cd'),
  Reconstruction: at('autoencoder', 'rec'),
  Sleep: at('infogan', 'sleep'),
  Adversarial: at('gan', 'adv'),
  Optimiser: at('vae', 'opt'),
  Group: (params) => grouped(params, { from: ['GroupInput'], to: ['GroupOutput'] }),
  GroupInput: (params) => grouped({}, { from: ['GroupInput', params], to: ['GroupOutput'] }),
  GroupOutput: (params) => grouped({}, { from: ['GroupInput'], to: ['GroupOutput', params] }),
  Reroute: (params) =>
    altered(drawing('vae'), { nodes: { it: ['Reroute', params] }, wires: 'd.x>it.in it.out>enc.x', without: 'd.x>enc.x' }),
  Note: (params) => altered(drawing('vae'), { nodes: { it: ['Note', params] } }),
  LayerInput: (params) => (params.role === 'time' ? timed(params) : read(params)),
  LayerOutput: inner(
    (params) => ({ in: ['LayerInput'], wide: ['Dense', { units: 4 }], it: ['LayerOutput', params] }),
    'in.out>wide.x wide.out>it.x',
  ),
  Dense: layer('Dense'),
  Conv2D: layer('Conv2D', true),
  ConvTranspose2D: layer('ConvTranspose2D', true),
  Upsample: layer('Upsample', true),
  Activation: layer('Activation'),
  GroupNorm: layer('GroupNorm', true),
  LayerNorm: layer('LayerNorm'),
  Dropout: layer('Dropout'),
  Reshape: layer('Reshape'),
  Concat: layer('Concat'),
  Add: layer('Add'),
  TokenEmbedding: inner(
    (params) => ({ in: ['LayerInput', { role: 'condition' }], it: ['TokenEmbedding', params], out: ['LayerOutput'] }),
    'in.out>it.x it.out>out.x',
  ),
};
