/** Runs a program on a device and compares every result with the float64 interpreter. */
import { lower } from '../../src/compiler/lower/lower.ts';
import type { Program } from '../../src/ir/value.ts';
import type { Buffer, Device } from '../../src/runtime/execute/device.ts';
import { type Dense, interpret } from './interpreter.ts';
import { type Fed, draws } from './numbers.ts';

export const SEED = 11;
export const STEP = 3;

export async function execute(device: Device, p: Program, batch: number, fed: Fed): Promise<Record<string, Float32Array>> {
  const k = lower(p, { target: device.target, batch });
  const vectors: Record<string, Buffer> = {};
  for (const [name, data] of Object.entries(fed.vectors)) vectors[name] = device.upload(data);
  const out = device.run(k, { vectors, inputs: fed.inputs, seed: SEED, step: STEP });
  const numbers: Record<string, Float32Array> = {};
  for (const [name, b] of Object.entries(out)) {
    numbers[name] = await device.download(b);
    device.release(b);
  }
  for (const b of Object.values(vectors)) device.release(b);
  device.forget(k);
  return numbers;
}
export const reference = (p: Program, batch: number, fed: Fed): Record<string, Dense> =>
  interpret(p, { batch, ...fed, random: draws(SEED, STEP), step: STEP });

/** Largest difference relative to the scale of the expected values; NaN and infinities must match exactly. */
export function worst(have: ArrayLike<number>, want: ArrayLike<number>): number {
  if (have.length !== want.length) return Infinity;
  let scale = 1e-3;
  for (let i = 0; i < want.length; i++) if (Number.isFinite(want[i])) scale = Math.max(scale, Math.abs(want[i]!));
  let w = 0;
  for (let i = 0; i < want.length; i++) {
    if (Object.is(have[i], want[i])) continue;
    const d = Math.abs(have[i]! - want[i]!) / scale;
    w = Number.isNaN(d) ? Infinity : Math.max(w, d);
  }
  return w;
}
/** A complaint naming the output, or nothing. */
export async function disagreement(device: Device, p: Program, batch: number, fed: Fed, tolerance: number): Promise<string | undefined> {
  const want = reference(p, batch, fed);
  const have = await execute(device, p, batch, fed);
  for (const [name, w] of Object.entries(want)) {
    const off = worst(have[name]!, w.data);
    if (!(off <= tolerance))
      return `${name} on ${device.target} is off by ${off}: ${have[name]!.slice(0, 8).join()} instead of ${w.data.slice(0, 8).join()}`;
  }
  return undefined;
}
