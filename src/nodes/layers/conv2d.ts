/** Conv2D layer. */
import { defineNode } from '../define.ts';
import { convolve } from '../networks/conv-net.ts';
import { ONE_IN, OUT, image } from './ports.ts';

export default defineNode({
  kind: 'Conv2D',
  version: 1,
  title: 'Conv2D',
  summary: 'A convolution over an image, padded so that stride s divides its sides by s.',
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
      meaning: 'side of the square filter',
      default: 3,
      min: 1,
      max: 9,
      integer: true,
      unit: 'pixels',
    },
    stride: {
      type: 'number',
      label: 'Stride',
      meaning: 'pixels between two positions',
      default: 1,
      min: 1,
      max: 4,
      integer: true,
      unit: 'pixels',
    },
  },
  layerRule: (c, p) => convolve(c.b, c.scope, image(c), p.channels, p.kernel, p.stride),
});
