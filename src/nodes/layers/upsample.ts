/** Upsample layer: nearest neighbour. */
import { defineNode } from '../define.ts';
import { ONE_IN, OUT, image } from './ports.ts';

export default defineNode({
  kind: 'Upsample',
  version: 1,
  title: 'Upsample',
  summary: 'Repeats each pixel: nearest-neighbour enlargement.',
  category: 'layer',
  layer: true,
  inputs: ONE_IN,
  outputs: OUT,
  params: {
    factor: { type: 'number', label: 'Factor', meaning: 'how many times larger', default: 2, min: 2, max: 8, integer: true, unit: 'times' },
  },
  layerRule: (c, p) => {
    const x = image(c);
    const [h, w, n] = x.event as readonly [number, number, number];
    const wide = c.b.expand(c.b.reshape(x, [h, 1, w, 1, n]), [], [h, p.factor, w, p.factor, n]);
    return c.b.reshape(wide, [h * p.factor, w * p.factor, n]);
  },
});
