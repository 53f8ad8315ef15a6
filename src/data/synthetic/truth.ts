/** A Truth whose entropy is found when it is first asked for. */
import type { Truth } from '../source.ts';

export interface TruthParts {
  logDensity(x: Float32Array, n: number): Float64Array;
  /** Differential entropy in nats; called at most once. */
  entropy(): number;
  readonly entropyBy: string;
  /** Entropy rate in nats per symbol; called at most once. */
  readonly rate?: () => number;
  readonly modes?: Truth['modes'];
}

/** A value computed once, at first use. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

export function truthOf(parts: TruthParts): Truth {
  const entropy = lazy(() => parts.entropy());
  const truth: Truth = {
    logDensity: (x, n) => parts.logDensity(x, n),
    get entropy() {
      return entropy();
    },
    entropyBy: parts.entropyBy,
    ...(parts.modes && { modes: parts.modes }),
  };
  // A getter is added, not spread: spreading would call it.
  return parts.rate ? Object.defineProperty(truth, 'rate', { get: lazy(parts.rate), enumerable: true }) : truth;
}

/** log density point by point in the plane, as `Truth.logDensity` wants it. */
export const pointwise2d =
  (log: (x: number, y: number) => number) =>
  (x: Float32Array, n: number): Float64Array => {
    const out = new Float64Array(n);
    for (let i = 0; i < n; i++) out[i] = log(x[2 * i]!, x[2 * i + 1]!);
    return out;
  };
