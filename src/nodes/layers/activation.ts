/** Activation layer. */
import { defineNode } from '../define.ts';
import { ACTIVATION_OPTIONS, activate } from '../networks/activations.ts';
import { ONE_IN, OUT, input } from './ports.ts';

export default defineNode({
  kind: 'Activation',
  version: 1,
  title: 'Activation',
  summary: 'A non-linearity, element by element.',
  category: 'layer',
  layer: true,
  inputs: ONE_IN,
  outputs: OUT,
  params: { function: { type: 'choice', label: 'Function', meaning: 'which non-linearity', default: 'relu', options: ACTIVATION_OPTIONS } },
  layerRule: (c, p) => activate(c.b, p.function, input(c)),
});
