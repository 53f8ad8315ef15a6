/** Observed: a random variable with data. Only its p generates it. */
import { defineNode } from '../define.ts';

export default defineNode({
  kind: 'Observed',
  version: 1,
  title: 'Observed',
  summary: 'A random variable with data: clamped while learning, drawn from p when sampling.',
  words: 'x data output target variable visible vae gan',
  category: 'variable',
  shows: 'beside',
  inputs: {
    p: { kind: 'distribution', arity: 'optional', meaning: 'the distribution that generates it' },
    data: { kind: 'value', arity: 'optional', meaning: 'the column of data it is clamped to' },
  },
  outputs: {
    x: { kind: 'value', meaning: 'its value: data while learning, a draw when sampling' },
    variable: { kind: 'variable', meaning: 'the variable itself' },
  },
  params: {},
  math: { latex: 'x \\sim p(x\\mid \\mathrm{parents})', text: 'Drawn hatched, as observed variables are in plate diagrams.' },
  infer: (i) => {
    i.same('x', 'data');
    i.same('x', 'p');
  },
});
