/** FlowMatching: regress the velocity of straight lines from data to noise. */
import { grade } from '../../distributions/grade.ts';
import { defineNode } from '../define.ts';
import { VARIABLE, byLevel, regress, writtenRegression } from './regression.ts';

export default defineNode({
  kind: 'FlowMatching',
  version: 1,
  title: 'Flow matching',
  summary: 'Teaches a Diffusion on a straight path its velocity: rectified flow.',
  words: 'loss rectified velocity diffusion',
  category: 'objective',
  inputs: VARIABLE,
  outputs: { out: { kind: 'objective', meaning: 'the mean squared error of the velocity' } },
  params: {},
  math: {
    latex:
      '\\mathcal L = \\mathbb E_{t,\\epsilon}\\,\\big\\|(\\epsilon - x_0) - u_\\theta\\big((1-t)\\,x_0 + t\\,\\epsilon,\\; t\\big)\\big\\|^2',
    text: 'Lines from every x₀ to every ε cross; the best velocity is their mean, and its flow has the same marginals without crossing.',
  },
  references: [
    { text: 'Lipman et al., 2023, Flow matching for generative modeling', url: 'https://arxiv.org/abs/2210.02747' },
    { text: 'Liu et al., 2023, Flow straight and fast', url: 'https://arxiv.org/abs/2209.03003' },
  ],
  losses: (c) => {
    const r = regress(c, ['velocity']);
    return [
      {
        name: 'Flow matching',
        value: c.b.mean(r.error),
        grade: grade('estimate', c.id, 'a squared error of velocities, which is no likelihood'),
        written: (s) => writtenRegression(s, c.id, r, ''),
        unit: 'mean squared error',
        monitors: {},
        profiles: byLevel(c.b, r),
      },
    ];
  },
});
