/** The numbers behind `random` values: the same on every backend, for every pass and after a resume, because they depend on seed, stream and step alone. */
import { hashName, threefry } from '../../data/random.ts';

/**
 * Fills `out`. Uniform numbers have 23 random bits, so that the half added keeps them strictly between 0 and 1 in float32; normal ones are Box-Muller pairs in
 * float64, rounded once.
 */
export function fillRandom(out: Float32Array, law: 'normal' | 'uniform', seed: number, stream: string, step: number): void {
  const n = out.length;
  const words = new Uint32Array(n + (n & 1));
  threefry(words, seed, hashName(stream), step);
  if (law === 'uniform') {
    for (let i = 0; i < n; i++) out[i] = ((words[i]! >>> 9) + 0.5) / 8388608;
    return;
  }
  for (let i = 0; i < n; i += 2) {
    const r = Math.sqrt(-2 * Math.log((words[i]! + 0.5) / 4294967296));
    const a = (2 * Math.PI * (words[i + 1]! + 0.5)) / 4294967296;
    out[i] = r * Math.cos(a);
    if (i + 1 < n) out[i + 1] = r * Math.sin(a);
  }
}
