/** The safetensors format: 8 bytes of header length (little-endian), a JSON header, then raw numbers (https://github.com/huggingface/safetensors). Float32 only. */

export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}
export interface Tensors {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}
/** What is wrong with the bytes; a user's file, so a value and not an exception. */
export interface Malformed {
  readonly malformed: string;
}
const MOST_HEADER_BYTES = 16 * 1024 * 1024;

export function encodeTensors({ tensors, metadata }: Tensors): Uint8Array {
  let offset = 0;
  // entries, because a name may be one that means something to an object, such as __proto__
  const entries: [string, unknown][] = [['__metadata__', metadata]];
  for (const [name, t] of tensors) {
    entries.push([name, { dtype: 'F32', shape: t.shape, data_offsets: [offset, offset + t.data.byteLength] }]);
    offset += t.data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  // the header is padded with spaces so that the numbers are aligned
  const padded = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + offset).fill(0x20, 8, 8 + padded);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(text, 8);
  let at = 8 + padded;
  for (const { data } of tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

const isRecord = (x: unknown): x is Readonly<Record<string, unknown>> => typeof x === 'object' && x !== null && !Array.isArray(x);
const isWhole = (x: unknown): x is number => typeof x === 'number' && Number.isSafeInteger(x) && x >= 0;

export function decodeTensors(bytes: Uint8Array): Tensors | Malformed {
  const no = (malformed: string): Malformed => ({ malformed });
  if (bytes.length < 8) return no(`it has ${bytes.length} bytes, too few for a header`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(Math.min(MOST_HEADER_BYTES, bytes.length - 8))) return no('its header is said to be longer than the file');
  const start = 8 + Number(length);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, start)));
  } catch {
    return no('its header is not JSON');
  }
  if (!isRecord(header)) return no('its header is not an object');
  const tensors = new Map<string, Tensor>();
  let metadata: Readonly<Record<string, string>> = {};
  let room = bytes.length - start;
  for (const [name, entry] of Object.entries(header)) {
    if (!isRecord(entry)) return no(`the entry ${name} is not an object`);
    if (name === '__metadata__') {
      metadata = Object.fromEntries(Object.entries(entry).filter((e): e is [string, string] => typeof e[1] === 'string'));
      continue;
    }
    const { dtype, shape, data_offsets: offsets } = entry;
    if (dtype !== 'F32') return no(`${name} is ${String(dtype)}, not F32`);
    if (!Array.isArray(shape) || !shape.every(isWhole)) return no(`${name} has no proper shape`);
    if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isWhole)) return no(`${name} has no proper offsets`);
    const [low, high] = offsets as [number, number];
    const size = shape.reduce((n: number, d: number) => n * d, 4);
    if (high - low !== size || start + high > bytes.length)
      return no(`${name} lies outside the file, or its shape does not fit its length`);
    // entries may name the same numbers, and every entry is a copy
    room -= size;
    if (room < 0) return no('its entries hold more numbers than the file');
    const copy = bytes.slice(start + low, start + high);
    tensors.set(name, { shape, data: new Float32Array(copy.buffer) });
  }
  return { tensors, metadata };
}
