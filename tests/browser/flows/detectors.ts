/** Ways in which models fail, made to happen: each is named, and its remedy leads to the setting of its node. */
import type { Flow, Flows, Step } from './flow.ts';

const BAR = ['list', 'What may be going wrong'] as const;
const remedy = (label: string, setting: string): readonly Step[] => [{ click: ['button', label] }, { chosen: 1 }, { ready: setting }];
const told = (saying: string | RegExp, ...remedies: readonly Step[]): readonly Step[] => [{ see: BAR, saying }, ...remedies];

const nonFinite: Flow = {
  from: 'gaussian-fit',
  with: { opt: { rate: 10, algorithm: 'sgd' } },
  length: 100,
  steps: [
    { click: ['button', 'Train'] },
    { see: ['alert'], saying: 'a value is no longer a finite number' },
    { see: ['alert'], saying: 'appeared in prior' },
    ...remedy('Lower the learning rate', 'rate'),
    ...remedy('Clip the gradient', 'clip'),
    { click: ['button', 'Show prior'] },
    { see: ['heading', 'Prior'], on: 'Inspector' },
  ],
};
export const DETECTORS: Flows = {
  'values that are not finite': nonFinite,
  'posterior collapse': {
    from: 'vae-moons',
    with: { elbo: { beta: 100 }, opt: { batch: 32, rate: 0.01 }, encNet: { hidden: [16] }, decNet: { hidden: [16] } },
    length: 260,
    steps: [
      { train: 'to the end' },
      ...told(
        /The posterior of z has collapsed|numbers? of z are not used/,
        ...remedy('Give free bits', 'freeBits'),
        ...remedy('Warm the KL up', 'warmup'),
      ),
      { click: ['button', /^Dismiss: /] },
      { missing: BAR },
    ],
  },
  'a saturated critic, and missing modes': {
    from: 'gan-8gaussians',
    with: {
      adv: { penalty: 'none' },
      optD: { batch: 32, rate: 0.01, steps: 3 },
      optG: { batch: 32, rate: 1e-6 },
      genNet: { hidden: [8] },
      discNet: { hidden: [64] },
    },
    length: 260,
    steps: [
      { train: 'to the end' },
      ...told('The critic is saturated', ...remedy('Penalise its slope more', 'penalty'), ...remedy('Lower the critic’s rate', 'rate')),
      ...told('Modes are missing', ...remedy('Try another loss', 'loss'), ...remedy('More critic steps a turn', 'steps')),
    ],
  },
  'dead codes': {
    from: 'vq-vae-digits',
    with: {
      book: { codes: 1024, revive: 0 },
      down: { channels: [2, 2] },
      up: { channels: [2, 2] },
      opt: { batch: 4 },
      pixelcnn: { layers: 1, channels: 2 },
      opt2: { batch: 4 },
    },
    length: 205,
    steps: [
      { train: 'to the end' },
      ...told(/% of the codes are dead/, ...remedy('Fewer codes', 'codes'), ...remedy('A faster table', 'decay')),
    ],
  },
  'a flow that stretches space without bound': {
    from: 'maf-moons',
    // six steps that are far too long, and then next to none: it cannot find its way back
    with: { opt: { batch: 32, rate: 0.1, warmup: 0, schedule: 'cosine', horizon: 6 } },
    length: 260,
    steps: [
      { set: ['textbox', 'Seed'], to: '1' },
      { train: 'to the end' },
      ...told('The flow stretches space without bound', ...remedy('Clip the gradient', 'clip')),
    ],
  },
  // last: it leaves another pace of pictures behind
  'over-fitting': {
    from: 'gaussian-mixture',
    with: { opt: { batch: 256, rate: 0.015 } },
    length: 480,
    steps: [
      { choose: 'data' },
      { loadPoints: 20 },
      { click: ['button', 'Run settings'] },
      { set: ['textbox', 'A picture every'], to: '40' },
      { press: 'Escape' },
      { train: 'to the end' },
      ...told('The model is over-fitting', ...remedy('Let weights decay: AdamW', 'algorithm')),
    ],
  },
};
