/** GroupNorm layer. */
import { defineNode } from '../define.ts';
import { groupNorm } from '../networks/normalise.ts';
import { ONE_IN, OUT, input } from './ports.ts';

export default defineNode({
  kind: 'GroupNorm',
  version: 1,
  title: 'GroupNorm',
  summary: 'Standardises groups of channels over all positions, then scales and shifts.',
  category: 'layer',
  layer: true,
  inputs: ONE_IN,
  outputs: OUT,
  params: {
    groups: {
      type: 'number',
      label: 'Groups',
      meaning: 'groups of channels; the greatest divisor not above it is taken',
      default: 8,
      min: 1,
      max: 256,
      integer: true,
    },
  },
  references: [{ text: 'Wu & He, 2018', url: 'https://arxiv.org/abs/1803.08494' }],
  layerRule: (c, p) => groupNorm(c.b, c.scope, input(c), p.groups),
});
