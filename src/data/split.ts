/** Which examples are held out, and in which order the others are visited. */
import { stream } from './random.ts';

export interface Split {
  /** Indices of training examples, in shuffled order. */
  readonly train: Uint32Array;
  /** Indices of held-out examples, in shuffled order; never in `train`. */
  readonly heldOut: Uint32Array;
}

/** A permutation of 0..n-1 (Fisher and Yates), a pure function of its arguments. */
export function permutation(seed: number, name: string, step: number, n: number): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  const u = stream(seed, name, step).uniform(Math.max(0, n - 1));
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(u[n - 1 - i]! * (i + 1));
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return order;
}

/**
 * Cuts `total` >= 2 examples in two: round(total * fraction) are held out, but at least one on either side.
 * Throws RangeError for fewer than two examples or a fraction outside (0, 1).
 */
export function split(total: number, fraction = 0.1, seed = 0): Split {
  if (!Number.isSafeInteger(total) || total < 2) throw new RangeError(`cannot split ${total} examples in two`);
  if (!(fraction > 0 && fraction < 1)) throw new RangeError(`a held-out fraction of ${fraction} is not between 0 and 1`);
  const order = permutation(seed, 'data/split', 0, total);
  const held = Math.min(total - 1, Math.max(1, Math.round(total * fraction)));
  return { heldOut: order.slice(0, held), train: order.slice(held) };
}

/** The last `held` of `total` examples are held out. Throws RangeError where either part would be empty. */
export function lastHeldOut(total: number, held: number): Split {
  if (!Number.isSafeInteger(held) || held < 1 || held >= total) throw new RangeError(`cannot hold out ${held} of ${total} examples`);
  const order = Uint32Array.from({ length: total }, (_, i) => i);
  return { heldOut: order.slice(total - held), train: order.slice(0, total - held) };
}

/**
 * Where in 0..size-1 the examples of step `step` lie, when every step takes `n`: epoch after epoch, each in an order of its
 * own. Keeps the last orders it made, since successive steps ask for the same epoch.
 */
export function epochs(size: number): (seed: number, step: number, n: number) => Uint32Array {
  const kept = new Map<string, Uint32Array>();
  const orderOf = (seed: number, epoch: number): Uint32Array => {
    const key = `${seed}/${epoch}`;
    const known = kept.get(key);
    if (known) return known;
    if (kept.size >= 4) kept.delete(kept.keys().next().value!);
    const order = permutation(seed, 'data/epoch', epoch, size);
    kept.set(key, order);
    return order;
  };
  return (seed, step, n) => {
    const out = new Uint32Array(n);
    for (let i = 0, at = step * n; i < n;) {
      const order = orderOf(seed, Math.floor(at / size));
      const from = at % size;
      const take = Math.min(n - i, size - from);
      out.set(order.subarray(from, from + take), i);
      i += take;
      at += take;
    }
    return out;
  };
}
