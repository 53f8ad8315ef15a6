/** NoiseSchedule: the path along which data are corrupted into noise. */
import { type Schedule, discrete, edm, straight } from '../../distributions/schedule.ts';
import type { Params } from '../../graph/model.ts';
import { defineNode } from '../define.ts';
import { type ParamSpecs, type ParamsOf, resolveParams } from '../params.ts';

const PARAMS = {
  path: {
    type: 'choice',
    label: 'Path',
    meaning: 'which corruption path',
    default: 'linear',
    options: [
      { value: 'linear', label: 'Linear betas (DDPM)' },
      { value: 'cosine', label: 'Cosine (improved DDPM)' },
      { value: 've', label: 'Growing noise (NCSN)' },
      { value: 'edm', label: 'EDM' },
      { value: 'straight', label: 'Straight line (flow matching)' },
    ],
  },
  levels: {
    type: 'number',
    label: 'Levels',
    meaning: 'noise levels T of the chain',
    default: 200,
    min: 1,
    max: 4000,
    integer: true,
    unit: 'levels',
    when: { param: 'path', in: ['linear', 'cosine', 've'] },
  },
  sigmaMin: {
    type: 'number',
    label: 'Least noise',
    meaning: 'standard deviation at the data’s end, in the units of x',
    default: 0.01,
    min: 1e-5,
    max: 10,
    scale: 'log',
    when: { param: 'path', in: ['ve', 'edm'] },
  },
  sigmaMax: {
    type: 'number',
    label: 'Most noise',
    meaning: 'standard deviation at the noise’s end: several times that of the data',
    default: 20,
    min: 0.1,
    max: 1000,
    scale: 'log',
    when: { param: 'path', in: ['ve', 'edm'] },
  },
  dataScale: {
    type: 'number',
    label: 'Scale of the data',
    meaning: 'standard deviation of x, so that the network reads numbers of about one',
    default: 1,
    min: 0.01,
    max: 100,
    when: { param: 'path', in: ['ve', 'edm'] },
  },
  rho: {
    type: 'number',
    label: 'Bend',
    meaning: 'how much of a sampler’s steps go to small noise',
    default: 7,
    min: 1,
    max: 20,
    when: { param: 'path', in: ['edm'] },
  },
  mean: {
    type: 'number',
    label: 'Mean log-noise',
    meaning: 'mean of log sigma while learning',
    default: -1.2,
    min: -10,
    max: 10,
    when: { param: 'path', in: ['edm'] },
  },
  spread: {
    type: 'number',
    label: 'Spread of log-noise',
    meaning: 'standard deviation of log sigma while learning',
    default: 1.2,
    min: 0.01,
    max: 10,
    when: { param: 'path', in: ['edm'] },
  },
} as const satisfies ParamSpecs;

const grows = (p: { readonly path: string }): boolean => p.path === 've' || p.path === 'edm';
function made(id: string, p: ParamsOf<typeof PARAMS>): Schedule {
  switch (p.path) {
    case 'straight':
      return straight(id);
    case 'edm':
      return edm(id, {
        low: p.sigmaMin,
        high: p.sigmaMax,
        rho: p.rho,
        mean: p.mean,
        spread: p.spread,
        dataScale: p.dataScale,
      });
    default:
      return discrete(id, p.path, p.levels, { low: p.sigmaMin, high: p.sigmaMax, dataScale: p.dataScale });
  }
}
/** The schedule a node stands for, for views; undefined where its settings make none. */
export function scheduleOf(id: string, given: Params): Schedule | undefined {
  const p = resolveParams(PARAMS, given);
  return grows(p) && p.sigmaMin >= p.sigmaMax ? undefined : made(id, p);
}

export default defineNode({
  kind: 'NoiseSchedule',
  version: 1,
  title: 'Noise schedule',
  summary: 'How data turn into noise: how much of x and how much noise there is at each time.',
  words: 'beta alpha sigma snr cosine linear timesteps diffusion ddpm',
  category: 'distribution',
  shows: 'noised',
  inputs: {},
  outputs: { out: { kind: 'schedule', meaning: 'the path from data to noise' } },
  params: PARAMS,
  math: {
    latex: 'x_t = \\alpha(t)\\,x_0 + \\sigma(t)\\,\\epsilon, \\qquad \\mathrm{SNR}(t) = \\alpha(t)^2/\\sigma(t)^2',
    text: 'Linear and cosine keep α² + σ² = 1. Growing noise and EDM keep α = 1. The straight line has α = 1 − t, σ = t, and leads to any base, not to Gaussian noise alone.',
  },
  references: [
    { text: 'Ho et al., 2020, Denoising diffusion probabilistic models', url: 'https://arxiv.org/abs/2006.11239' },
    { text: 'Nichol & Dhariwal, 2021, Improved DDPM', url: 'https://arxiv.org/abs/2102.09672' },
    { text: 'Song & Ermon, 2019, Generative modeling by estimating gradients', url: 'https://arxiv.org/abs/1907.05600' },
    { text: 'Karras et al., 2022, Elucidating the design space', url: 'https://arxiv.org/abs/2206.00364' },
    { text: 'Liu et al., 2023, Rectified flow', url: 'https://arxiv.org/abs/2209.03003' },
  ],
  build: (c, p) => ({
    out: () => {
      if (grows(p) && p.sigmaMin >= p.sigmaMax)
        c.refuse(`its noise goes from ${p.sigmaMin} to ${p.sigmaMax}, which is no way up`, 'make Most noise greater than Least noise');
      return made(c.id, p);
    },
  }),
});
