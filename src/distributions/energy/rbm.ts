/** The restricted Boltzmann machine over bits v and h: E(v, h) = -a·v - c·h - v·W h (Smolensky, 1986; Hinton, 2002). Here as p(v), h summed out. */
import { type Space, numel } from '../../graph/space.ts';
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';
import type { Distribution, Markov } from '../distribution.ts';
import { grade } from '../grade.ts';
import { annealed } from './annealed.ts';
import { type Landscape, type Normaliser, unnormalised } from './landscape.ts';
import { MOST_BITS, overBits } from './normaliser.ts';

/** w [visible, hidden], a [visible], c [hidden]. */
export interface Couplings {
  readonly w: Val;
  readonly a: Val;
  readonly c: Val;
}
/** Logits of h given v: event [hidden]. */
export const upward = (b: Builder, { w, c }: Couplings, v: Val): Val => b.add(c, b.matmul(b.flat(v), w));
/** Logits of v given h: event [visible]. */
const downward = (b: Builder, { w, a }: Couplings, h: Val): Val => b.add(a, b.contract(h, w, 'h,nh->n'));
const coins = (b: Builder, logits: Val): Val => b.greater(b.sigmoid(logits), b.random('uniform', logits.plates, logits.event));
const excess = (b: Builder, logits: Val): Val => b.sumEvent(b.softplus(logits));
const linear = (b: Builder, { a }: Couplings, v: Val): Val => b.sumEvent(b.mul(a, b.flat(v)));

/** @param steps of block Gibbs sampling behind a draw */
export function restricted(
  node: string,
  space: Space,
  of: Couplings,
  steps: number,
  judging: { readonly temperatures: number; readonly chains: number },
): Distribution {
  const landscape: Landscape = {
    node,
    space,
    plates: [...of.w.plates, ...of.a.plates, ...of.c.plates],
    // the free energy: -log of the sum of exp(-E) over h
    energy: (b, v) => b.neg(b.add(linear(b, of, v), excess(b, upward(b, of, v)))),
  };
  const markov: Markov = {
    name: 'Gibbs steps',
    start: (b, plates) => b.greater(0.5, b.random('uniform', [...plates, ...landscape.plates], space.shape)),
    step: (b, v) => b.reshape(coins(b, downward(b, of, coins(b, upward(b, of, v)))), space.shape),
    init: { kind: 'uniform', low: 0, high: 1 },
    settle: (b, raw) => b.greater(raw, 0.5),
  };
  return unnormalised(landscape, markov, steps, normaliser(landscape, of, judging));
}

function normaliser(l: Landscape, of: Couplings, judging: { readonly temperatures: number; readonly chains: number }): Normaliser {
  const [visible, hidden] = [numel(l.space.shape), of.c.event[0]!];
  if (hidden <= MOST_BITS)
    return {
      grade: grade('exact', l.node, `${l.node}: its normaliser is a sum over ${2 ** hidden} hidden values`),
      log: (b) => overBits(b, l.node, hidden, (h) => b.add(b.sumEvent(b.mul(of.c, h)), excess(b, downward(b, of, h)))),
    };
  if (visible <= MOST_BITS)
    return {
      grade: grade('exact', l.node, `${l.node}: its normaliser is a sum over ${2 ** visible} values`),
      log: (b) => overBits(b, l.node, visible, (v) => b.neg(l.energy(b, v))),
    };
  // the hidden units' part grows with beta (Salakhutdinov & Murray, 2008, section 4.1, with the machine's own visible biases in the base)
  return annealed(l, judging, {
    base: 'independent bits',
    start: (b, plates) => b.reshape(coins(b, b.expand(of.a, plates, of.a.event)), l.space.shape),
    logZ: (b) => b.add(excess(b, of.a), hidden * Math.LN2),
    energy: (b, v, beta) => b.neg(b.add(linear(b, of, v), excess(b, b.mul(beta, upward(b, of, v))))),
    step: (b, v, beta) => {
      const h = coins(b, b.mul(beta, upward(b, of, v)));
      const down = b.add(of.a, b.mul(beta, b.contract(h, of.w, 'h,nh->n')));
      return b.reshape(coins(b, down), l.space.shape);
    },
  });
}
