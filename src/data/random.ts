/** Counter-based random numbers on the host: Threefry-2x32, 20 rounds (Salmon et al., 2011, "Parallel random numbers: as easy as 1, 2, 3"). */

/** FNV-1a hash of a name to 32 bits, to key a stream by what it is for. */
export function hashName(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** Fills `out` with 32-bit words: word pair i is threefry(key, counter = (i, step)). */
export function threefry(out: Uint32Array, key0: number, key1: number, step: number, offset = 0): void {
  const k0 = key0 | 0;
  const k1 = key1 | 0;
  const k2 = 0x1bd11bda ^ k0 ^ k1;
  for (let i = 0; i < out.length; i += 2) {
    let x0 = (offset + (i >>> 1) + k0) | 0;
    let x1 = (step + k1) | 0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
    x0 = (x0 + k1) | 0;
    x1 = (x1 + k2 + 1) | 0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 29) | (x1 >>> 3)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 16) | (x1 >>> 16)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 24) | (x1 >>> 8)) ^ x0;
    x0 = (x0 + k2) | 0;
    x1 = (x1 + k0 + 2) | 0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
    x0 = (x0 + k0) | 0;
    x1 = (x1 + k1 + 3) | 0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 29) | (x1 >>> 3)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 16) | (x1 >>> 16)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 24) | (x1 >>> 8)) ^ x0;
    x0 = (x0 + k1) | 0;
    x1 = (x1 + k2 + 4) | 0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
    x0 = (x0 + k2) | 0;
    x1 = (x1 + k0 + 5) | 0;
    out[i] = x0 >>> 0;
    if (i + 1 < out.length) out[i + 1] = x1 >>> 0;
  }
}

export interface Stream {
  /** Uniform on (0, 1): never 0, never 1. */
  uniform(n: number): Float64Array;
  /** Standard normal. */
  normal(n: number): Float64Array;
  /** Whole numbers 0 .. k-1. */
  integers(n: number, k: number): Int32Array;
}

/** A stream keyed by seed and name; successive calls go on where the last one stopped, `step` starts it anew. */
export function stream(seed: number, name: string, step = 0): Stream {
  const key = hashName(name);
  let at = 0;
  const words = (n: number): Uint32Array => {
    const w = new Uint32Array(n + (n & 1));
    threefry(w, seed, key, step, at);
    at += w.length >>> 1;
    return w;
  };
  const uniform = (n: number): Float64Array => {
    const w = words(n);
    const u = new Float64Array(n);
    for (let i = 0; i < n; i++) u[i] = (w[i]! + 0.5) / 4294967296;
    return u;
  };
  return {
    uniform,
    integers: (n, k) => Int32Array.from(uniform(n), (u) => Math.floor(u * k)),
    normal: (n) => {
      const u = uniform(n + (n & 1));
      const z = new Float64Array(n);
      for (let i = 0; i < n; i += 2) {
        const r = Math.sqrt(-2 * Math.log(u[i]!));
        const a = 2 * Math.PI * u[i + 1]!;
        z[i] = r * Math.cos(a);
        if (i + 1 < n) z[i + 1] = r * Math.sin(a);
      }
      return z;
    },
  };
}
