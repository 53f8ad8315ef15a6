/** U-Net: from an image to an image of the same size, through smaller ones, with what was seen on the way down at hand on the way up. */
import type { Builder } from '../../ir/builder.ts';
import { refuse } from '../../ir/refusal.ts';
import type { Val } from '../../ir/value.ts';
import type { Network } from '../../distributions/distribution.ts';
import { defineNode } from '../define.ts';
import { activate } from './activations.ts';
import { convolve } from './conv-net.ts';
import { embedded, modulated } from './denoiser.ts';
import { dense } from './dense.ts';
import { groupNorm } from './normalise.ts';

export interface UNetOptions {
  /** Channels at each size, from the image inwards; each size is half the one before. */
  readonly channels: readonly number[];
  /** Residual blocks at each size, on either way. */
  readonly blocks: number;
  /** Side of the squares of pixels that are read as one position. */
  readonly patch: number;
  readonly embedding: number;
  readonly attention: boolean;
  readonly lastGain: number;
}
export const U_NET_DEFAULTS: UNetOptions = { channels: [32, 64], blocks: 1, patch: 2, embedding: 64, attention: true, lastGain: 0 };
const GROUPS = 8;

const silu = (b: Builder, x: Val): Val => activate(b, 'silu', x);
/** [h, w, c] to [ceil(h / p), ceil(w / p), p p c], zeros beyond the edge. */
function patches(b: Builder, x: Val, p: number): Val {
  const [h, w, c] = x.event as readonly [number, number, number];
  const [rows, columns] = [Math.ceil(h / p), Math.ceil(w / p)];
  const padded = b.pad(b.pad(x, 0, 0, rows * p - h), 1, 0, columns * p - w);
  return b.reshape(b.transpose(b.reshape(padded, [rows, p, columns, p, c]), [0, 2, 1, 3, 4]), [rows, columns, p * p * c]);
}
/** The inverse, cut to h by w. */
function unpatched(b: Builder, x: Val, p: number, [h, w, c]: readonly [number, number, number]): Val {
  const [rows, columns] = x.event as readonly [number, number, number];
  const whole = b.reshape(b.transpose(b.reshape(x, [rows, columns, p, p, c]), [0, 2, 1, 3, 4]), [rows * p, columns * p, c]);
  return b.slice(b.slice(whole, 0, 0, h), 1, 0, w);
}
/** Two convolutions beside a shortcut; the embedding scales and shifts between them (Dhariwal & Nichol, 2021, section 3.1). */
function block(b: Builder, name: string, x: Val, channels: number, e: Val | undefined): Val {
  const first = convolve(b, `${name}.a`, silu(b, groupNorm(b, `${name}.before`, x, GROUPS)), channels, 3, 1);
  const told = silu(b, modulated(b, `${name}.film`, groupNorm(b, `${name}.between`, first, GROUPS), e));
  const second = convolve(b, `${name}.b`, told, channels, 3, 1, 0.5);
  return b.add(x.event[2] === channels ? x : dense(b, `${name}.short`, x, channels, 1), second);
}
/** Every position looks at every other, with one head (Vaswani et al., 2017, eq. 1). */
function attend(b: Builder, name: string, x: Val): Val {
  const [h, w, c] = x.event as readonly [number, number, number];
  const flat = b.reshape(groupNorm(b, `${name}.norm`, x, GROUPS), [h * w, c]);
  const [query, key, value] = ['query', 'key', 'value'].map((part) => dense(b, `${name}.${part}`, flat, c, 1));
  const weights = b.exp(b.logSoftmax(b.mul(1 / Math.sqrt(c), b.contract(query!, key!, 'ic,jc->ij'))));
  const seen = dense(b, `${name}.out`, b.contract(weights, value!, 'ij,jc->ic'), c, 0.5);
  return b.add(x, b.reshape(seen, [h, w, c]));
}
/** Each position twice in both directions, cut to the size wanted. */
function doubled(b: Builder, x: Val, h: number, w: number): Val {
  const [rows, columns, c] = x.event as readonly [number, number, number];
  const wide = b.expand(b.reshape(x, [rows, 1, columns, 1, c]), [], [rows, 2, columns, 2, c]);
  return b.slice(b.slice(b.reshape(wide, [2 * rows, 2 * columns, c]), 0, 0, h), 1, 0, w);
}

/** Images among its inputs and conditions are read side by side, all else goes to every block. */
export function uNet(scope: string, o: UNetOptions): Network {
  const refused = (why: string): never => refuse(scope.split('.')[0]!, why, 'wire a Denoiser or an MLP here');
  return {
    scope,
    causal: false,
    apply: (b, ins, out) => {
      const isImage = (v: Val): boolean => v.event.length === 3 && v.event[0] === out[0] && v.event[1] === out[1];
      if (out.length !== 3 || !ins.x.some(isImage))
        return refused('it goes from an image to an image of the same size, and here it is asked for something else');
      const all = [...ins.x, ...ins.condition];
      const e = embedded(b, scope, { ...ins, condition: all.filter((v) => !isImage(v)) }, o.embedding);
      const [top = 0, ...rest] = o.channels;
      let h = convolve(b, `${scope}.first`, patches(b, b.concat(all.filter(isImage), 2), o.patch), top, 3, 1);
      const blocks = (name: string, channels: number): void => {
        for (let i = 0; i < o.blocks; i++) h = block(b, `${scope}.${name}.${i}`, h, channels, e);
      };
      const seen: Val[] = [];
      o.channels.slice(0, -1).forEach((c, i) => {
        blocks(`down${i}`, c);
        seen.push(h);
        h = convolve(b, `${scope}.down${i}.half`, h, o.channels[i + 1]!, 3, 2);
      });
      const lowest = rest.at(-1) ?? top;
      blocks('middle', lowest);
      if (o.attention) h = attend(b, `${scope}.attention`, h);
      if (o.blocks > 0) h = block(b, `${scope}.middle.last`, h, lowest, e);
      seen.forEach((_, k) => {
        const i = seen.length - 1 - k;
        const there = seen[i]!;
        const c = o.channels[i]!;
        const up = doubled(b, dense(b, `${scope}.up${i}.narrow`, h, c, 1), there.event[0]!, there.event[1]!);
        h = b.concat([up, there], 2);
        blocks(`up${i}`, c);
        if (o.blocks === 0) h = dense(b, `${scope}.up${i}.join`, h, c, 1);
      });
      const last = silu(b, groupNorm(b, `${scope}.last.norm`, h, GROUPS));
      const [height, width, c] = out as readonly [number, number, number];
      return unpatched(b, convolve(b, `${scope}.last`, last, o.patch * o.patch * c, 3, 1, o.lastGain), o.patch, [height, width, c]);
    },
  };
}

export default defineNode({
  kind: 'UNet',
  version: 1,
  title: 'U-Net',
  summary: 'From an image to an image: down to a small one and up again, told the noise level and the conditions.',
  words: 'unet diffusion image denoiser skip',
  category: 'network',
  inputs: {},
  outputs: { out: { kind: 'network', meaning: 'the network; the size of the image is found where it is used' } },
  params: {
    channels: {
      type: 'integers',
      label: 'Channels',
      meaning: 'at each size, from the image inwards; each size is half the one before',
      default: [32, 64],
      min: 1,
      max: 1024,
      maxLength: 6,
      unit: 'channels',
    },
    blocks: { type: 'number', label: 'Blocks', meaning: 'residual blocks at each size', default: 1, min: 0, max: 8, integer: true },
    patch: {
      type: 'number',
      label: 'Patch',
      meaning: 'side of the squares of pixels that are read as one position; 2 is four times as fast as 1',
      default: 2,
      min: 1,
      max: 8,
      integer: true,
      unit: 'pixels',
    },
    embedding: {
      type: 'number',
      label: 'Embedding',
      meaning: 'length of the vector that time and conditions are made into',
      default: 64,
      min: 1,
      max: 1024,
      integer: true,
    },
    attention: { type: 'boolean', label: 'Attention', meaning: 'at the smallest size, every position looks at every other', default: true },
    lastGain: {
      type: 'number',
      label: 'Last layer gain',
      meaning: 'scale of the last layer at the start; at 0 the first guess is zero everywhere',
      default: 0,
      min: 0,
      max: 2,
    },
  },
  math: {
    latex: 'h \\leftarrow h + W_2 * \\phi\\big((1+\\gamma(e))\\odot \\mathrm{GN}(W_1 * \\phi(\\mathrm{GN}(h))) + \\beta(e)\\big)',
    text: 'Sizes are halved by strided convolutions and doubled by repeating pixels. What was seen at a size on the way down is read again on the way up.',
  },
  references: [
    { text: 'Ronneberger et al., 2015, U-Net', url: 'https://arxiv.org/abs/1505.04597' },
    { text: 'Ho et al., 2020, appendix B', url: 'https://arxiv.org/abs/2006.11239' },
    { text: 'Dhariwal & Nichol, 2021, Diffusion models beat GANs', url: 'https://arxiv.org/abs/2105.05233' },
  ],
  build: (c, p) => ({
    out: () => (p.channels.length ? uNet(c.id, p) : c.refuse('a U-Net needs at least one size', 'give at least one number of channels')),
  }),
});
