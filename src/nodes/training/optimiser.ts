/** Optimiser: how the parameters its objectives reach are moved. */
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';
import { defineNode } from '../define.ts';
import { adam, rmsprop, sgd } from './rules.ts';

const NAMES = { adam: 'Adam', adamw: 'AdamW', rmsprop: 'RMSProp', sgd: 'SGD' } as const;

export default defineNode({
  kind: 'Optimiser',
  version: 1,
  title: 'Optimiser',
  summary: 'Moves the parameters its objectives reach: Adam, AdamW, RMSProp or SGD.',
  words: 'optimizer training learning rate adam sgd gradient descent',
  category: 'training',
  inputs: { objectives: { kind: 'objective', arity: 'many', meaning: 'what to minimise; several add up' } },
  outputs: {},
  params: {
    algorithm: {
      type: 'choice',
      label: 'Algorithm',
      meaning: 'the update rule',
      default: 'adam',
      options: [
        { value: 'adam', label: 'Adam' },
        { value: 'adamw', label: 'AdamW' },
        { value: 'rmsprop', label: 'RMSProp' },
        { value: 'sgd', label: 'SGD with momentum' },
      ],
    },
    rate: { type: 'number', label: 'Learning rate', meaning: 'size of a step', default: 0.001, min: 1e-7, max: 10, scale: 'log' },
    schedule: {
      type: 'choice',
      label: 'Schedule',
      meaning: 'how the learning rate changes; the cosine falls to a hundredth over the horizon',
      default: 'cosine',
      options: [
        { value: 'constant', label: 'Constant' },
        { value: 'cosine', label: 'Cosine' },
        { value: 'step', label: 'Steps down' },
      ],
    },
    horizon: {
      type: 'number',
      label: 'Horizon',
      meaning: 'steps over which the cosine falls; also how long this phase lasts when another follows',
      default: 3000,
      min: 1,
      max: 10_000_000,
      integer: true,
      unit: 'steps',
    },
    warmup: {
      type: 'number',
      label: 'Warm-up',
      meaning: 'steps over which the rate rises from zero',
      default: 0,
      min: 0,
      max: 1_000_000,
      integer: true,
      unit: 'steps',
    },
    every: {
      type: 'number',
      label: 'Step every',
      meaning: 'steps between two reductions of the rate',
      default: 1000,
      min: 1,
      max: 10_000_000,
      integer: true,
      unit: 'steps',
      when: { param: 'schedule', in: ['step'] },
    },
    factor: {
      type: 'number',
      label: 'Step factor',
      meaning: 'what each reduction multiplies the rate by',
      default: 0.5,
      min: 0.001,
      max: 1,
      when: { param: 'schedule', in: ['step'] },
    },
    momentum: {
      type: 'number',
      label: 'Momentum',
      meaning: 'share of the last move that is kept',
      default: 0.9,
      min: 0,
      max: 0.9999,
      when: { param: 'algorithm', in: ['sgd'] },
    },
    beta1: {
      type: 'number',
      label: 'Beta 1',
      meaning: 'decay of the running mean of the gradient',
      default: 0.9,
      min: 0,
      max: 0.9999,
      when: { param: 'algorithm', in: ['adam', 'adamw'] },
    },
    beta2: {
      type: 'number',
      label: 'Beta 2',
      meaning: 'decay of the running mean of its square',
      default: 0.999,
      min: 0,
      max: 0.99999,
      when: { param: 'algorithm', in: ['adam', 'adamw', 'rmsprop'] },
    },
    epsilon: {
      type: 'number',
      label: 'Epsilon',
      meaning: 'keeps the division finite',
      default: 1e-8,
      min: 1e-12,
      max: 1,
      scale: 'log',
      when: { param: 'algorithm', in: ['adam', 'adamw', 'rmsprop'] },
    },
    decay: {
      type: 'number',
      label: 'Weight decay',
      meaning: 'decoupled weight decay, per unit of learning rate',
      default: 0.01,
      min: 0,
      max: 10,
      when: { param: 'algorithm', in: ['adamw'] },
    },
    batch: {
      type: 'number',
      label: 'Batch',
      meaning: 'examples a step',
      default: 256,
      min: 1,
      max: 65_536,
      integer: true,
      unit: 'examples',
    },
    clip: {
      type: 'optional-number',
      label: 'Clip norm',
      meaning: 'greatest norm of the whole gradient',
      default: null,
      min: 1e-6,
      max: 1e6,
      whenNull: 'no clipping',
    },
    ema: {
      type: 'optional-number',
      label: 'Weight average',
      meaning: 'decay of the exponential moving average of the weights that sampling and scoring use',
      default: null,
      min: 0,
      max: 0.99999,
      whenNull: 'the weights themselves',
    },
    phase: {
      type: 'number',
      label: 'Phase',
      meaning: 'phases run in order; a later phase holds what an earlier one trained',
      default: 1,
      min: 1,
      max: 9,
      integer: true,
    },
    steps: {
      type: 'number',
      label: 'Steps a turn',
      meaning: 'steps it takes within one turn of its phase',
      default: 1,
      min: 1,
      max: 100,
      integer: true,
    },
    thaw: {
      type: 'names',
      label: 'Thaw',
      meaning: 'nodes trained in an earlier phase that this one may go on training',
      default: [],
      maxLength: 32,
    },
  },
  math: {
    latex:
      'm \\leftarrow \\beta_1 m + (1-\\beta_1) g,\\quad v \\leftarrow \\beta_2 v + (1-\\beta_2) g^2,\\quad \\theta \\leftarrow \\theta - \\eta\\, \\hat m/(\\sqrt{\\hat v}+\\epsilon)',
    text: 'Which parameters it trains is read from the program: those its objectives reach by a gradient.',
  },
  references: [
    { text: 'Kingma & Ba, 2015, Adam', url: 'https://arxiv.org/abs/1412.6980' },
    { text: 'Loshchilov & Hutter, 2019, AdamW', url: 'https://arxiv.org/abs/1711.05101' },
  ],
  optimiser: (p) => {
    const rateOf = (b: Builder): Val =>
      b.host('rate', {
        kind: 'learning-rate',
        schedule: p.schedule,
        rate: p.rate,
        horizon: p.horizon,
        floor: 0.01,
        warmup: p.warmup,
        every: p.every,
        factor: p.factor,
      });
    return {
      name: NAMES[p.algorithm],
      phase: p.phase,
      thaw: p.thaw,
      every: p.steps,
      horizon: p.horizon,
      clip: p.clip,
      ema: p.ema,
      batch: p.batch,
      rate: rateOf,
      update: (c) => {
        const rate = rateOf(c.b);
        switch (p.algorithm) {
          case 'adam':
            return adam(c, rate, { ...p, decay: 0 });
          case 'adamw':
            return adam(c, rate, p);
          case 'rmsprop':
            return rmsprop(c, rate, p.beta2, p.epsilon);
          case 'sgd':
            return sgd(c, rate, p.momentum);
        }
      },
    };
  },
});
