/** ConvTranspose2D layer: the adjoint of a strided convolution. */
import { defineNode } from '../define.ts';
import { convolveUp } from '../networks/conv-net.ts';
import { ONE_IN, OUT, image } from './ports.ts';

export default defineNode({
  kind: 'ConvTranspose2D',
  version: 1,
  title: 'ConvTranspose2D',
  summary: 'Enlarges an image by learnt filters.',
  category: 'layer',
  layer: true,
  inputs: ONE_IN,
  outputs: OUT,
  params: {
    channels: {
      type: 'number',
      label: 'Channels',
      meaning: 'channels it gives',
      default: 32,
      min: 1,
      max: 1024,
      integer: true,
      unit: 'channels',
    },
    kernel: {
      type: 'number',
      label: 'Kernel',
      meaning: 'side of the square filter; a multiple of the stride avoids chequered patterns',
      default: 4,
      min: 1,
      max: 9,
      integer: true,
      unit: 'pixels',
    },
    stride: { type: 'number', label: 'Stride', meaning: 'how many times larger', default: 2, min: 1, max: 4, integer: true, unit: 'times' },
  },
  layerRule: (c, p) => {
    const x = image(c);
    return convolveUp(c.b, c.scope, x, [x.event[0]! * p.stride, x.event[1]! * p.stride, p.channels], p.kernel, p.stride);
  },
});
