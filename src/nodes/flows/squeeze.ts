/** Squeeze: each square of two by two pixels becomes one pixel of four times the channels. */
import type { Space, SpaceTerm } from '../../graph/space.ts';
import type { Bijection } from '../../distributions/bijection.ts';
import { type BuildContext, type Infer, defineNode } from '../define.ts';
import { FLOW_INPUTS, FLOW_OUTPUTS, flow, sameValues } from './base.ts';
import { throughFlow } from './notation.ts';

/** What is known of one side, from the other. */
function shapes(i: Infer): void {
  const [height, width, channels, ...more] = i.get('out').shape ?? [];
  if (channels !== undefined && more.length === 0 && height! % 2 === 0 && width! % 2 === 0)
    i.set('base', { shape: [height! / 2, width! / 2, 4 * channels] });
  const [h, w, c, ...rest] = i.get('base').shape ?? [];
  if (c !== undefined && rest.length === 0 && c % 4 === 0) i.set('out', { shape: [2 * h!, 2 * w!, c / 4] });
}
const isOdd = (n: number | undefined): boolean => n === undefined || n % 2 !== 0;
function squeezable(c: BuildContext, { shape }: Space): void {
  if (shape.length !== 3)
    c.refuse(`it squeezes images, and what it makes is [${shape.join('×')}]`, 'use it for images: height, width and channels');
  if (isOdd(shape[0]) || isOdd(shape[1]))
    c.refuse(`it halves the height and the width, and they are ${shape[0]} and ${shape[1]}`, 'use images with an even height and width');
}

function unsqueeze([height, width, channels]: readonly number[]): Bijection {
  const [h, w, k] = [height!, width!, channels! / 4];
  return {
    forward: (b, z) => ({
      val: b.reshape(b.transpose(b.reshape(z, [h, w, 2, 2, k]), [0, 2, 1, 3, 4]), [2 * h, 2 * w, k]),
      logDet: b.of(0),
    }),
    inverse: (b, x) => ({
      val: b.reshape(b.transpose(b.reshape(x, [h, 2, w, 2, k]), [0, 2, 1, 3, 4]), [h, w, 4 * k]),
      logDet: b.of(0),
    }),
  };
}

export default defineNode({
  kind: 'Squeeze',
  version: 1,
  title: 'Squeeze',
  summary: 'Towards the base, an image gets half the height and width and four times the channels. Volume is kept.',
  words: 'flow glow multiscale reshape',
  category: 'distribution',
  inputs: FLOW_INPUTS,
  outputs: FLOW_OUTPUTS,
  params: {},
  math: {
    latex: 'z_{i,j,\\,2ac+bc+k} = x_{2i+a,\\,2j+b,\\,k}, \\quad a, b \\in \\{0, 1\\}, \\qquad \\log|\\det| = 0',
    text: 'Couplings by channel then mix neighbouring pixels, and the next scale sees a wider part of the image. The same as space to depth.',
  },
  references: [{ text: 'Dinh et al., 2017, RealNVP, section 3.6', url: 'https://arxiv.org/abs/1605.08803' }],
  law: (c) => throughFlow(c, 'Squeeze', { logDet: '' }),
  infer: (i) => {
    sameValues(i);
    const layout: SpaceTerm = { layout: 'image' };
    i.set('base', layout);
    i.set('out', layout);
    shapes(i);
  },
  build: (c) => ({
    out: () => {
      squeezable(c, c.space('out'));
      return flow(c, 4, unsqueeze);
    },
  }),
});
