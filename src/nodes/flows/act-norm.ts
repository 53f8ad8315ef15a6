/** ActNorm: a scale and a shift that start so that the first batch comes out standardised, and are learnt from there. */
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';
import type { Bijection, Moved } from '../../distributions/bijection.ts';
import { type BuildContext, defineNode } from '../define.ts';
import { FLOW_INPUTS, FLOW_OUTPUTS, flow, sameSpace } from './base.ts';
import { throughFlow } from './notation.ts';

/** Variance of a number that never changes is taken for this, so that nothing is divided by zero. */
const LEAST_VARIANCE = 1e-8;

/** x = z e^s + t. One pair for each channel of an image, or for each number of a vector. */
function normalised(c: BuildContext, event: readonly number[]): Bijection {
  // channels are shared by positions
  const own = event.length === 3 ? [1, 1, event[2]!] : event;
  const positions = event.length === 3 ? event[0]! * event[1]! : 1;
  const over = (b: Builder, v: Val): Val => {
    const mean = b.mean(v);
    return event.length === 3 ? b.reshape(b.mul(1 / positions, b.sum(mean, [0, 1])), own) : mean;
  };
  const statistics = (b: Builder, v: Val): readonly [mean: Val, logDeviation: Val] => {
    const mean = over(b, v);
    return [mean, b.mul(0.5, b.log(b.maximum(over(b, b.square(b.sub(v, mean))), LEAST_VARIANCE)))];
  };
  /** What flows through when the start is found comes out with mean 0 and deviation 1, whichever way it flows. */
  const parameters = (b: Builder, v: Val, way: 'forward' | 'inverse'): readonly [logScale: Val, shift: Val] => {
    const logScale = b.paramFromData(`${c.id}.logScale`, own, () => {
      const [, logDeviation] = statistics(b, v);
      return way === 'inverse' ? logDeviation : b.neg(logDeviation);
    });
    const shift = b.paramFromData(`${c.id}.shift`, own, () => {
      const [mean, logDeviation] = statistics(b, v);
      return way === 'inverse' ? mean : b.neg(b.mul(mean, b.exp(b.neg(logDeviation))));
    });
    return [logScale, shift];
  };
  const volume = (b: Builder, logScale: Val): Val => b.mul(positions, b.sumEvent(logScale));
  return {
    forward: (b, z): Moved => {
      const [s, t] = parameters(b, z, 'forward');
      return { val: b.add(b.mul(z, b.exp(s)), t), logDet: volume(b, s) };
    },
    inverse: (b, x): Moved => {
      const [s, t] = parameters(b, x, 'inverse');
      return { val: b.mul(b.sub(x, t), b.exp(b.neg(s))), logDet: b.neg(volume(b, s)) };
    },
  };
}

export default defineNode({
  kind: 'ActNorm',
  version: 1,
  title: 'ActNorm',
  summary: 'A learnt scale and shift that start so that the first batch comes out with mean 0 and deviation 1.',
  words: 'flow glow normalisation normalization batchnorm',
  category: 'distribution',
  shows: 'grid',
  inputs: FLOW_INPUTS,
  outputs: FLOW_OUTPUTS,
  params: {},
  math: {
    latex:
      'x_{ijc} = e^{s_c} z_{ijc} + t_c, \\qquad \\log\\left|\\det \\tfrac{\\partial x}{\\partial z}\\right| = h\\,w \\sum_c s_c, \\qquad t_c, s_c \\leftarrow \\text{mean and log-deviation of the first batch}',
    text: 'One scale and one shift for each channel of an image, or for each number of a vector. After their start they are parameters like others, and nothing depends on the batch.',
  },
  references: [{ text: 'Kingma & Dhariwal, 2018, Glow', url: 'https://arxiv.org/abs/1807.03039' }],
  law: (c) => throughFlow(c, 'ActNorm', { logDet: c.space?.shape.length === 3 ? 'h\\,w\\sum_c s_c' : '\\sum_i s_i' }),
  infer: sameSpace,
  build: (c) => ({ out: () => flow(c, 1, (event) => normalised(c, event)) }),
});
