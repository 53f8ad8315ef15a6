/**
 * Gated PixelCNN: two stacks of convolutions, one that reads the rows above and one that reads the row to the left (van den Oord et al., 2016,
 * Conditional image generation with PixelCNN decoders, section 2 and eq. 4). Images are moved by one before the first layer, so that no filter needs a mask.
 */
import type { Builder } from '../../ir/builder.ts';
import { refuse } from '../../ir/refusal.ts';
import { type Val, ZEROS } from '../../ir/value.ts';
import type { Network } from '../../distributions/distribution.ts';
import { defineNode } from '../define.ts';
import { activate } from './activations.ts';
import { conditioned, later, question } from './causal.ts';
import { dense, heNormal } from './dense.ts';

export interface PixelCnnOptions {
  readonly layers: number;
  readonly channels: number;
  /** Side of the filters, odd: as far as a layer looks to the left and right; half of it upwards. */
  readonly kernel: number;
}
export const PIXEL_CNN_DEFAULTS: PixelCnnOptions = { layers: 5, channels: 32, kernel: 3 };

export function pixelCnn(scope: string, o: PixelCnnOptions): Network {
  const { channels } = o;
  const reach = Math.floor(o.kernel / 2);
  /** Rows above and this one, or pixels to the left and this one: every filter looks at what its layer may read and nothing else. */
  const convolve = (b: Builder, name: string, x: Val, way: 'up' | 'left'): Val => {
    const c = x.event[2]!;
    const [height, width] = way === 'up' ? [reach + 1, 2 * reach + 1] : [1, reach + 1];
    const filter = b.param(`${name}.w`, [height, width, c, 2 * channels], heNormal(height * width * c, 1));
    const pads = way === 'up' ? ([reach, 0, reach, reach] as const) : ([0, 0, reach, 0] as const);
    return b.add(b.conv2d(x, filter, 1, pads), b.param(`${name}.b`, [2 * channels], ZEROS));
  };
  const gated = (b: Builder, x: Val): Val => b.mul(b.tanh(b.slice(x, 2, 0, channels)), b.sigmoid(b.slice(x, 2, channels, 2 * channels)));

  /** What the pixels before each pixel say, [height, width, channels]. */
  const body = (b: Builder, image: Val, condition: Val | undefined): Val => {
    // a channel of ones tells the picture from the zeros around it
    const marked = b.concat([image, b.expand(b.of(1), image.plates, [...image.event.slice(0, 2), 1])], 2);
    let above = later(b, marked, 0);
    let left = later(b, marked, 1);
    for (let i = 0; i < o.layers; i++) {
      const name = `${scope}.l${i}`;
      const up = convolve(b, `${name}.up`, above, 'up');
      const along = b.add(convolve(b, `${name}.left`, left, 'left'), dense(b, `${name}.across`, up, 2 * channels, 1));
      above = gated(b, conditioned(b, `${name}.up`, up, condition));
      const y = dense(b, `${name}.out`, gated(b, conditioned(b, `${name}.left`, along, condition)), channels, 1);
      left = i === 0 ? y : b.add(left, y);
    }
    return left;
  };
  return {
    scope,
    causal: true,
    apply: (b, ins, out) => {
      const { x, positions, width, numbers, condition } = question(b, scope, ins, out);
      const [height = 0, across = 0, colours = 1] = positions;
      if (positions.length < 2 || positions.length > 3)
        refuse(scope.split('.')[0]!, 'it reads images, and here it is given a sequence', 'wire a GPT, an LSTM or a MADE here');
      const image = b.reshape(x, [height, across, colours * width]);
      // smooth where it begins: the first pixel sees nothing, and a rectifier would start in its kink there
      const seen = activate(b, 'silu', body(b, image, condition));
      // a colour of a pixel also reads the colours before it
      const heads = Array.from({ length: colours }, (_, c) => {
        const name = `${scope}.colour${c}`;
        let h = dense(b, `${name}.seen`, seen, channels);
        if (c > 0)
          h = b.add(h, b.matmul(b.slice(image, 2, 0, c * width), b.param(`${name}.before.w`, [c * width, channels], heNormal(c * width))));
        return b.reshape(dense(b, `${name}.last`, activate(b, 'silu', h), numbers, 0.1), [height, across, 1, numbers]);
      });
      return b.reshape(b.concat(heads, 2), out);
    },
  };
}

export default defineNode({
  kind: 'PixelCNN',
  version: 1,
  title: 'PixelCNN',
  summary: 'Gated convolutions that see only the pixels above and to the left.',
  words: 'masked convolution autoregressive image',
  category: 'network',
  inputs: {},
  outputs: { out: { kind: 'network', meaning: 'the network; the size of its images is found where it is used' } },
  params: {
    layers: {
      type: 'number',
      label: 'Layers',
      meaning: 'gated layers; each sees a little further',
      default: 5,
      min: 1,
      max: 20,
      integer: true,
    },
    channels: {
      type: 'number',
      label: 'Channels',
      meaning: 'channels of every layer',
      default: 32,
      min: 1,
      max: 512,
      integer: true,
      unit: 'channels',
    },
    kernel: {
      type: 'choice',
      label: 'Kernel',
      meaning: 'width of the filters: how far one layer sees',
      default: '3',
      options: [
        { value: '3', label: '3 pixels' },
        { value: '5', label: '5 pixels' },
        { value: '7', label: '7 pixels' },
      ],
    },
  },
  math: {
    latex: 'y = \\tanh(W_f * x + V_f^\\top c) \\odot \\sigma(W_g * x + V_g^\\top c)',
    text: 'One stack reads the rows above, the other the pixels to the left, so no pixel above is out of sight. A condition c shifts both gates.',
  },
  references: [
    { text: 'van den Oord et al., 2016, Conditional image generation with PixelCNN decoders', url: 'https://arxiv.org/abs/1606.05328' },
    { text: 'van den Oord et al., 2016, Pixel recurrent neural networks', url: 'https://arxiv.org/abs/1601.06759' },
  ],
  build: (c, p) => ({ out: () => pixelCnn(c.id, { ...p, kernel: Number(p.kernel) }) }),
});
