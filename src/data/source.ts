/** What a data set offers to training and to judging. Plain data and typed arrays; no TF.js. */
import type { Space } from '../graph/space.ts';

export interface Column {
  readonly space: Space;
}

/** Values of `n` examples, row-major, one Float32 per number. Tokens are stored as their index (not one-hot), so a label column has n numbers. */
export interface Batch {
  readonly n: number;
  readonly columns: Readonly<Record<string, Float32Array>>;
}

/** The exact density behind a synthetic data set. */
export interface Truth {
  /** log p(x) in nats, x is n*dim row-major. */
  logDensity(x: Float32Array, n: number): Float64Array;
  /** Differential entropy in nats. */
  readonly entropy: number;
  /** How `entropy` was found: closed form, or quadrature with its error. */
  readonly entropyBy: string;
  /** For stationary sequences: entropy rate in nats per symbol, what each symbol adds to `entropy` in the long run. */
  readonly rate?: number;
  /** Centres of separate modes, row-major, if the set has separate modes. */
  readonly modes?: { readonly centres: Float32Array; readonly radius: number };
}

/** The best any classifier can do on a labelled set whose density is known. */
export interface Bayes {
  /** p(y | x) for n points x (row-major): n*k numbers in [0, 1], each row of k summing to 1. */
  posterior(x: Float32Array, n: number): Float64Array;
  /** The share of examples that arg max p(y | x) labels right. */
  readonly accuracy: number;
}

/**
 * A data set. Deterministic: the same (seed, step, n) gives the same batch on every machine, so a resumed run sees what it would have seen.
 */
export interface DataSource {
  readonly name: string;
  readonly title: string;
  readonly columns: Readonly<Record<string, Column>>;
  /** Number of training examples; 'streamed' sets never repeat. */
  readonly size: number | 'streamed';
  readonly heldOutSize: number | 'streamed';
  /** A training batch: examples of step `step` under `seed`. Finite sets are visited in seeded, reshuffled epochs. */
  batch(seed: number, step: number, n: number): Batch;
  /** Held-out examples, disjoint from training; at most `n` (fewer if the set is smaller). Streamed sets draw from a separate stream. */
  heldOut(seed: number, n: number): Batch;
  /** The exact density of a column, where it is known ("x"). */
  readonly truth?: Readonly<Record<string, Truth>>;
  /** The Bayes-optimal classifier of column "y" from column "x", where it is known. */
  readonly bayes?: Bayes;
  /** Class names, captions and the like, for views. */
  readonly labels?: Readonly<Record<string, readonly string[]>>;
}
