/** NumPy's array file, version 1.0 (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html): little-endian, row-major. */

const LETTER = { float32: '<f4', float64: '<f8', int32: '<i4' } as const;

export function npy(data: Float32Array | Float64Array | Int32Array, shape: readonly number[]): Uint8Array {
  const type = data instanceof Float32Array ? 'float32' : data instanceof Float64Array ? 'float64' : 'int32';
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dictionary = `{'descr': '${LETTER[type]}', 'fortran_order': False, 'shape': ${tuple}, }`;
  // magic, version and length take 10 bytes; the header ends in a newline and the numbers start at a multiple of 64
  const header = dictionary.padEnd(Math.ceil((10 + dictionary.length + 1) / 64) * 64 - 11) + '\n';
  const bytes = new Uint8Array(10 + header.length + data.byteLength);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  const view = new DataView(bytes.buffer);
  data.forEach((v, i) => {
    const at = 10 + header.length + i * data.BYTES_PER_ELEMENT;
    if (type === 'float32') view.setFloat32(at, v, true);
    else if (type === 'float64') view.setFloat64(at, v, true);
    else view.setInt32(at, v, true);
  });
  return bytes;
}
