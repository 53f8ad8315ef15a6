/** Concat layer: joins along the last axis. */
import { sameShape } from '../../graph/space.ts';
import { defineNode } from '../define.ts';
import { MANY_IN, OUT } from './ports.ts';

export default defineNode({
  kind: 'Concat',
  version: 1,
  title: 'Concat',
  summary: 'Joins what it reads along the last axis.',
  category: 'layer',
  layer: true,
  inputs: MANY_IN,
  outputs: OUT,
  params: {},
  layerRule: (c) => {
    const xs = c.inputs('x');
    const lead = (e: readonly number[]): readonly number[] => e.slice(0, -1);
    const odd = xs.find((x) => !sameShape(lead(x.event), lead(xs[0]!.event)));
    if (xs.length === 0) return c.refuse('nothing is wired to it', 'wire at least one layer to it');
    if (odd) return c.refuse(`[${xs[0]!.event.join('×')}] and [${odd.event.join('×')}] differ before the last axis`, 'reshape one of them');
    return c.b.concat(xs, xs[0]!.event.length - 1);
  },
});
