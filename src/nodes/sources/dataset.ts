/** Dataset: columns of examples. Reading a column that clamps a variable is reading that variable (DESIGN rule 2). */
import { defineNode } from '../define.ts';

/** Names of the data sets made by src/data; a test holds the two lists together. */
export const SOURCES = [
  { value: '8gaussians', label: '8 Gaussians' },
  { value: 'moons', label: 'Two moons' },
  { value: 'checkerboard', label: 'Checkerboard' },
  { value: 'swissroll', label: 'Swiss roll' },
  { value: 'pinwheel', label: 'Pinwheel' },
  { value: 'rings', label: 'Rings' },
  { value: 'circle', label: 'Circle (a 1-D manifold)' },
  { value: 'gaussian', label: 'One Gaussian' },
  { value: 'two-classes', label: 'Two classes' },
  { value: 'factors-linear', label: 'Linear factors (6-D)', words: 'ppca pca factor analysis' },
  { value: 'digits', label: 'Drawn digits 28×28', words: 'mnist images numbers handwritten' },
  { value: 'digits-16', label: 'Drawn digits 16×16', words: 'mnist images numbers handwritten' },
  { value: 'digits-8', label: 'Drawn digits 8×8', words: 'mnist images numbers handwritten' },
  { value: 'shapes', label: 'Coloured shapes', words: 'images rgb cifar pictures captions' },
  { value: 'grammar', label: 'Grammar text', words: 'language sequences tokens' },
  { value: 'markov', label: 'Markov text', words: 'language sequences tokens characters' },
  { value: 'brackets', label: 'Brackets' },
  { value: 'file', label: 'Your own file', words: 'upload import csv images' },
] as const;
export const COLUMNS = ['x', 'y', 'caption', 'factors'] as const;

export default defineNode({
  kind: 'Dataset',
  version: 1,
  title: 'Dataset',
  summary: 'Examples to learn from: made by Wellspring, or your own files.',
  words: 'data input examples training set import csv images load file',
  category: 'data',
  inputs: {},
  outputs: {
    x: { kind: 'value', meaning: 'the examples themselves' },
    y: { kind: 'value', meaning: 'class labels, where the data has them' },
    caption: { kind: 'value', meaning: 'a caption in tokens, where the data has one' },
    factors: { kind: 'value', meaning: 'the known factors behind each example, where the data has them' },
  },
  params: {
    source: { type: 'choice', label: 'Data', meaning: 'which examples', default: 'moons', options: SOURCES },
    values: {
      type: 'choice',
      label: 'Values of x',
      meaning: 'how pixel values are read; binary and levels give proper bits per dimension',
      default: 'as-is',
      options: [
        { value: 'as-is', label: 'As they are' },
        { value: 'binary', label: 'Binary (above or below half)' },
        { value: 'levels', label: 'Fewer levels' },
        { value: 'unit', label: 'Scaled to 0…1' },
      ],
    },
    levels: {
      type: 'number',
      label: 'Levels',
      meaning: 'number of grey levels',
      default: 16,
      min: 2,
      max: 256,
      integer: true,
      when: { param: 'values', in: ['levels'] },
    },
  },
  infer: (i) => {
    for (const port of COLUMNS) {
      const column = i.columns?.[port];
      if (column) i.set(port, column);
    }
  },
});
