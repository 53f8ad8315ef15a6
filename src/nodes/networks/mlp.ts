/** MLP: a fully connected network. */
import { numel } from '../../graph/space.ts';
import type { Network } from '../../distributions/distribution.ts';
import { defineNode } from '../define.ts';
import { ACTIVATION_OPTIONS, type Activation, activate } from './activations.ts';
import { dense } from './dense.ts';
import { HIDDEN } from './hidden.ts';
import { layerNorm } from './normalise.ts';
import { beside } from './time-features.ts';

export interface MlpOptions {
  readonly hidden: readonly number[];
  readonly activation: Activation;
  readonly norm: 'none' | 'layer';
  /** Gain of the last layer's start; small values start near a constant output. */
  readonly lastGain: number;
}
export const MLP_DEFAULTS: MlpOptions = { hidden: [128, 128], activation: 'relu', norm: 'none', lastGain: 0.1 };

/** Flattens and joins everything it reads, then hidden layers, then the shape asked for. Parameters `<scope>.l0.w`, `<scope>.l0.b`, … */
export function mlp(scope: string, o: MlpOptions): Network {
  return {
    scope,
    causal: false,
    apply: (b, ins, out) => {
      let h = b.concat(
        [...ins.x, ...beside(b, ins)].map((v) => b.flat(v)),
        0,
      );
      o.hidden.forEach((units, i) => {
        h = dense(b, `${scope}.l${i}`, h, units);
        if (o.norm === 'layer') h = layerNorm(b, `${scope}.l${i}.norm`, h);
        h = activate(b, o.activation, h);
      });
      const gain = o.hidden.length ? o.lastGain : 1;
      return b.reshape(dense(b, `${scope}.l${o.hidden.length}`, h, numel(out), gain), out);
    },
  };
}

export default defineNode({
  kind: 'MLP',
  version: 1,
  title: 'MLP',
  summary: 'A fully connected network: dense layers with an activation between them.',
  words: 'dense linear feedforward fully connected perceptron neural network layers discriminator critic',
  category: 'network',
  inputs: {},
  outputs: { out: { kind: 'network', meaning: 'the network; its input and output shapes are found where it is used' } },
  params: {
    hidden: HIDDEN,
    activation: {
      type: 'choice',
      label: 'Activation',
      meaning: 'the non-linearity after each hidden layer',
      default: 'relu',
      options: ACTIVATION_OPTIONS,
    },
    norm: {
      type: 'choice',
      label: 'Normalisation',
      meaning: 'before each activation',
      default: 'none',
      options: [
        { value: 'none', label: 'None' },
        { value: 'layer', label: 'Layer norm' },
      ],
    },
    lastGain: {
      type: 'number',
      label: 'Last layer gain',
      meaning: 'scale of the last layer at the start; small values start near a constant output',
      default: 0.1,
      min: 0,
      max: 2,
    },
  },
  math: { latex: 'h_{l+1} = \\phi(W_l h_l + b_l), \\qquad f(x) = W_L h_L + b_L', text: 'Hidden layers start He-normal, biases at zero.' },
  references: [{ text: 'He et al., 2015, Delving deep into rectifiers', url: 'https://arxiv.org/abs/1502.01852' }],
  build: (c, p) => ({ out: () => mlp(c.id, p) }),
});
