/** GPT: a causal transformer, pre-norm (Radford et al., 2019, section 2.3; Vaswani et al., 2017, eq. 1). */
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';
import { type Network, type Steps } from '../../distributions/distribution.ts';
import { refuse } from '../../ir/refusal.ts';
import { defineNode } from '../define.ts';
import { activate } from './activations.ts';
import { conditioned, joined, later, question } from './causal.ts';
import { dense } from './dense.ts';
import { layerNorm } from './normalise.ts';

export interface GptOptions {
  readonly layers: number;
  /** Numbers a position has between the layers. */
  readonly size: number;
  readonly heads: number;
  /** The last layer is the embedding, transposed. */
  readonly tied: boolean;
}
export const GPT_DEFAULTS: GptOptions = { layers: 2, size: 64, heads: 4, tied: false };
/** Small starts of embeddings, so that no symbol stands out. */
const START = { kind: 'normal', scale: 0.1 } as const;

/** Position i reads the value at i - 1 and its own place, and attends to the positions up to itself. Parameters `<scope>.embed`, `<scope>.place`, `<scope>.h0.query.w`, … */
export function gpt(scope: string, o: GptOptions): Network {
  const { size, heads } = o;
  const head = size / heads;
  if (!Number.isInteger(head))
    refuse(scope.split('.')[0]!, `${size} numbers cannot be split among ${heads} heads`, 'make Size a multiple of Heads');
  const embedding = (b: Builder, width: number): Val => b.param(`${scope}.embed`, [width, size], START);
  const places = (b: Builder, n: number): Val => b.param(`${scope}.place`, [n, size], START);
  /** [.., size] to [.., heads, head]. */
  const split = (b: Builder, x: Val): Val => b.reshape(x, [...x.event.slice(0, -1), heads, head]);
  // the two layers that write to the stream start smaller the more of them there are (Radford et al., 2019)
  const quiet = 1 / Math.sqrt(2 * o.layers);
  const project = (b: Builder, layer: string, name: string, x: Val): Val => split(b, dense(b, `${layer}.${name}`, x, size, 1));
  const feed = (b: Builder, layer: string, h: Val): Val => {
    const wide = activate(b, 'gelu', dense(b, `${layer}.up`, layerNorm(b, `${layer}.norm2`, h), 4 * size));
    return b.add(h, dense(b, `${layer}.down`, wide, size, quiet));
  };
  const said = (b: Builder, h: Val, width: number, numbers: number): Val => {
    const last = layerNorm(b, `${scope}.norm`, h);
    if (!o.tied) return dense(b, `${scope}.last`, last, numbers, 0.1);
    if (width !== numbers)
      refuse(
        scope.split('.')[0]!,
        `it reads ${width} numbers a position and gives ${numbers}, so the two tables cannot be one`,
        'switch Tied off; it is for tokens',
      );
    return last.event.length === 2 ? b.contract(last, embedding(b, width), 'nd,wd->nw') : b.contract(last, embedding(b, width), 'd,wd->w');
  };
  const softmax = (b: Builder, x: Val): Val => b.exp(b.logSoftmax(x));
  const scale = 1 / Math.sqrt(head);

  return {
    scope,
    causal: true,
    apply: (b, ins, out) => {
      const { x, n, width, numbers, condition } = question(b, scope, ins, out);
      const index = Array.from({ length: n }, (_, i) => i);
      const future = b.mul(-1e9, b.greater(b.constant(index, [n]), b.constant(index, [n, 1])));
      let h = b.add(b.matmul(later(b, b.reshape(x, [n, width])), embedding(b, width)), places(b, n));
      h = conditioned(b, scope, h, condition);
      for (let i = 0; i < o.layers; i++) {
        const layer = `${scope}.h${i}`;
        const read = layerNorm(b, `${layer}.norm1`, h);
        const [q, k, v] = ['query', 'key', 'value'].map((name) => project(b, layer, name, read)) as [Val, Val, Val];
        const weights = softmax(b, b.add(b.mul(scale, b.contract(q, k, 'thd,shd->hts')), future));
        const seen = b.reshape(b.contract(weights, v, 'hts,shd->thd'), [n, size]);
        h = feed(b, layer, b.add(h, dense(b, `${layer}.out`, seen, size, quiet)));
      }
      return b.reshape(said(b, h, width, numbers), out);
    },
    // keys and values of earlier positions are kept, so that a new one costs one row
    steps: (b, { positions, width, numbers, condition }, plates): Steps => {
      const n = positions.reduce((a, d) => a * d, 1);
      const given = joined(b, condition);
      const index = b.constant(
        Array.from({ length: n }, (_, i) => i),
        [n],
      );
      const empty = b.expand(b.of(0), plates, [n, heads, head]);
      return {
        start: Array.from({ length: 2 * o.layers }, () => empty),
        next: (carried, before, at) => {
          const here = b.eq(index, at);
          const future = b.mul(-1e9, b.greater(index, at));
          const write = (cache: Val, row: Val): Val => b.add(cache, b.mul(b.reshape(here, [n, 1, 1]), row));
          let h = b.add(b.contract(before, embedding(b, width), 'w,wd->d'), b.contract(here, places(b, n), 'n,nd->d'));
          h = conditioned(b, scope, h, given);
          const kept: Val[] = [];
          for (let i = 0; i < o.layers; i++) {
            const layer = `${scope}.h${i}`;
            const read = layerNorm(b, `${layer}.norm1`, h);
            const [q, k, v] = ['query', 'key', 'value'].map((name) => project(b, layer, name, read)) as [Val, Val, Val];
            const keys = write(carried[2 * i]!, k);
            const values = write(carried[2 * i + 1]!, v);
            kept.push(keys, values);
            const weights = softmax(b, b.add(b.mul(scale, b.contract(q, keys, 'hd,shd->hs')), future));
            const seen = b.reshape(b.contract(weights, values, 'hs,shd->hd'), [size]);
            h = feed(b, layer, b.add(h, dense(b, `${layer}.out`, seen, size, quiet)));
          }
          return { carried: kept, out: said(b, h, width, numbers) };
        },
      };
    },
  };
}

export default defineNode({
  kind: 'GPT',
  version: 1,
  title: 'GPT',
  summary: 'A causal transformer: each position attends to those before it.',
  words: 'transformer attention causal language autoregressive',
  category: 'network',
  inputs: {},
  outputs: { out: { kind: 'network', meaning: 'the network; what it reads and gives is found where it is used' } },
  params: {
    layers: {
      type: 'number',
      label: 'Layers',
      meaning: 'blocks of attention and a dense network',
      default: 2,
      min: 1,
      max: 12,
      integer: true,
    },
    size: {
      type: 'number',
      label: 'Size',
      meaning: 'numbers a position has between the layers',
      default: 64,
      min: 4,
      max: 1024,
      integer: true,
      unit: 'numbers',
    },
    heads: {
      type: 'number',
      label: 'Heads',
      meaning: 'attentions side by side; they share the size',
      default: 4,
      min: 1,
      max: 16,
      integer: true,
    },
    tied: { type: 'boolean', label: 'Tied', meaning: 'read and say symbols by one and the same table', default: false },
  },
  math: {
    latex:
      'h \\leftarrow h + W_o\\,\\operatorname{softmax}\\!\\Big(\\frac{QK^\\top}{\\sqrt d} + M\\Big)V, \\qquad h \\leftarrow h + W_2\\,\\phi\\big(W_1 \\operatorname{LN}(h)\\big), \\qquad M_{ts} = -\\infty \\ \\text{for}\\ s > t',
    text: 'Position i is given the value at i − 1, so what it says depends on the values before i only. Drawing keeps the keys and values of earlier positions.',
  },
  references: [
    { text: 'Vaswani et al., 2017, Attention is all you need', url: 'https://arxiv.org/abs/1706.03762' },
    {
      text: 'Radford et al., 2019, Language models are unsupervised multitask learners',
      url: 'https://cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf',
    },
  ],
  build: (c, p) => ({ out: () => gpt(c.id, p) }),
});
