/** Apply: runs a network on a value. */
import { eventOf } from '../../graph/space.ts';
import { defineNode } from '../define.ts';
import { readable } from '../distributions/reading.ts';

export default defineNode({
  kind: 'Apply',
  version: 1,
  title: 'Apply',
  summary: 'Runs a network on a value, such as features shared by two encoders.',
  words: 'features run function forward',
  category: 'network',
  inputs: {
    x: { kind: 'value', arity: 'one', meaning: 'what the network reads' },
    network: { kind: 'network', arity: 'optional', meaning: 'the network; a default one if nothing is wired' },
  },
  outputs: { out: { kind: 'value', meaning: 'what the network gives' } },
  params: { shape: { type: 'integers', label: 'Shape', meaning: 'shape of the result', default: [64], min: 1, max: 4096, maxLength: 3 } },
  infer: (i, p) => i.set('out', { shape: p.shape, values: { kind: 'real' } }),
  build: (c) => ({
    out: () => ({ val: c.network('network').apply(c.b, { x: [readable(c, 'x')], condition: [] }, eventOf(c.space('out'))) }),
  }),
});
