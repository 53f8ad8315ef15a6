/** Dense layer: an affine map of the last axis. */
import { defineNode } from '../define.ts';
import { dense } from '../networks/dense.ts';
import { ONE_IN, OUT, input } from './ports.ts';

export default defineNode({
  kind: 'Dense',
  version: 1,
  title: 'Dense',
  summary: 'An affine map of the last axis.',
  category: 'layer',
  layer: true,
  inputs: ONE_IN,
  outputs: OUT,
  params: {
    units: { type: 'number', label: 'Units', meaning: 'numbers it gives', default: 128, min: 1, max: 8192, integer: true, unit: 'units' },
  },
  math: { latex: 'y = xW + b', text: 'W starts He-normal, b at zero.' },
  layerRule: (c, p) => dense(c.b, c.scope, input(c), p.units),
});
