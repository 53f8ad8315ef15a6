/** Denoising: guess the noise in x_t, or the clean x, at a random noise level. */
import { grade } from '../../distributions/grade.ts';
import type { Val } from '../../ir/value.ts';
import { type ObjectiveContext, defineNode } from '../define.ts';
import { type Regressed, VARIABLE, byLevel, regress, writtenRegression } from './regression.ts';

/** What the squared error of the network is multiplied by: event []; undefined for one. */
function weight(c: ObjectiveContext, r: Regressed, weighting: 'simple' | 'min-snr' | 'edm', gamma: number): Val | undefined {
  const { b } = c;
  const { alpha, sigma } = r.level;
  switch (weighting) {
    case 'simple':
      return undefined;
    case 'min-snr':
      return b.mul(b.minimum(gamma, b.square(b.div(alpha, sigma))), b.square(r.gain));
    case 'edm': {
      const scale = r.schedule.dataScale;
      if (scale === undefined)
        return c.refuse(
          `EDM weighting goes by the noise beside clean data, and the ${r.schedule.kind} path of ${r.schedule.node} shrinks them`,
          'choose another weighting, or the EDM path',
        );
      const error = b.div(b.add(b.square(sigma), scale ** 2), b.square(b.mul(scale, sigma)));
      return b.mul(error, b.square(r.gain));
    }
  }
}
/** The weight as KaTeX, and what it is; g is how much further the clean value is off than the network's answer. */
const WEIGHTS: Readonly<Record<'simple' | 'min-snr' | 'edm', (gamma: number) => readonly [string, string?]>> = {
  simple: () => [''],
  'min-snr': (gamma) => ['w_t', `\\min\\big(${gamma},\\,\\alpha_t^2/\\sigma_t^2\\big)\\,g_t^2`],
  edm: () => ['\\lambda_t', '\\frac{\\sigma_t^2+\\sigma_{\\text{data}}^2}{(\\sigma_t\\,\\sigma_{\\text{data}})^2}\\,g_t^2'],
};

export default defineNode({
  kind: 'Denoising',
  version: 1,
  title: 'Denoising',
  summary: 'Teaches a Diffusion to tell noise from data: a squared error at a random noise level.',
  words: 'loss ddpm diffusion mse eps',
  category: 'objective',
  inputs: VARIABLE,
  outputs: { out: { kind: 'objective', meaning: 'the mean squared error' } },
  params: {
    weighting: {
      type: 'choice',
      label: 'Weighting',
      meaning: 'how much each noise level counts',
      default: 'simple',
      options: [
        { value: 'simple', label: 'Simple: equally, in what the network gives' },
        { value: 'min-snr', label: 'Min-SNR: in the clean value, by the signal up to a limit' },
        { value: 'edm', label: 'EDM' },
      ],
    },
    gamma: {
      type: 'number',
      label: 'Limit',
      meaning: 'the most that a level counts, as a signal-to-noise ratio',
      default: 5,
      min: 0.01,
      max: 1000,
      when: { param: 'weighting', in: ['min-snr'] },
    },
  },
  math: {
    latex:
      '\\mathcal L = \\mathbb E_{t,\\epsilon}\\, w_t\\,\\big\\|\\epsilon - \\epsilon_\\theta(\\alpha_t x_0 + \\sigma_t\\epsilon,\\, t)\\big\\|^2',
    text: 'The best guess is a conditional mean, which is the score of the noisy data. A latent’s value and the base are held: nothing else may make the guess easy.',
  },
  references: [
    { text: 'Ho et al., 2020, section 3.4', url: 'https://arxiv.org/abs/2006.11239' },
    { text: 'Hang et al., 2023, Min-SNR weighting', url: 'https://arxiv.org/abs/2303.09556' },
    { text: 'Karras et al., 2022', url: 'https://arxiv.org/abs/2206.00364' },
  ],
  losses: (c, p) => {
    const { b } = c;
    const r = regress(c, ['epsilon', 'x0', 'v', 'edm']);
    const w = weight(c, r, p.weighting, p.gamma);
    return [
      {
        name: 'Denoising',
        value: b.mean(w ? b.mul(w, r.error) : r.error),
        grade: grade(
          'estimate',
          c.id,
          r.schedule.chain ? 'a bound with other weights, which is no likelihood' : 'a squared error, which is no likelihood',
        ),
        written: (s) => writtenRegression(s, c.id, r, ...WEIGHTS[p.weighting](p.gamma)),
        unit: 'mean squared error',
        monitors: {},
        profiles: byLevel(b, r),
      },
    ];
  },
});
