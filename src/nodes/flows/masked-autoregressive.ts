/** MaskedAutoregressive: every number is scaled and shifted by what the numbers before it say. */
import { numel } from '../../graph/space.ts';
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';
import type { Bijection, Moved } from '../../distributions/bijection.ts';
import { EXACT, grade } from '../../distributions/grade.ts';
import { type BuildContext, defineNode } from '../define.ts';
import { condition } from '../distributions/reading.ts';
import { MADE_DEFAULTS, made } from '../networks/made.ts';
import { FLOW_INPUTS, FLOW_OUTPUTS, flow, sameSpace } from './base.ts';
import { listed } from '../notation/formula.ts';
import { throughFlow } from './notation.ts';

/** Log-scales lie within this, softly. */
const BOUND = 3;
/** Numbers that are worth drawing one after another. */
const MOST = 64;

function autoregressive(c: BuildContext, event: readonly number[], quick: 'inverse' | 'forward'): Bijection {
  const n = numel(event);
  if (n > MOST)
    c.refuse(
      `going ${quick === 'inverse' ? 'from noise to data' : 'from data to noise'} takes one pass for each number, and there are ${n}`,
      `use couplings, or data of at most ${MOST} numbers`,
    );
  const conditions = condition(c);
  const network = c.wired('network') ? c.network('network') : made(`${c.id}.network`, MADE_DEFAULTS);
  if (!network.causal)
    c.refuse(`the network wired to it lets number i see itself and what comes after it, so the flow cannot be inverted`, 'wire a MADE');
  const parameters = (b: Builder, read: Val): readonly [logScale: Val, shift: Val] => {
    const y = network.apply(b, { x: [read], condition: conditions }, [2, n]);
    const row = (k: number): Val => b.reshape(b.slice(y, 0, k, k + 1), [n]);
    return [b.mul(BOUND, b.tanh(b.mul(1 / BOUND, row(0)))), row(1)];
  };
  /** Undoes `v * e^s + t`, all numbers at once: s and t are read off the result, which is known. */
  const down = (b: Builder, x: Val): Moved => {
    const flat = b.flat(x);
    const [s, t] = parameters(b, flat);
    return { val: b.reshape(b.mul(b.sub(flat, t), b.exp(b.neg(s))), event), logDet: b.neg(b.sumEvent(s)) };
  };
  /** The other way: number i needs those before it, so one pass after another settles one more. */
  const up = (b: Builder, z: Val): Moved => {
    const flat = b.flat(z);
    let x = b.mul(0, flat);
    let s = x;
    for (let i = 0; i < n; i++) {
      const [logScale, shift] = parameters(b, x);
      s = logScale;
      x = b.add(b.mul(flat, b.exp(s)), shift);
    }
    return { val: b.reshape(x, event), logDet: b.sumEvent(s) };
  };
  const slow = grade('exact', c.id, `${c.id} goes through its ${n} numbers one after another`, 'sequential');
  const plates = conditions.flatMap((v) => v.plates);
  return quick === 'inverse'
    ? { plates, forward: up, inverse: down, cost: { forward: slow, inverse: EXACT } }
    : { plates, forward: down, inverse: up, cost: { forward: EXACT, inverse: slow } };
}

export default defineNode({
  kind: 'MaskedAutoregressive',
  version: 1,
  title: 'Autoregressive flow',
  summary: 'An invertible step: every number is scaled and shifted by what a masked network makes of the numbers before it.',
  words: 'flow maf iaf normalizing normalising',
  category: 'distribution',
  shows: 'grid',
  inputs: {
    ...FLOW_INPUTS,
    condition: { kind: 'value', arity: 'optional', meaning: 'a condition its network also reads' },
    network: { kind: 'network', arity: 'optional', meaning: 'a causal network (MADE); a default one if nothing is wired' },
  },
  outputs: FLOW_OUTPUTS,
  params: {
    quick: {
      type: 'choice',
      label: 'In one pass',
      meaning: 'which way takes one pass of the network; the other takes one pass for each number',
      default: 'inverse',
      options: [
        { value: 'inverse', label: 'Scoring (MAF)' },
        { value: 'forward', label: 'Sampling (IAF)' },
      ],
    },
  },
  math: {
    latex:
      'x_i = z_i\\,e^{s_i(x_{<i})} + t_i(x_{<i}) \\ \\text{(MAF)}, \\qquad z_i = x_i\\,e^{s_i(z_{<i})} + t_i(z_{<i}) \\ \\text{(IAF, inverted)}',
    text: 'The Jacobian is triangular, so its log-determinant is the sum of the log-scales. A masked network (MADE) gives all of them in one pass.',
  },
  references: [
    { text: 'Papamakarios et al., 2017, Masked autoregressive flow', url: 'https://arxiv.org/abs/1705.07057' },
    { text: 'Kingma et al., 2016, Inverse autoregressive flow', url: 'https://arxiv.org/abs/1606.04934' },
    { text: 'Germain et al., 2015, MADE', url: 'https://arxiv.org/abs/1502.03509' },
  ],
  law: (c, p) => {
    const read = (of: string): string => `s_i${c.weights('network').replace('_', '^')}(${listed(`${of}_{<i}`, c.args('condition'))})`;
    // the step of an IAF is written from the base, whose numbers it reads
    return throughFlow(c, p.quick === 'inverse' ? 'Autoregressive flow (MAF)' : 'Autoregressive flow (IAF)', {
      logDet: p.quick === 'inverse' ? `\\sum_i ${read('f(u)')}` : `-\\sum_i ${read('u')}`,
    });
  },
  infer: sameSpace,
  build: (c, p) => ({ out: () => flow(c, 1, (event) => autoregressive(c, event, p.quick)) }),
});
