/** Diffusions: chains, continuous paths, guided, as priors of latents, and what does not fit together. */
import type { Params } from '../../src/graph/model.ts';
import type { Drawn, Nodes } from './notation.ts';
import { X, XY, levels, unit } from './spaces.ts';
import { NODES_OF_VAE, WIRES_OF_VAE } from './vae.ts';

/** Few levels and steps, and a small smooth network whose last layer does not start at zero. */
const SHORT: Params = { levels: 4 };
const PARTS: Nodes = {
  base: ['Prior'],
  sch: ['NoiseSchedule', SHORT],
  den: ['MLP', { hidden: [4], activation: 'tanh', lastGain: 1 }],
  diff: ['Diffusion', { odeSteps: 3 }],
};
const INTO = 'base.out>diff.base sch.out>diff.schedule den.out>diff.denoiser';
const STRAIGHT: Nodes = { sch: ['NoiseSchedule', { path: 'straight' }], diff: ['Diffusion', { steps: 2, odeSteps: 3 }] };
const MATCHING: Nodes = { ...STRAIGHT, obj: ['FlowMatching'] };
const VE: Nodes = {
  sch: ['NoiseSchedule', { ...SHORT, path: 've', sigmaMin: 0.1, sigmaMax: 5 }],
  diff: ['Diffusion', { odeSteps: 3, repeats: 2 }],
};
const model = (name: string, nodes: Nodes = {}, wires = '', columns: Drawn['columns'] = X, port = 'variable'): Drawn => ({
  name,
  nodes: { d: ['Dataset'], ...PARTS, x: ['Observed'], obj: ['Denoising'], opt: ['Optimiser'], ...nodes },
  wires: `${INTO} diff.out>x.p d.x>x.data x.variable>obj.${port} obj.out>opt.objectives ${wires}`,
  columns,
});
const { prior: _, ...VAE } = NODES_OF_VAE;
/** The VAE with a diffusion where its prior was. */
const latent = (name: string, nodes: Nodes, wires: string): Drawn => ({
  name,
  nodes: Object.fromEntries(
    Object.entries({ ...VAE, ...PARTS, ...nodes }).filter(([id]) => new RegExp(`\\b${id}\\.`).test(`${INTO} ${wires}`)),
  ),
  wires: `${INTO} ${wires}`,
  columns: X,
});
const SECOND: Nodes = { reg: ['Prior'], obj: ['Denoising'], opt2: ['Optimiser', { phase: 2 }] };
const SECOND_WIRES = 'diff.out>z.p reg.out>z.regulariser z.variable>obj.variable obj.out>opt2.objectives';
const LABELLED = 'd.y>y.data y.out>emb.x';
const GUIDED: Nodes = { diff: ['Diffusion', { odeSteps: 3, guidance: 2 }], y: ['Given'], emb: ['Embedding', { size: 3 }] };

export const DIFFUSIONS: readonly Drawn[] = [
  model('ddpm'),
  model('ddpm-by-nll', { obj: ['NLL'] }, '', X, 'variables'),
  model('ddpm-by-ode', { diff: ['Diffusion', { odeSteps: 3, likelihood: 'ode' }] }),
  model('cosine-ddim-min-snr', {
    sch: ['NoiseSchedule', { ...SHORT, path: 'cosine' }],
    diff: ['Diffusion', { odeSteps: 3, sampler: 'ddim', eta: 0.5, steps: 2, clip: 3, variance: 'small' }],
    obj: ['Denoising', { weighting: 'min-snr' }],
  }),
  model('edm', {
    sch: ['NoiseSchedule', { path: 'edm', sigmaMin: 0.1, sigmaMax: 5 }],
    diff: ['Diffusion', { odeSteps: 3, steps: 3 }],
    obj: ['Denoising', { weighting: 'edm' }],
  }),
  model('dpm-solver-guessing-x0', { diff: ['Diffusion', { odeSteps: 3, predicts: 'x0', sampler: 'dpm-solver', steps: 3 }] }),
  model('ncsn', { ...VE, obj: ['ScoreMatching'] }),
  model('flow-matching', { ...MATCHING, base: ['Prior', { family: 'mixture', components: 2 }] }),
  model('flow-matching-from-a-gaussian', MATCHING),
  model('continuous-flow-by-nll', { ...STRAIGHT, obj: ['NLL'] }, '', X, 'variables'),
  model('diffusion-on-pixels', { den: ['Denoiser', { width: 5, embedding: 4, lastGain: 1 }] }, '', { x: unit(3, 3, 1) }),
  model('diffusion-on-images', { den: ['UNet', { channels: [2, 3], embedding: 3, lastGain: 1 }] }, '', { x: unit(4, 5, 1) }),
  model('u-net-on-points', { den: ['UNet'] }),
  {
    ...model('diffusion-by-a-network-of-layers', { den: ['CustomNetwork', { subgraph: 'layers' }] }),
    subgraphs: {
      layers: {
        nodes: {
          in: ['LayerInput'],
          time: ['LayerInput', { role: 'time' }],
          both: ['Concat'],
          wide: ['Dense', { units: 5 }],
          act: ['Activation', { function: 'silu' }],
          last: ['Dense', { units: 2 }],
          out: ['LayerOutput'],
        },
        wires: 'in.out>both.x time.out>both.x both.out>wide.x wide.out>act.x act.out>last.x last.out>out.x',
      },
    },
  },
  model('diffusion-on-levels', {}, '', { x: levels(4, 2) }),
  model(
    'conditional-diffusion',
    { y: ['Given'], emb: ['Embedding', { size: 3 }] },
    `${LABELLED} emb.out>diff.condition y.out>diff.condition`,
    XY,
  ),
  model(
    'guided-diffusion',
    { ...GUIDED, drop: ['ConditionDropout', { rate: 0.5 }] },
    `${LABELLED} emb.out>drop.x drop.out>diff.condition`,
    XY,
  ),
  model('guidance-without-dropout', GUIDED, `${LABELLED} emb.out>diff.condition`, XY),
  model('guidance-without-condition', { diff: ['Diffusion', { guidance: 2 }] }),
  model('ddpm-from-a-mixture', { base: ['Prior', { family: 'mixture', components: 2 }] }),
  model('ddpm-from-a-learnt-gaussian', { base: ['Prior', { learn: true }] }),
  model('epsilon-on-a-straight-path', { ...MATCHING, diff: ['Diffusion', { predicts: 'epsilon' }] }),
  model('ancestral-on-a-straight-path', { ...MATCHING, diff: ['Diffusion', { sampler: 'ancestral' }] }),
  model('langevin-on-ddpm', { diff: ['Diffusion', { sampler: 'langevin' }] }),
  model('bound-on-a-straight-path', { ...MATCHING, diff: ['Diffusion', { likelihood: 'bound' }] }),
  model('denoising-of-velocities', { ...STRAIGHT }),
  model('flow-matching-of-epsilon', { obj: ['FlowMatching'] }),
  model('edm-weights-on-ddpm', { obj: ['Denoising', { weighting: 'edm' }] }),
  model('schedule-without-range', { ...VE, sch: ['NoiseSchedule', { path: 've', sigmaMin: 2, sigmaMax: 1 }], obj: ['ScoreMatching'] }),
  {
    name: 'denoising-of-a-gaussian',
    nodes: { d: ['Dataset'], prior: ['Prior', { learn: true }], x: ['Observed'], obj: ['Denoising'], opt: ['Optimiser'] },
    wires: 'prior.out>x.p d.x>x.data x.variable>obj.variable obj.out>opt.objectives',
    columns: X,
  },
  latent('latent-diffusion', SECOND, `${WIRES_OF_VAE} ${SECOND_WIRES}`),
  latent(
    'latent-diffusion-flow-decoder',
    { ...SECOND, c: ['Coupling'] },
    `${WIRES_OF_VAE.replace('dec.out>x.p', 'dec.out>c.base z.z>c.condition c.out>x.p')} ${SECOND_WIRES}`,
  ),
  latent('lsgm-joint', {}, `${WIRES_OF_VAE} diff.out>z.p`),
  latent(
    'diffusion-autoencoder',
    { prior: ['Prior'] },
    `${WIRES_OF_VAE.replace('z.z>dec.x dec.out>x.p', 'z.z>diff.condition diff.out>x.p')} prior.out>z.p`,
  ),
  latent(
    'denoising-beside-a-latent',
    { prior: ['Prior'], elbo: ['Denoising'] },
    `${WIRES_OF_VAE.replace('z.z>dec.x dec.out>x.p', 'z.z>diff.condition diff.out>x.p').replace('elbo.variables', 'elbo.variable')} prior.out>z.p`,
  ),
  latent(
    'diffusion-as-posterior',
    { prior: ['Prior'], feat: ['Apply', { shape: [3] }], z: ['Latent', { size: 2 }] },
    `${WIRES_OF_VAE.replace('d.x>enc.x enc.out>z.q', 'd.x>feat.x feat.out>diff.condition diff.out>z.q')} prior.out>z.p`,
  ),
];
