/** Writers of the files the importers read, independent of the readers. */
import { encode as encodePng } from 'fast-png';
import { encode as encodeJpeg } from 'jpeg-js';
import { gzipSync, zipSync } from 'fflate';

export interface File {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export const file = (name: string, bytes: Uint8Array | string): File => ({
  name,
  bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
});

export const bytes = (...parts: (ArrayLike<number> | string)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((p) => (typeof p === 'string' ? [...new TextEncoder().encode(p)] : Array.from(p))));

const big32 = (v: number): number[] => [v >>> 24, (v >>> 16) & 255, (v >>> 8) & 255, v & 255];

/** type 8: bytes. `data` is taken as it is, so that a header can lie. */
export const idx = (shape: readonly number[], data: ArrayLike<number>, type = 8): Uint8Array =>
  bytes([0, 0, type, shape.length], shape.flatMap(big32), data);

export function npy(descr: string, shape: readonly number[], data: Uint8Array, fortran = false): Uint8Array {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  return npyOf(`{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${tuple}), }`, data);
}

/** With a header as given. */
export function npyOf(header: string, data: Uint8Array): Uint8Array {
  const padded = header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11) + '\n';
  return bytes([0x93], 'NUMPY', [1, 0, padded.length & 255, padded.length >> 8], padded, data);
}

export const f4 = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);
export const f8 = (...values: number[]): Uint8Array => new Uint8Array(Float64Array.from(values).buffer);
export const i8 = (...values: number[]): Uint8Array => new Uint8Array(BigInt64Array.from(values, BigInt).buffer);

export const count = (n: number, f: (i: number) => number = (i) => i % 251): Uint8Array => Uint8Array.from({ length: n }, (_, i) => f(i));

export const png = (width: number, height: number, channels: 1 | 2 | 3 | 4, data = count(width * height * channels)): Uint8Array =>
  encodePng({ width, height, channels, depth: 8, data });

export const jpeg = (width: number, height: number, value = 100): Uint8Array =>
  Uint8Array.from(encodeJpeg({ width, height, data: new Uint8Array(width * height * 4).fill(value) }, 95).data);

export const gz = (data: Uint8Array): Uint8Array => gzipSync(data);
export const zip = (files: Record<string, Uint8Array>): Uint8Array => zipSync(files, { level: 6 });

/** A copy with some bytes changed. */
export function patched(data: Uint8Array, at: number, ...values: number[]): Uint8Array {
  const out = data.slice();
  out.set(values, at < 0 ? out.length + at : at);
  return out;
}
