/** An array as a file holds it, before it is known to be examples or labels. */
import type { Limits } from '../limits.ts';
import { refuse } from '../messages.ts';
import type { Outcome } from '../messages.ts';

export interface NumberType {
  readonly bytes: number;
  readonly read: (view: DataView, at: number, little: boolean) => number;
}

/** Number types by numpy's letter and size; IDX knows some of them too. */
export const NUMBER_TYPES = {
  u1: { bytes: 1, read: (v, at) => v.getUint8(at) },
  b1: { bytes: 1, read: (v, at) => v.getUint8(at) },
  i1: { bytes: 1, read: (v, at) => v.getInt8(at) },
  u2: { bytes: 2, read: (v, at, little) => v.getUint16(at, little) },
  i2: { bytes: 2, read: (v, at, little) => v.getInt16(at, little) },
  u4: { bytes: 4, read: (v, at, little) => v.getUint32(at, little) },
  i4: { bytes: 4, read: (v, at, little) => v.getInt32(at, little) },
  u8: { bytes: 8, read: (v, at, little) => Number(v.getBigUint64(at, little)) },
  i8: { bytes: 8, read: (v, at, little) => Number(v.getBigInt64(at, little)) },
  f4: { bytes: 4, read: (v, at, little) => v.getFloat32(at, little) },
  f8: { bytes: 8, read: (v, at, little) => v.getFloat64(at, little) },
} as const satisfies Readonly<Record<string, NumberType>>;
export type NumberName = keyof typeof NUMBER_TYPES;

export interface NumberArray {
  readonly where: string;
  readonly type: NumberName;
  /** First axis: examples. At least one axis; no axis is zero. */
  readonly shape: readonly number[];
  /** Row-major; bytes stay bytes. */
  readonly values: Uint8Array | Float32Array;
}

/** Holds a declared shape against the limits and against the bytes there are; gives the number of values. */
export function checkShape(where: string, shape: readonly number[], type: NumberName, bytes: number, limits: Limits): Outcome<number> {
  if (shape.length > limits.rank) return refuse('data.rank', where, shape.length, limits.rank);
  // As a float the product of five 32-bit sizes loses digits but cannot wrap around, so it is safe to compare.
  const n = shape.reduce((a, d) => a * d, 1);
  if (n === 0) return refuse('data.no-examples', where);
  const want = n * NUMBER_TYPES[type].bytes;
  if (n > limits.numbers) return refuse('data.too-many-numbers', where, n, limits.numbers);
  if ((shape[0] ?? 1) > limits.examples) return refuse('data.too-many-examples', where, shape[0] ?? 1, limits.examples);
  if (want > bytes) return refuse('data.truncated', where, want, bytes);
  if (want < bytes) return refuse('data.trailing', where, want, bytes);
  return { value: n };
}

/** Reads a checked array. Refuses a number that float32 cannot hold as finite. */
export function readNumbers(
  where: string,
  bytes: Uint8Array,
  type: NumberName,
  shape: readonly number[],
  little: boolean,
): Outcome<NumberArray> {
  if (type === 'u1' || type === 'b1') return { value: { where, type, shape, values: bytes } };
  const { bytes: size, read }: NumberType = NUMBER_TYPES[type];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const values = new Float32Array(bytes.length / size);
  for (let i = 0; i < values.length; i++) {
    const v = read(view, i * size, little);
    values[i] = v;
    if (!Number.isFinite(values[i])) return refuse('data.not-finite', where, String(v));
  }
  return { value: { where, type, shape, values } };
}

/** Moves axes: axis i of the result is axis order[i] of the array. */
export function transpose(array: NumberArray, order: readonly number[]): NumberArray {
  const { values } = array;
  const shape = order.map((axis) => array.shape[axis]!);
  const strideOf = array.shape.map((_, i) => array.shape.slice(i + 1).reduce((a, d) => a * d, 1));
  const strides = order.map((axis) => strideOf[axis]!);
  const out = values.slice();
  const at = new Uint32Array(shape.length);
  for (let i = 0, from = 0; i < out.length; i++) {
    out[i] = values[from]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      if (++at[axis]! < shape[axis]!) break;
      from -= at[axis]! * strides[axis]!;
      at[axis] = 0;
    }
  }
  return { ...array, shape, values: out };
}
