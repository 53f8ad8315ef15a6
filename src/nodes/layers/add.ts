/** Add layer: the sum of what it reads, for skip connections. */
import { sameShape } from '../../graph/space.ts';
import { defineNode } from '../define.ts';
import { MANY_IN, OUT } from './ports.ts';

export default defineNode({
  kind: 'Add',
  version: 1,
  title: 'Add',
  summary: 'The sum of what it reads: skip connections.',
  category: 'layer',
  layer: true,
  inputs: MANY_IN,
  outputs: OUT,
  params: {},
  layerRule: (c) => {
    const xs = c.inputs('x');
    const odd = xs.find((x) => !sameShape(x.event, xs[0]!.event));
    if (xs.length === 0) return c.refuse('nothing is wired to it', 'wire at least one layer to it');
    if (odd) return c.refuse(`it would add [${xs[0]!.event.join('×')}] and [${odd.event.join('×')}]`, 'give both the same shape');
    return xs.reduce((a, x) => c.b.add(a, x));
  },
});
