/**
 * Texts from a Markov chain of order 2: each symbol depends on the two before it, so that the entropy rate, the least any model can reach, is known in
 * closed form (Cover and Thomas, "Elements of information theory", 4.2).
 */
import { TEXT_WINDOW } from '../limits.ts';
import { type SyntheticEntry, streamed } from './streamed.ts';
import { lazy, truthOf } from './truth.ts';

export interface OrderTwo {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly symbols: readonly string[];
  /** How readily c follows a, b; zero where it never does. Symbols by their number. */
  weight(a: number, b: number, c: number): number;
}
interface Chain {
  /** p(c | a, b) at (a*K + b)*K + c. */
  readonly next: Float64Array;
  /** The stationary distribution of pairs, p(a, b) at a*K + b. */
  readonly pairs: Float64Array;
  /** Entropy of a pair, and of one symbol after a pair; nats. */
  readonly pairEntropy: number;
  readonly rate: number;
}

function chainOf(K: number, weight: OrderTwo['weight']): Chain {
  const next = new Float64Array(K * K * K);
  for (let ab = 0; ab < K * K; ab++) {
    const row = Float64Array.from({ length: K }, (_, c) => weight(Math.floor(ab / K), ab % K, c));
    const sum = row.reduce((s, w) => s + w, 0);
    next.set(
      row.map((w) => w / sum),
      ab * K,
    );
  }
  let pairs = new Float64Array(K * K).fill(1 / (K * K));
  // The chain forgets its start by a constant factor per symbol; 400 symbols leave nothing above rounding.
  for (let round = 0; round < 400; round++) {
    const after = new Float64Array(K * K);
    for (let ab = 0; ab < K * K; ab++)
      for (let c = 0; c < K; c++) {
        const bc = (ab % K) * K + c;
        after[bc] = after[bc]! + pairs[ab]! * next[ab * K + c]!;
      }
    pairs = after;
  }
  const entropy = (p: Float64Array): number => p.reduce((s, v) => (v > 0 ? s - v * Math.log(v) : s), 0);
  let rate = 0;
  pairs.forEach((p, ab) => (rate += p * entropy(next.subarray(ab * K, ab * K + K))));
  return { next, pairs, pairEntropy: entropy(pairs), rate };
}

/** Index of the first cumulative weight of p[from .. from + n] above u. */
function pick(p: Float64Array, from: number, n: number, u: number): number {
  let last = 0;
  for (let i = 0, sum = 0; i < n; i++) {
    const w = p[from + i]!;
    if (w === 0) continue;
    last = i;
    sum += w;
    if (u < sum) return i;
  }
  return last;
}

/** x: tokens of as many symbols, shape [64]; a window of endless text, beginning anywhere. */
export function orderTwo({ name, title, summary, symbols, weight }: OrderTwo): SyntheticEntry {
  const K = symbols.length;
  const chain = lazy(() => chainOf(K, weight));
  return streamed({
    name,
    title,
    summary,
    columns: { x: { space: { layout: 'sequence', shape: [TEXT_WINDOW], values: { kind: 'tokens', k: K } } } },
    labels: { x: symbols },
    draw: (s, n) => {
      const { next, pairs } = chain();
      const u = s.uniform(n * (TEXT_WINDOW - 1));
      const x = new Float32Array(n * TEXT_WINDOW);
      for (let e = 0, draw = 0; e < n; e++) {
        const at = e * TEXT_WINDOW;
        let pair = pick(pairs, 0, K * K, u[draw++]!);
        x[at] = Math.floor(pair / K);
        x[at + 1] = pair % K;
        for (let i = 2; i < TEXT_WINDOW; i++) {
          const c = pick(next, pair * K, K, u[draw++]!);
          x[at + i] = c;
          pair = (pair % K) * K + c;
        }
      }
      return { x };
    },
    truth: () => ({
      x: truthOf({
        logDensity: (x, n) => {
          const { next, pairs } = chain();
          return Float64Array.from({ length: n }, (_, e) => {
            const at = e * TEXT_WINDOW;
            let log = Math.log(pairs[x[at]! * K + x[at + 1]!]!);
            for (let i = 2; i < TEXT_WINDOW; i++) log += Math.log(next[(x[at + i - 2]! * K + x[at + i - 1]!) * K + x[at + i]!]!);
            return log;
          });
        },
        entropy: () => chain().pairEntropy + (TEXT_WINDOW - 2) * chain().rate,
        entropyBy: 'closed form: the entropy of two symbols, and the rate for each one after',
        rate: () => chain().rate,
      }),
    }),
  });
}
