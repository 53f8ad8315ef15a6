/**
 * MADE: a fully connected network whose output i reads only inputs before i, by masked weights (Germain et al., 2015, MADE, eq. 12 and 13).
 * Unit k of a hidden layer has a degree in 1..n-1 (from 0 under conditions); a weight is kept from degree d to a degree of at least d, and to output i where i > d.
 */
import { numel } from '../../graph/space.ts';
import type { Builder } from '../../ir/builder.ts';
import { type Val, ZEROS } from '../../ir/value.ts';
import type { Network } from '../../distributions/distribution.ts';
import { defineNode } from '../define.ts';
import { ACTIVATION_OPTIONS, type Activation, activate } from './activations.ts';
import { joined, question } from './causal.ts';
import { heNormal } from './dense.ts';
import { HIDDEN } from './hidden.ts';
import { beside } from './time-features.ts';

export interface MadeOptions {
  readonly hidden: readonly number[];
  readonly activation: Activation;
}
export const MADE_DEFAULTS: MadeOptions = { hidden: [128, 128], activation: 'relu' };

/**
 * From x [..positions, width] to [..positions, numbers], as every causal network; a flow asks for [n] to [groups, n], a number in each group for
 * every input. Conditions are read by every unit, and where there are any some units read nothing else.
 */
export function made(scope: string, o: MadeOptions): Network {
  return {
    scope,
    causal: true,
    apply: (b, ins, out) => {
      const [read] = ins.x;
      const n = out[1];
      if (ins.x.length === 1 && read?.event.length === 1 && out.length === 2 && n !== undefined && read.event[0] === n) {
        const outputs = Array.from({ length: numel(out) }, (_, i) => (i % n) + 1);
        return b.reshape(masked(b, scope, read, joined(b, beside(b, ins)), degrees(n, 1), outputs, o), out);
      }
      const q = question(b, scope, ins, out);
      return b.reshape(masked(b, scope, b.flat(q.x), q.condition, degrees(q.n, q.width), degrees(q.n, q.numbers), o), out);
    },
  };
}
/** Degrees 1..n, each `times` in a row. */
const degrees = (n: number, times: number): readonly number[] => Array.from({ length: n * times }, (_, i) => Math.floor(i / times) + 1);

/** @param from degree of each input @param outputs degree of each output */
function masked(
  b: Builder,
  scope: string,
  x: Val,
  extra: Val | undefined,
  inputs: readonly number[],
  outputs: readonly number[],
  o: MadeOptions,
): Val {
  const n = inputs.at(-1)!;
  /** @param least for each unit of the result, the least degree it may not read */
  const layer = (name: string, h: Val, from: readonly number[], least: readonly number[], gain: number): Val => {
    const mask = b.greater(b.constant(least, [least.length]), b.constant(from, [from.length, 1]));
    const w = b.mul(mask, b.param(`${name}.w`, [from.length, least.length], heNormal(from.length, gain)));
    const y = b.add(b.matmul(h, w), b.param(`${name}.b`, [least.length], ZEROS));
    if (!extra) return y;
    const seen = extra.event[0]!;
    return b.add(y, b.matmul(extra, b.param(`${name}.condition`, [seen, least.length], heNormal(seen, gain))));
  };
  let from = inputs;
  let h = x;
  o.hidden.forEach((units, i) => {
    // a unit of degree 0 reads conditions only: the first output has no other
    const own = Array.from({ length: units }, (_, k) => (extra ? k % n : 1 + (k % Math.max(1, n - 1))));
    h = activate(
      b,
      o.activation,
      layer(
        `${scope}.l${i}`,
        h,
        from,
        own.map((d) => d + 1),
        Math.SQRT2,
      ),
    );
    from = own;
  });
  return layer(`${scope}.l${o.hidden.length}`, h, from, outputs, 0.1);
}

export default defineNode({
  kind: 'MADE',
  version: 1,
  title: 'MADE',
  summary: 'A fully connected network with masked weights: what it says of number i depends on the numbers before i only.',
  words: 'masked autoencoder autoregressive',
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
