/**
 * Brackets that match: a chain over their depth says whether the next one opens, and what closes is what was opened last. No Markov chain over symbols
 * makes it, yet its entropy is that of the depth and of the kinds that open.
 */
import { TEXT_WINDOW } from '../limits.ts';
import { streamed } from './streamed.ts';
import { truthOf } from './truth.ts';

/** What opens is even, what closes it is the number after. */
const SYMBOLS = ['(', ')', '[', ']', '{', '}'];
const KINDS = SYMBOLS.length / 2;
/** Probability that the next symbol opens, by the depth before it. */
const OPENS = [1, 0.6, 0.45, 0.3, 0];

/** Of one symbol at a depth, nats. */
const entropyAt = (depth: number): number => {
  const p = OPENS[depth]!;
  const binary = p === 0 || p === 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log(1 - p);
  return binary + p * Math.log(KINDS);
};
/** Entropy of a window that begins at depth 0: the mean of what each symbol adds, over the depths it may find. */
function windowEntropy(): number {
  let at = OPENS.map((_, d) => +(d === 0));
  let total = 0;
  for (let i = 0; i < TEXT_WINDOW; i++) {
    total += at.reduce((s, p, d) => s + p * entropyAt(d), 0);
    at = at.map((_, d) => (at[d - 1] ?? 0) * (OPENS[d - 1] ?? 0) + (at[d + 1] ?? 0) * (1 - (OPENS[d + 1] ?? 1)));
  }
  return total;
}
/** The share of time at each depth obeys share(d) opens(d) = share(d + 1) closes(d + 1). */
function rate(): number {
  const shares = OPENS.reduce<number[]>((s, _, d) => (d === 0 ? [1] : [...s, (s[d - 1]! * OPENS[d - 1]!) / (1 - OPENS[d]!)]), []);
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.reduce((r, share, d) => r + (share / sum) * entropyAt(d), 0);
}

function logDensity(x: Float32Array, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, e) => {
    const open: number[] = [];
    let log = 0;
    for (let i = 0; i < TEXT_WINDOW; i++) {
      const symbol = x[e * TEXT_WINDOW + i]!;
      const p = OPENS[open.length]!;
      if (symbol % 2 === 0) {
        log += Math.log(p / KINDS);
        open.push(symbol);
      } else log += open.pop() === symbol - 1 ? Math.log(1 - p) : -Infinity;
      if (log === -Infinity) return log;
    }
    return log;
  });
}

/** x: tokens of 6, shape [64]; begins with nothing open, and may end with something open. */
export const brackets = streamed({
  name: 'brackets',
  title: 'Brackets',
  summary: 'Three kinds of brackets that match, at most four deep: to close one takes memory. Its entropy is known.',
  columns: { x: { space: { layout: 'sequence', shape: [TEXT_WINDOW], values: { kind: 'tokens', k: SYMBOLS.length } } } },
  labels: { x: SYMBOLS },
  draw: (s, n) => {
    const u = s.uniform(n * TEXT_WINDOW);
    const x = new Float32Array(n * TEXT_WINDOW);
    for (let e = 0; e < n; e++) {
      const open: number[] = [];
      for (let i = e * TEXT_WINDOW; i < (e + 1) * TEXT_WINDOW; i++) {
        const p = OPENS[open.length]!;
        // the place of u below p is as even as u itself, so it chooses the kind
        if (u[i]! < p) open.push((x[i] = 2 * Math.min(KINDS - 1, Math.floor((u[i]! / p) * KINDS))));
        else x[i] = open.pop()! + 1;
      }
    }
    return { x };
  },
  truth: () => ({
    x: truthOf({
      logDensity,
      entropy: windowEntropy,
      entropyBy: 'closed form: the chain of depths, from nothing open',
      rate,
    }),
  }),
});
