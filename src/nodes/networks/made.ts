/**
 * MADE: a fully connected network whose output i reads only inputs before i, by masked weights (Germain et al., 2015, MADE, eq. 12 and 13).
 * Unit k of a hidden layer has a degree in 1..n-1; a weight is kept from degree d to a degree of at least d, and to output i where i > d.
 */
import type { Builder } from '../../ir/builder.ts';
import { refuse } from '../../ir/refusal.ts';
import { type Val, ZEROS } from '../../ir/value.ts';
import type { Network } from '../../distributions/distribution.ts';
import { defineNode } from '../define.ts';
import { ACTIVATION_OPTIONS, type Activation, activate } from './activations.ts';
import { heNormal } from './dense.ts';
import { HIDDEN } from './hidden.ts';
import { beside } from './time-features.ts';

export interface MadeOptions {
  readonly hidden: readonly number[];
  readonly activation: Activation;
}
export const MADE_DEFAULTS: MadeOptions = { hidden: [128, 128], activation: 'relu' };

/** From x [n] to [groups, n]: each of the groups has a number for every input, made of those before it. Conditions are read by every unit. */
export function made(scope: string, o: MadeOptions): Network {
  return {
    scope,
    causal: true,
    apply: (b, ins, out) => {
      const { x } = ins;
      const [read] = x;
      const n = out[1];
      if (x.length !== 1 || read?.event.length !== 1 || out.length !== 2 || read.event[0] !== n)
        return refuse(
          scope.split('.')[0]!,
          'it gives each of n numbers what those before it say, and here it is asked for something else',
          'use it in an Autoregressive flow, or wire an MLP here',
        );
      return masked(b, scope, read, beside(b, ins), out as readonly [number, number], o);
    },
  };
}
function masked(b: Builder, scope: string, x: Val, condition: readonly Val[], [groups, n]: readonly [number, number], o: MadeOptions): Val {
  const extra = condition.length
    ? b.concat(
        condition.map((v) => b.flat(v)),
        0,
      )
    : undefined;
  /** @param least for each unit of the result, the least degree it may not read */
  const layer = (name: string, h: Val, from: readonly number[], least: readonly number[], gain: number): Val => {
    const mask = b.greater(b.constant(least, [least.length]), b.constant(from, [from.length, 1]));
    const w = b.mul(mask, b.param(`${name}.w`, [from.length, least.length], heNormal(from.length, gain)));
    const y = b.add(b.matmul(h, w), b.param(`${name}.b`, [least.length], ZEROS));
    if (!extra) return y;
    const seen = extra.event[0]!;
    return b.add(y, b.matmul(extra, b.param(`${name}.condition`, [seen, least.length], heNormal(seen, gain))));
  };
  let from: readonly number[] = Array.from({ length: n }, (_, i) => i + 1);
  let h = x;
  o.hidden.forEach((units, i) => {
    const degrees = Array.from({ length: units }, (_, k) => 1 + (k % Math.max(1, n - 1)));
    h = activate(
      b,
      o.activation,
      layer(
        `${scope}.l${i}`,
        h,
        from,
        degrees.map((d) => d + 1),
        Math.SQRT2,
      ),
    );
    from = degrees;
  });
  const outputs = Array.from({ length: groups * n }, (_, i) => (i % n) + 1);
  return b.reshape(layer(`${scope}.l${o.hidden.length}`, h, from, outputs, 0.1), [groups, n]);
}

export default defineNode({
  kind: 'MADE',
  version: 1,
  title: 'MADE',
  summary: 'A fully connected network with masked weights: what it says of number i depends on the numbers before i only.',
  category: 'network',
  inputs: {},
  outputs: { out: { kind: 'network', meaning: 'the network; how many numbers it reads is found where it is used' } },
  params: {
    hidden: HIDDEN,
    activation: {
      type: 'choice',
      label: 'Activation',
      meaning: 'the non-linearity after each hidden layer',
      default: 'relu',
      options: ACTIVATION_OPTIONS,
    },
  },
  math: {
    latex:
      'h = \\phi\\big((W \\odot M)\\,x + b\\big), \\qquad M_{kd} = \\mathbf 1[m(k) \\ge d], \\qquad M^{\\text{out}}_{ik} = \\mathbf 1[i > m(k)]',
    text: 'Every hidden unit has a degree m(k): the last number it may read.',
  },
  references: [{ text: 'Germain et al., 2015, MADE', url: 'https://arxiv.org/abs/1502.03509' }],
  build: (c, p) => ({ out: () => made(c.id, p) }),
});
