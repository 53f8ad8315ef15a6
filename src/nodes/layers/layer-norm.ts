/** LayerNorm layer. */
import { defineNode } from '../define.ts';
import { layerNorm } from '../networks/normalise.ts';
import { ONE_IN, OUT, input } from './ports.ts';

export default defineNode({
  kind: 'LayerNorm',
  version: 1,
  title: 'LayerNorm',
  summary: 'Standardises the last axis, then scales and shifts.',
  category: 'layer',
  layer: true,
  inputs: ONE_IN,
  outputs: OUT,
  params: {},
  references: [{ text: 'Ba et al., 2016', url: 'https://arxiv.org/abs/1607.06450' }],
  layerRule: (c) => layerNorm(c.b, c.scope, input(c)),
});
