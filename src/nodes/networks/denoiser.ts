/** Denoiser: residual layers over x that time and conditions scale and shift (FiLM). */
import { numel } from '../../graph/space.ts';
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';
import type { Network, NetworkInputs } from '../../distributions/distribution.ts';
import { defineNode } from '../define.ts';
import { activate } from './activations.ts';
import { dense } from './dense.ts';
import { beside } from './time-features.ts';

export interface DenoiserOptions {
  readonly width: number;
  readonly blocks: number;
  readonly embedding: number;
  readonly lastGain: number;
}
export const DENOISER_DEFAULTS: DenoiserOptions = { width: 128, blocks: 2, embedding: 32, lastGain: 0 };

const silu = (b: Builder, x: Val): Val => activate(b, 'silu', x);
/** One vector of what the network knows beside x: time features and conditions through two layers. Undefined where there is nothing. */
export function embedded(b: Builder, scope: string, ins: NetworkInputs, size: number): Val | undefined {
  const all = beside(b, ins).map((v) => b.flat(v));
  if (all.length === 0) return undefined;
  // each on its own first, so that a time without a batch is read once for the batch
  const first = all.map((v, i) => dense(b, `${scope}.embed${i}`, v, size)).reduce((s, v) => b.add(s, v));
  return silu(b, dense(b, `${scope}.embed`, silu(b, first), size));
}
/** (1 + scale) h + shift, both from the embedding (Perez et al., 2018, FiLM, eq. 2). h is [.., n]. */
export function modulated(b: Builder, scope: string, h: Val, embedding: Val | undefined): Val {
  if (!embedding) return h;
  const n = h.event.at(-1)!;
  const both = dense(b, scope, embedding, 2 * n, 0.5);
  return b.add(b.mul(h, b.add(1, b.slice(both, 0, 0, n))), b.slice(both, 0, n, 2 * n));
}

/** Flattens what it reads; gives any shape. */
export function denoiser(scope: string, o: DenoiserOptions): Network {
  return {
    scope,
    causal: false,
    apply: (b, ins, out) => {
      const e = embedded(b, scope, ins, o.embedding);
      let h = dense(
        b,
        `${scope}.first`,
        b.concat(
          ins.x.map((v) => b.flat(v)),
          0,
        ),
        o.width,
      );
      for (let i = 0; i < o.blocks; i++) {
        const name = `${scope}.block${i}`;
        const inner = silu(b, modulated(b, `${name}.film`, dense(b, `${name}.a`, h, o.width), e));
        // a share each, so that the sum stays of one size
        h = b.add(h, dense(b, `${name}.b`, inner, o.width, Math.SQRT2 / Math.sqrt(o.blocks)));
      }
      return b.reshape(dense(b, `${scope}.last`, silu(b, h), numel(out), o.lastGain), out);
    },
  };
}

export default defineNode({
  kind: 'Denoiser',
  version: 1,
  title: 'Denoiser',
  summary: 'A residual network over vectors, told the noise level and the conditions at every layer.',
  words: 'diffusion score network eps time',
  category: 'network',
  inputs: {},
  outputs: { out: { kind: 'network', meaning: 'the network; its input and output shapes are found where it is used' } },
  params: {
    width: {
      type: 'number',
      label: 'Width',
      meaning: 'units of each layer',
      default: 128,
      min: 1,
      max: 4096,
      integer: true,
      unit: 'units',
    },
    blocks: { type: 'number', label: 'Blocks', meaning: 'residual blocks of two layers', default: 2, min: 0, max: 32, integer: true },
    embedding: {
      type: 'number',
      label: 'Embedding',
      meaning: 'length of the vector that time and conditions are made into',
      default: 32,
      min: 1,
      max: 1024,
      integer: true,
    },
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
    latex: 'h \\leftarrow h + W_2\\,\\phi\\big((1+\\gamma(e))\\odot W_1 h + \\beta(e)\\big), \\qquad e = \\mathrm{MLP}(t, c)',
    text: 'Time t enters as sines and cosines. φ is SiLU.',
  },
  references: [
    { text: 'Perez et al., 2018, FiLM', url: 'https://arxiv.org/abs/1709.07871' },
    { text: 'He et al., 2016, Deep residual learning', url: 'https://arxiv.org/abs/1512.03385' },
  ],
  build: (c, p) => ({ out: () => denoiser(c.id, p) }),
});
