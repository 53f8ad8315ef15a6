/** A Truth whose entropy is found when it is first asked for. */
import type { Truth } from '../source.ts';

export interface TruthParts {
  logDensity(x: Float32Array, n: number): Float64Array;
  /** Differential entropy in nats; called at most once. */
  entropy(): number;
  readonly entropyBy: string;
  readonly modes?: Truth['modes'];
}

/** A value computed once, at first use. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

export function truthOf(parts: TruthParts): Truth {
  const entropy = lazy(() => parts.entropy());
  return {
    logDensity: (x, n) => parts.logDensity(x, n),
    get entropy() {
      return entropy();
    },
    entropyBy: parts.entropyBy,
    ...(parts.modes && { modes: parts.modes }),
  };
}

/** log density point by point in the plane, as `Truth.logDensity` wants it. */
export const pointwise2d =
  (log: (x: number, y: number) => number) =>
  (x: Float32Array, n: number): Float64Array => {
    const out = new Float64Array(n);
    for (let i = 0; i < n; i++) out[i] = log(x[2 * i]!, x[2 * i + 1]!);
    return out;
  };
