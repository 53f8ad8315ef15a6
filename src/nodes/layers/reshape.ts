/** Reshape layer. */
import { numel } from '../../graph/space.ts';
import { defineNode } from '../define.ts';
import { ONE_IN, OUT, input } from './ports.ts';

export default defineNode({
  kind: 'Reshape',
  version: 1,
  title: 'Reshape',
  summary: 'The same numbers in another shape; an empty shape flattens.',
  category: 'layer',
  layer: true,
  inputs: ONE_IN,
  outputs: OUT,
  params: {
    shape: {
      type: 'integers',
      label: 'Shape',
      meaning: 'the new shape, without the batch; empty: one axis',
      default: [],
      min: 1,
      max: 1_000_000,
      maxLength: 4,
    },
  },
  layerRule: (c, p) => {
    const x = input(c);
    if (p.shape.length === 0) return c.b.flat(x);
    if (numel(p.shape) !== numel(x.event))
      return c.refuse(
        `[${x.event.join('×')}] has ${numel(x.event)} numbers, [${p.shape.join('×')}] has ${numel(p.shape)}`,
        'choose a shape with as many numbers',
      );
    return c.b.reshape(x, p.shape);
  },
});
