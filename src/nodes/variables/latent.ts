/** Latent: a random variable without data. */
import { defineNode } from '../define.ts';

export default defineNode({
  kind: 'Latent',
  version: 1,
  title: 'Latent',
  summary: 'A hidden random variable: p generates it, q infers it.',
  words: 'hidden code z vae gmm unobserved',
  category: 'variable',
  shows: 'codes',
  inputs: {
    p: { kind: 'distribution', arity: 'optional', meaning: 'the distribution that generates it' },
    q: { kind: 'distribution', arity: 'optional', meaning: 'the approximate posterior that infers it from data' },
    regulariser: { kind: 'distribution', arity: 'optional', meaning: 'what the ELBO’s KL is taken to instead of p' },
  },
  outputs: {
    z: { kind: 'value', meaning: 'its value: from q beside data, from p when sampling' },
    variable: { kind: 'variable', meaning: 'the variable itself' },
  },
  params: {
    size: {
      type: 'optional-number',
      label: 'Size',
      meaning: 'dimensions, when neither p nor q says so',
      default: null,
      min: 1,
      max: 4096,
      integer: true,
      whenNull: 'from p or q',
    },
  },
  math: {
    latex: 'z \\sim p(z), \\qquad z \\sim q(z\\mid x)',
    text: 'Without a q, a latent is integrated exactly where that is possible: by enumeration or in closed form.',
  },
  infer: (i, p) => {
    i.same('z', 'p');
    i.same('z', 'q');
    i.same('z', 'regulariser');
    if (p.size !== null) i.set('z', { layout: 'vector', shape: [p.size] });
  },
});
