/** Embedding: a learnt vector for each token. */
import { defineNode } from '../define.ts';
import { soft } from '../../distributions/distribution.ts';

export default defineNode({
  kind: 'Embedding',
  version: 1,
  title: 'Embedding',
  summary: 'Looks up a learnt vector for each token of a value.',
  words: 'lookup table label class token vector',
  category: 'network',
  inputs: { x: { kind: 'value', arity: 'one', meaning: 'tokens' } },
  outputs: { out: { kind: 'value', meaning: 'one vector a token' } },
  params: { size: { type: 'number', label: 'Size', meaning: 'length of each vector', default: 16, min: 1, max: 1024, integer: true } },
  infer: (i, p) => {
    const { shape } = i.get('x');
    if (shape) i.set('out', { shape: [...shape, p.size] });
    i.set('out', { values: { kind: 'real' } });
  },
  build: (c, p) => ({
    out: () => {
      const { values } = c.space('x');
      if (values.kind !== 'tokens')
        return c.refuse(`an embedding looks up tokens, but it is given ${values.kind} values`, 'wire a class label or text here');
      const table = c.b.param(`${c.id}.table`, [values.k, p.size], { kind: 'normal', scale: 1 });
      return { val: c.b.matmul(soft(c.value('x')), table) };
    },
  }),
});
