/** Vector quantisation: each vector becomes the nearest code of a table, and the table follows the vectors (van den Oord et al., 2017). */
import { numel } from '../graph/space.ts';
import type { Builder } from '../ir/builder.ts';
import type { Val } from '../ir/value.ts';

/** Vectors [n, d] put to the codes of a table [k, d]. */
export interface Quantised {
  /** Which code is nearest, one-hot: [n, k]. */
  readonly hot: Val;
  /** The nearest codes, [n, d]; no gradient passes. */
  readonly nearest: Val;
  /** The nearest codes going forward; going backward a gradient passes to the vectors as it came (van den Oord et al., 2017, section 3.2). */
  readonly straight: Val;
  /** `hot` going forward; going backward the responsibilities of Gaussians at the codes, as wide as the vectors are far from theirs: [n, k]. */
  readonly relaxed: Val;
}
export function quantise(b: Builder, vectors: Val, table: Val): Quantised {
  // the least |v - e|² is the greatest v·e - |e|²/2
  const nearness = b.sub(b.contract(vectors, table, 'nd,kd->nk'), b.mul(0.5, b.sum(b.square(table), [1])));
  const hot = b.argmaxHot(nearness);
  const nearest = b.matmul(hot, table);
  const gap = b.stop(b.sub(nearest, vectors));
  const variance = b.add(1e-6, b.div(b.mean(b.sumEvent(b.square(gap))), numel(gap.event)));
  const soft = b.exp(b.logSoftmax(b.div(nearness, variance)));
  return { hot, nearest, straight: b.add(vectors, gap), relaxed: b.add(hot, b.sub(soft, b.stop(soft))) };
}

export interface Codes {
  /** [k, d] */
  readonly table: Val;
  /** Running count of each code, [k], in shares of an even use: 1 where all codes are taken equally often. */
  readonly count: Val;
}
export interface Pace {
  /** Share of the past that each turn keeps, in [0, 1). */
  readonly decay: number;
  /** A code whose count falls below this starts again; 0: none does. */
  readonly revive: number;
}
/** How often the vectors of the batch took each code, [k]: 1 where all are taken equally often. */
export function usage(b: Builder, hot: Val): Val {
  const [n = 1, k = 1] = hot.event;
  return b.mul(k / n, b.mean(b.sum(hot, [0])));
}
/** exp of the entropy of the usage: how many codes are in use, were they used equally often. In [1, k]. */
export function perplexity(b: Builder, taken: Val): Val {
  const share = b.div(taken, numel(taken.event));
  return b.exp(b.neg(b.sumEvent(b.mul(share, b.log(b.maximum(1e-12, share))))));
}

/** Each code's share of the vectors that took it, summed over the batch and divided by its size: [n, k] and [n, d] to [k, d]. */
const gathered = (b: Builder, taken: Val, vectors: Val): Val =>
  taken.plates.reduce((x, p) => b.div(x, b.sizeOf(p)), b.contract(taken, vectors, 'nk,nd->kd', []));

/** The count a code starts again with, in thresholds: if nothing takes it, it starts again after a half-life of the running means. */
const GRACE = 2;

/**
 * The codes of the next turn. With the counts n and sums s of the batch, N' = g N + (1 - g) n and N' e' = g N e + (1 - g) s
 * (van den Oord et al., 2017, appendix A.1), so a code that nothing takes stays where it is. One that nothing has taken for long starts again at
 * a vector of the batch (Dhariwal et al., 2020, Jukebox, section 3.1), and so do all on the first turn, before any was counted.
 */
export function follow(b: Builder, { table, count }: Codes, vectors: Val, { hot, nearest }: Quantised, { decay, revive }: Pace): Codes {
  const [n = 1, k = 1] = hot.event;
  const column = (x: Val): Val => b.reshape(x, [k, 1]);
  const next = b.add(b.mul(decay, count), b.mul(1 - decay, usage(b, hot)));
  // s - n e: how far the vectors that took a code lie from it
  const pull = b.mul(k / n, gathered(b, hot, b.sub(vectors, nearest)));
  const moved = b.add(table, b.div(b.mul(1 - decay, pull), b.maximum(1e-12, column(next))));
  if (revive === 0) return { table: moved, count: next };
  const dead = b.greater(revive, next);
  return { table: b.where(column(dead), atRandom(b, vectors, k), moved), count: b.where(dead, GRACE * revive, next) };
}

/**
 * For each of k codes one of the batch's vectors at random: [k, d]. Vector i has a place u_i on a circle and code j a place v_j, and the code takes
 * the last vector before it, so that a draw takes a number a vector and one a code. Vectors at one place are averaged.
 */
function atRandom(b: Builder, vectors: Val, k: number): Val {
  const n = vectors.event[0]!;
  const turn = b.add(b.random('uniform', vectors.plates, [n, 1]), b.random('uniform', [], [k]));
  const place = b.sub(turn, b.floor(turn));
  const chosen = b.eq(place, b.max(place, [0], place.plates));
  const size = b.reshape(b.sum(chosen, [0], chosen.plates), [k, 1]);
  return b.div(b.contract(chosen, vectors, 'nk,nd->kd', []), b.maximum(1, size));
}
