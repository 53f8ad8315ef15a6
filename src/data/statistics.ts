/** Numbers in short: how many, where they lie, how they are spread. */
import type { Values } from '../graph/space.ts';

export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
}
export interface Statistics {
  /** All numbers, those that are not finite among them. */
  readonly count: number;
  readonly finite: number;
  /** Of those that are finite; not a number where there are none. */
  readonly mean: number;
  /** Standard deviation of these numbers, not an estimate of another one. */
  readonly deviation: number;
  readonly min: number;
  readonly max: number;
  /** Of those that are finite: bins of one width from low to high, or one bin a value. */
  readonly histogram: Histogram;
}
export const BINS = 32;

/** @param values what the numbers mean: few whole numbers get a bin each */
export function statisticsOf(x: Float32Array, values: Values): Statistics {
  let [finite, sum, min, max] = [0, 0, Infinity, -Infinity];
  for (const v of x) {
    if (!Number.isFinite(v)) continue;
    finite++;
    sum += v;
    min = Math.min(min, v);
    max = Math.max(max, v);
  }
  const mean = sum / finite;
  let squares = 0;
  for (const v of x) if (Number.isFinite(v)) squares += (v - mean) ** 2;
  return {
    count: x.length,
    finite,
    mean,
    deviation: Math.sqrt(squares / finite),
    min: finite > 0 ? min : Number.NaN,
    max: finite > 0 ? max : Number.NaN,
    histogram: histogramOf(x, binsFor(values, min, max)),
  };
}
function binsFor(values: Values, min: number, max: number): Omit<Histogram, 'counts'> & { readonly bins: number } {
  const k = values.kind === 'binary' ? 2 : 'k' in values ? values.k : undefined;
  if (k !== undefined && k <= BINS) return { low: -0.5, high: k - 0.5, bins: k };
  if (min > max) return { low: 0, high: 1, bins: 1 };
  // a row of equal numbers has no width of its own
  if (min === max) return { low: min - 0.5, high: max + 0.5, bins: 1 };
  return { low: min, high: max, bins: BINS };
}
function histogramOf(x: Float32Array, { low, high, bins }: ReturnType<typeof binsFor>): Histogram {
  const counts = Array.from({ length: bins }, () => 0);
  for (const v of x) {
    if (!(v >= low && v <= high)) continue;
    // the greatest number closes the last bin, and so does what rounding takes for it
    const at = Math.min(bins - 1, Math.floor(((v - low) / (high - low)) * bins));
    counts[at]!++;
  }
  return { low, high, counts };
}
