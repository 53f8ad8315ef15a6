/** ConvNet: convolutions that halve an image down to a vector, or double a vector up to an image. */
import { numel } from '../../graph/space.ts';
import type { Builder } from '../../ir/builder.ts';
import { type Convolution, type Val, ZEROS } from '../../ir/value.ts';
import type { Network } from '../../distributions/distribution.ts';
import { refuse } from '../../ir/refusal.ts';
import { defineNode } from '../define.ts';
import { ACTIVATION_OPTIONS, type Activation, activate } from './activations.ts';
import { dense, heNormal } from './dense.ts';
import { groupNorm } from './normalise.ts';
import { beside } from './time-features.ts';

export interface ConvNetOptions {
  /** Channels after each halving, from the image inwards. */
  readonly channels: readonly number[];
  readonly kernel: number;
  readonly hidden: number;
  readonly activation: Activation;
  readonly norm: 'none' | 'group';
}
export const CONV_NET_DEFAULTS: ConvNetOptions = { channels: [32, 64], kernel: 4, hidden: 128, activation: 'relu', norm: 'none' };

/** Zeros around an image so that a convolution of stride s gives ceil(n / s) positions. */
export function samePads(height: number, width: number, kernel: number, stride: number): Convolution['pads'] {
  const around = (n: number): readonly [number, number] => {
    const total = Math.max(0, (Math.ceil(n / stride) - 1) * stride + kernel - n);
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  };
  const [top, bottom] = around(height);
  const [left, right] = around(width);
  return [top, bottom, left, right];
}
/** x [h, w, c] to [ceil(h/s), ceil(w/s), channels]. */
export function convolve(b: Builder, scope: string, x: Val, channels: number, kernel: number, stride: number, gain = Math.SQRT2): Val {
  const [h, w, c] = x.event as readonly [number, number, number];
  const filter = b.param(`${scope}.w`, [kernel, kernel, c, channels], heNormal(kernel * kernel * c, gain));
  return b.add(b.conv2d(x, filter, stride, samePads(h, w, kernel, stride)), b.param(`${scope}.b`, [channels], ZEROS));
}
/** x [h, w, c] to [height, width, channels]: the adjoint of a strided convolution. */
export function convolveUp(
  b: Builder,
  scope: string,
  x: Val,
  to: readonly [number, number, number],
  kernel: number,
  stride: number,
  gain = Math.SQRT2,
): Val {
  const c = x.event[2]!;
  const fanIn = Math.max(1, (kernel * kernel * c) / (stride * stride));
  const filter = b.param(`${scope}.w`, [kernel, kernel, to[2], c], heNormal(fanIn, gain));
  return b.add(
    b.conv2dTransposed(x, filter, stride, samePads(to[0], to[1], kernel, stride), [to[0], to[1]]),
    b.param(`${scope}.b`, [to[2]], ZEROS),
  );
}

type Size = readonly [height: number, width: number];
const halved = ([h, w]: Size): Size => [Math.ceil(h / 2), Math.ceil(w / 2)];
const same = (a: Size, b: Size): boolean => a[0] === b[0] && a[1] === b[1];
/** Sizes from the larger to the smaller of two, each half of the one before; undefined where halving `most` times does not lead there. */
function halvings(large: Size, small: Size, most: number): readonly Size[] | undefined {
  const sizes = [large];
  while (!same(sizes.at(-1)!, small)) {
    if (sizes.length > most) return undefined;
    sizes.push(halved(sizes.at(-1)!));
  }
  return sizes;
}

/**
 * Reads images and vectors: an image in and a vector out goes down, a vector in and an image out goes up. From image to image it keeps the size, or
 * halves or doubles it as often as that takes.
 */
export function convNet(scope: string, o: ConvNetOptions): Network {
  const after = (b: Builder, name: string, h: Val): Val =>
    activate(b, o.activation, o.norm === 'group' ? groupNorm(b, `${name}.norm`, h, 8) : h);
  const down = (b: Builder, image: Val, rest: readonly Val[], out: readonly number[]): Val => {
    let h = image;
    o.channels.forEach((c, i) => (h = after(b, `${scope}.down${i}`, convolve(b, `${scope}.down${i}`, h, c, o.kernel, 2))));
    let v = b.concat([b.flat(h), ...rest], 0);
    if (o.hidden > 0) v = activate(b, o.activation, dense(b, `${scope}.hidden`, v, o.hidden));
    return b.reshape(dense(b, `${scope}.last`, v, numel(out), 0.1), out);
  };
  const up = (b: Builder, vector: Val, out: readonly [number, number, number]): Val => {
    const sizes = [[out[0], out[1]] as const];
    for (const _ of o.channels) sizes.push([Math.ceil(sizes.at(-1)![0] / 2), Math.ceil(sizes.at(-1)![1] / 2)]);
    const inwards = o.channels.toReversed();
    const [h0, w0] = sizes.at(-1)!;
    let v = vector;
    if (o.hidden > 0) v = activate(b, o.activation, dense(b, `${scope}.hidden`, v, o.hidden));
    let h = b.reshape(activate(b, o.activation, dense(b, `${scope}.first`, v, h0 * w0 * inwards[0]!)), [h0, w0, inwards[0]!]);
    inwards.forEach((_, i) => {
      const [height, width] = sizes[o.channels.length - 1 - i]!;
      const last = i === inwards.length - 1;
      const name = `${scope}.up${i}`;
      const y = convolveUp(b, name, h, [height, width, last ? out[2] : inwards[i + 1]!], o.kernel, 2, last ? 0.5 : Math.SQRT2);
      h = last ? y : after(b, name, y);
    });
    return h;
  };
  /** What a network's conditions say to every pixel, added to an image. */
  const told = (b: Builder, h: Val, rest: readonly Val[]): Val =>
    rest.length ? b.add(h, b.reshape(dense(b, `${scope}.condition`, b.concat(rest, 0), h.event[2]!), [1, 1, h.event[2]!])) : h;
  const across = (b: Builder, image: Val, rest: readonly Val[], out: readonly [number, number, number]): Val => {
    const layers = o.channels.length;
    const from: Size = [image.event[0]!, image.event[1]!];
    const to: Size = [out[0], out[1]];
    const inwards = halvings(from, to, layers);
    if (inwards) {
      let h = image;
      o.channels.forEach((c, i) => {
        const name = `${scope}.same${i}`;
        const y = convolve(b, name, h, c, o.kernel, i + 1 < inwards.length ? 2 : 1);
        h = after(b, name, i === 0 ? told(b, y, rest) : y);
      });
      return convolve(b, `${scope}.last`, h, out[2], o.kernel, 1, 0.1);
    }
    const outwards = halvings(to, from, layers)?.toReversed();
    if (!outwards)
      return refuse(
        scope.split('.')[0]!,
        `${layers} layers that halve or double do not lead from an image of ${from.join('×')} to one of ${to.join('×')}`,
        'ask for a size that halving or doubling gives, or give it more layers',
      );
    const channels = o.channels.toReversed();
    let h = after(b, `${scope}.first`, told(b, convolve(b, `${scope}.first`, image, channels[0]!, o.kernel, 1), rest));
    // the doublings come last, where the channels are few
    channels.forEach((_, i) => {
      const name = `${scope}.up${i}`;
      const last = i === layers - 1;
      const [c, gain] = last ? [out[2], 0.5] : [channels[i + 1]!, Math.SQRT2];
      const doubled = i + outwards.length - layers;
      const [height, width] = outwards[Math.max(0, doubled)]!;
      const y = doubled > 0 ? convolveUp(b, name, h, [height, width, c], o.kernel, 2, gain) : convolve(b, name, h, c, o.kernel, 1, gain);
      h = last ? y : after(b, name, y);
    });
    return h;
  };
  return {
    scope,
    causal: false,
    apply: (b, ins, out) => {
      const all = [...ins.x, ...beside(b, ins)];
      const images = all.filter((v) => v.event.length === 3);
      const rest = all.filter((v) => v.event.length !== 3).map((v) => b.flat(v));
      const image = images.length ? b.concat(images, 2) : undefined;
      if (image && out.length === 3) return across(b, image, rest, out as readonly [number, number, number]);
      if (image) return down(b, image, rest, out);
      if (out.length === 3) return up(b, b.concat(rest, 0), out as readonly [number, number, number]);
      return refuse(scope.split('.')[0]!, 'it reads vectors and makes a vector: there is no image to convolve', 'wire an MLP here');
    },
  };
}

export default defineNode({
  kind: 'ConvNet',
  version: 1,
  title: 'ConvNet',
  summary: 'Convolutions: down from an image to a vector, up from a vector to an image, or from image to image.',
  words: 'cnn convolution conv image neural network discriminator critic',
  category: 'network',
  inputs: {},
  outputs: { out: { kind: 'network', meaning: 'the network; the direction is found where it is used' } },
  params: {
    channels: {
      type: 'integers',
      label: 'Channels',
      meaning: 'channels after each halving, from the image inwards',
      default: [32, 64],
      min: 1,
      max: 1024,
      maxLength: 6,
      unit: 'channels',
    },
    kernel: {
      type: 'number',
      label: 'Kernel',
      meaning: 'side of the square filter; an even side avoids chequered patterns when going up',
      default: 4,
      min: 1,
      max: 9,
      integer: true,
      unit: 'pixels',
    },
    hidden: {
      type: 'number',
      label: 'Dense layer',
      meaning: 'units of the dense layer between the convolutions and the vector; 0: none',
      default: 128,
      min: 0,
      max: 4096,
      integer: true,
      unit: 'units',
    },
    activation: {
      type: 'choice',
      label: 'Activation',
      meaning: 'the non-linearity after each layer',
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
        { value: 'group', label: 'Group norm (8 groups)' },
      ],
    },
  },
  math: { latex: 'h_{l+1} = \\phi(W_l * h_l + b_l)', text: 'Stride 2 at each layer; going up uses the adjoint of the same convolution.' },
  references: [
    { text: 'Radford et al., 2016, DCGAN', url: 'https://arxiv.org/abs/1511.06434' },
    { text: 'Odena et al., 2016, Deconvolution and checkerboard artifacts', url: 'https://distill.pub/2016/deconv-checkerboard/' },
  ],
  build: (c, p) => ({
    out: () =>
      p.channels.length ? convNet(c.id, p) : c.refuse('a ConvNet needs at least one layer', 'give at least one number of channels'),
  }),
});
