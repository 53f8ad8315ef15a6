/** Embedding layer: a learnt vector for each one-hot token of the last axis. */
import { defineNode } from '../define.ts';
import { ONE_IN, OUT, input } from './ports.ts';

export default defineNode({
  kind: 'TokenEmbedding',
  version: 1,
  title: 'Embedding',
  summary: 'A learnt vector for each token; tokens arrive one-hot along the last axis.',
  category: 'layer',
  layer: true,
  inputs: ONE_IN,
  outputs: OUT,
  params: { size: { type: 'number', label: 'Size', meaning: 'length of each vector', default: 32, min: 1, max: 1024, integer: true } },
  layerRule: (c, p) => {
    const x = input(c);
    return c.b.matmul(x, c.b.param(`${c.scope}.table`, [x.event.at(-1)!, p.size], { kind: 'normal', scale: 1 }));
  },
});
