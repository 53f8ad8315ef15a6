/** Given: a value the model is conditioned on and never generates. */
import { defineNode } from '../define.ts';

export default defineNode({
  kind: 'Given',
  version: 1,
  title: 'Given',
  summary: 'A condition: provided when sampling, never generated.',
  words: 'condition label class input conditional context',
  category: 'variable',
  inputs: { data: { kind: 'value', arity: 'optional', meaning: 'the column it is read from while learning' } },
  outputs: { out: { kind: 'value', meaning: 'the given value' }, variable: { kind: 'variable', meaning: 'the variable itself' } },
  params: {
    size: {
      type: 'optional-number',
      label: 'Size',
      meaning: 'numbers per example, when no data says so',
      default: null,
      min: 1,
      max: 4096,
      integer: true,
      whenNull: 'from its data',
    },
  },
  infer: (i, p) => {
    i.same('out', 'data');
    if (p.size !== null) i.set('out', { layout: 'vector', shape: [p.size], values: { kind: 'real' } });
  },
});
