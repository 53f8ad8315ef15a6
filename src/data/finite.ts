/** A data set over arrays in memory. */
import { numel } from '../graph/space.ts';
import type { Space } from '../graph/space.ts';
import type { Batch, DataSource } from './source.ts';
import { epochs, lastHeldOut, permutation, split } from './split.ts';
import { checkCount } from './synthetic/streamed.ts';

/** Stored as compactly as the file had it; widened to float32 batch by batch. */
export type Values = Float32Array | Uint8Array | Uint16Array;

export interface FiniteColumn {
  readonly space: Space;
  /** total * numel(space.shape) numbers, row-major. */
  readonly values: Values;
}

export interface FiniteOptions {
  readonly name: string;
  readonly title: string;
  readonly columns: Readonly<Record<string, FiniteColumn>>;
  readonly labels?: Readonly<Record<string, readonly string[]>>;
  /** The last so many examples are held out, at least one and not all; without it a share of them is, chosen by `splitSeed`. */
  readonly heldOut?: number;
  /** Share of examples held out, in (0, 1); 0.1 if absent. */
  readonly heldOutFraction?: number;
  readonly splitSeed?: number;
}

/** Throws RangeError where columns disagree on their number of examples or hold fewer than two: callers check first. */
export function finite(options: FiniteOptions): DataSource {
  const { name, title, columns, labels } = options;
  const entries = Object.entries(columns);
  const totals = entries.map(([, c]) => c.values.length / numel(c.space.shape));
  const total = totals[0] ?? 0;
  if (totals.some((t) => t !== total)) throw new RangeError(`columns of ${totals.join(', ')} examples`);
  const parts =
    options.heldOut === undefined ? split(total, options.heldOutFraction, options.splitSeed) : lastHeldOut(total, options.heldOut);
  const visit = epochs(parts.train.length);

  const gather = (rows: Uint32Array): Batch => ({
    n: rows.length,
    columns: Object.fromEntries(
      entries.map(([key, { space, values }]) => {
        const size = numel(space.shape);
        const out = new Float32Array(rows.length * size);
        rows.forEach((row, i) => out.set(values.subarray(row * size, (row + 1) * size), i * size));
        return [key, out];
      }),
    ),
  });

  return {
    name,
    title,
    columns: Object.fromEntries(entries.map(([key, { space }]) => [key, { space }])),
    size: parts.train.length,
    heldOutSize: parts.heldOut.length,
    batch: (seed, step, n) => {
      checkCount('step', step);
      checkCount('n', n);
      return gather(visit(seed, step, n).map((i) => parts.train[i]!));
    },
    heldOut: (seed, n) => {
      checkCount('n', n);
      const order = permutation(seed, 'data/held-out', 0, parts.heldOut.length).subarray(0, n);
      return gather(order.map((i) => parts.heldOut[i]!));
    },
    ...(labels && { labels }),
  };
}
