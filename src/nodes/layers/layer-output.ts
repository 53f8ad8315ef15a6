/** Output of a custom network. */
import { numel, sameShape } from '../../graph/space.ts';
import { defineNode } from '../define.ts';
import { dense } from '../networks/dense.ts';
import { ONE_IN, input } from './ports.ts';

export default defineNode({
  kind: 'LayerOutput',
  version: 1,
  title: 'Output',
  summary: 'What the network gives; a last dense layer makes the shape asked for.',
  category: 'layer',
  layer: true,
  inputs: ONE_IN,
  outputs: {},
  params: {
    project: {
      type: 'boolean',
      label: 'Dense to fit',
      meaning: 'add a dense layer that gives the shape asked for, where the shapes differ',
      default: true,
    },
  },
  layerRule: (c, p) => {
    const x = input(c);
    if (sameShape(x.event, c.out)) return x;
    if (numel(x.event) === numel(c.out)) return c.b.reshape(x, c.out);
    if (!p.project)
      return c.refuse(
        `it gives [${x.event.join('×')}] where [${c.out.join('×')}] is asked for`,
        'change the last layer, or switch on “Dense to fit”',
      );
    return c.b.reshape(dense(c.b, c.scope, c.b.flat(x), numel(c.out), 0.1), c.out);
  },
});
