/** Coupling: one part of the numbers is scaled and shifted by what a network makes of the other part. */
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';
import type { Bijection, Moved } from '../../distributions/bijection.ts';
import { type BuildContext, defineNode } from '../define.ts';
import { condition } from '../distributions/reading.ts';
import { FLOW_INPUTS, FLOW_OUTPUTS, flow, flowNetwork, sameSpace } from './base.ts';
import { listed } from '../notation/formula.ts';
import { throughFlow } from './notation.ts';
import { type PartingOptions, partingOf } from './halves.ts';
import { COUPLING_INPUTS, SPLIT_PARAMS } from './split.ts';

/** Log-scales lie within this: softly, so that an untrained step cannot explode. */
const BOUND = 2;

function affine(
  c: BuildContext,
  event: readonly number[],
  p: PartingOptions & { readonly scale: boolean; readonly channels: number },
): Bijection {
  const parts = partingOf(c, event, p);
  const network = flowNetwork(c, event, { activation: 'silu', channels: p.channels });
  const conditions = condition(c);
  /** Moves the one part by `move`, which gets the log-scale and the shift that the other part asks for. */
  const either = (b: Builder, x: Val, move: (v: Val, logScale: Val, shift: Val) => Val, sign: 1 | -1): Moved => {
    const k = p.scale ? 2 : 1;
    const read = parts.read(b, x);
    const [shift, raw] = parts.values(b, network.apply(b, { x: [read], condition: conditions }, parts.asked(k)), k);
    const logScale = raw ? b.mul(BOUND, b.tanh(b.mul(1 / BOUND, raw))) : b.of(0);
    return {
      val: parts.whole(b, x, read, move(parts.part(b, x), logScale, shift!)),
      logDet: raw ? b.mul(sign, b.sumEvent(parts.only(b, logScale))) : logScale,
    };
  };
  return {
    plates: conditions.flatMap((v) => v.plates),
    forward: (b, z) => either(b, z, (v, s, t) => b.add(b.mul(v, b.exp(s)), t), 1),
    inverse: (b, x) => either(b, x, (v, s, t) => b.mul(b.sub(v, t), b.exp(b.neg(s))), -1),
  };
}

export default defineNode({
  kind: 'Coupling',
  version: 1,
  title: 'Coupling',
  summary: 'An invertible step: one part of the numbers is scaled and shifted by what a network makes of the other.',
  words: 'flow realnvp nice affine normalizing normalising glow',
  category: 'distribution',
  shows: 'grid',
  inputs: { ...FLOW_INPUTS, ...COUPLING_INPUTS },
  outputs: FLOW_OUTPUTS,
  params: {
    form: {
      type: 'choice',
      label: 'Form',
      meaning: 'how the one part is moved',
      default: 'affine',
      options: [
        { value: 'affine', label: 'Affine: scaled and shifted (RealNVP)' },
        { value: 'additive', label: 'Additive: shifted, volume kept (NICE)' },
      ],
    },
    ...SPLIT_PARAMS,
  },
  math: {
    latex:
      'x_B = z_B \\odot e^{s(z_A)} + t(z_A), \\quad x_A = z_A, \\qquad \\log\\left|\\det \\tfrac{\\partial x}{\\partial z}\\right| = \\sum_i s_i(z_A)',
    text: 'Inverting it needs no inverse of the network. Log-scales are kept within ±2 by a tanh. Neighbouring couplings should move different parts.',
  },
  references: [
    { text: 'Dinh et al., 2014, NICE', url: 'https://arxiv.org/abs/1410.8516' },
    { text: 'Dinh et al., 2017, RealNVP', url: 'https://arxiv.org/abs/1605.08803' },
  ],
  law: (c, p) =>
    throughFlow(c, 'Coupling', {
      logDet: p.form === 'additive' ? '' : `\\sum_{i\\in B} s${c.weights('network')}(${listed('u_{A}', c.args('condition'))})_i`,
    }),
  infer: sameSpace,
  build: (c, p) => ({
    out: () => flow(c, 2, (event) => affine(c, event, { ...p, scale: p.form === 'affine' })),
  }),
});
