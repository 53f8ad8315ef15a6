/** Dropout layer: active while learning only. */
import { defineNode } from '../define.ts';
import { ONE_IN, OUT, input } from './ports.ts';

export default defineNode({
  kind: 'Dropout',
  version: 1,
  title: 'Dropout',
  summary: 'While learning, sets elements to zero at random and scales up the rest.',
  category: 'layer',
  layer: true,
  inputs: ONE_IN,
  outputs: OUT,
  params: { rate: { type: 'number', label: 'Rate', meaning: 'share of elements set to zero', default: 0.1, min: 0, max: 0.95 } },
  references: [{ text: 'Srivastava et al., 2014', url: 'https://jmlr.org/papers/v15/srivastava14a.html' }],
  layerRule: (c, p) => {
    const x = input(c);
    if (c.use === 'score' || p.rate === 0) return x;
    const keep = c.b.greater(c.b.random('uniform', x.plates, x.event), p.rate);
    return c.b.mul(x, c.b.mul(1 / (1 - p.rate), keep));
  },
});
