/** ScoreMatching: denoising score matching over the noise levels of a Diffusion. */
import { grade } from '../../distributions/grade.ts';
import { defineNode } from '../define.ts';
import { VARIABLE, byLevel, regress, writtenRegression } from './regression.ts';

export default defineNode({
  kind: 'ScoreMatching',
  version: 1,
  title: 'Score matching',
  summary: 'Teaches a Diffusion the slope of log p of noisy data, at every noise level: NCSN.',
  words: 'loss dsm ncsn score diffusion',
  category: 'objective',
  inputs: VARIABLE,
  outputs: { out: { kind: 'objective', meaning: 'half the mean squared error of the score, times the variance of the noise' } },
  params: {},
  math: {
    latex:
      '\\mathcal L = \\tfrac12\\,\\mathbb E_{\\sigma,\\epsilon}\\,\\sigma^2\\Big\\| s_\\theta(x + \\sigma\\epsilon,\\, \\sigma) + \\frac{\\epsilon}{\\sigma}\\Big\\|^2',
    text: 'The score of one noisy example points back at it; the best answer for all of them is the score of noisy data, whose normaliser has dropped out. The network gives σ times the score.',
  },
  references: [
    { text: 'Vincent, 2011, A connection between score matching and denoising autoencoders', url: 'https://doi.org/10.1162/NECO_a_00142' },
    { text: 'Song & Ermon, 2019, Generative modeling by estimating gradients', url: 'https://arxiv.org/abs/1907.05600' },
  ],
  losses: (c) => {
    const r = regress(c, ['score']);
    return [
      {
        name: 'Score matching',
        value: c.b.mul(0.5, c.b.mean(r.error)),
        grade: grade('estimate', c.id, 'a squared error of scores, which is no likelihood'),
        written: (s) => writtenRegression(s, c.id, r, '\\tfrac12'),
        unit: 'mean squared error',
        monitors: {},
        profiles: byLevel(c.b, r),
      },
    ];
  },
});
