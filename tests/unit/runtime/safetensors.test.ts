/** Safetensors: what is written is read, and hostile bytes are refused without harm. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/runtime/checkpoint.ts';
import { type Tensors, decodeTensors, encodeTensors } from '../../../src/runtime/safetensors.ts';

/** A file with this header and body, the length of the header as it is unless another is claimed. */
function fileOf(header: string, body: Uint8Array = new Uint8Array(), claimed?: bigint): Uint8Array {
  const text = new TextEncoder().encode(header);
  const out = new Uint8Array(8 + text.length + body.length);
  new DataView(out.buffer).setBigUint64(0, claimed ?? BigInt(text.length), true);
  out.set(text, 8);
  out.set(body, 8 + text.length);
  return out;
}
/** Bytes the tensors of an answer hold. */
const held = (t: ReturnType<typeof decodeTensors>): number =>
  'malformed' in t ? 0 : [...t.tensors.values()].reduce((n, x) => n + x.data.buffer.byteLength, 0);
const malformed = (bytes: Uint8Array): string => {
  const got = decodeTensors(bytes);
  return 'malformed' in got ? got.malformed : '';
};

const names = fc.string({ minLength: 1, maxLength: 12 }).filter((s) => s !== '__metadata__');
const tensor = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }).chain((shape) => {
  const n = shape.reduce((a, d) => a * d, 1);
  return fc.float32Array({ minLength: n, maxLength: n }).map((data) => ({ shape, data }));
});
const files: fc.Arbitrary<Tensors> = fc
  .tuple(fc.array(fc.tuple(names, tensor), { maxLength: 5 }), fc.array(fc.tuple(names, fc.string()), { maxLength: 4 }))
  .map(([tensors, metadata]) => ({ tensors: new Map(tensors), metadata: Object.fromEntries(metadata) }));

describe('what is written', () => {
  test('is read under names that mean something to an object', () => {
    const file = {
      tensors: new Map([['__proto__', { shape: [2], data: Float32Array.of(1, 2) }]]),
      metadata: Object.fromEntries([['__proto__', 'kept']]),
    };
    const back = decodeTensors(encodeTensors(file));
    if ('malformed' in back) throw new Error(back.malformed);
    expect([...(back.tensors.get('__proto__')?.data ?? [])]).toEqual([1, 2]);
    expect(Object.entries(back.metadata)).toEqual([['__proto__', 'kept']]);
  });
  test('is read, to the last bit', () => {
    fc.assert(
      fc.property(files, (file) => {
        const back = decodeTensors(encodeTensors(file));
        if ('malformed' in back) throw new Error(back.malformed);
        expect([...back.tensors.keys()].sort()).toEqual([...file.tensors.keys()].sort());
        for (const [name, t] of file.tensors) {
          expect(back.tensors.get(name)!.shape).toEqual(t.shape);
          expect(new Uint32Array(back.tensors.get(name)!.data.buffer)).toEqual(new Uint32Array(t.data.slice().buffer));
        }
        expect({ ...back.metadata }).toEqual({ ...file.metadata });
      }),
    );
  });
  test('is what the format says: length, JSON, numbers on a multiple of eight', () => {
    const bytes = encodeTensors({ tensors: new Map([['w', { shape: [2, 1], data: Float32Array.of(1.5, -2) }]]), metadata: { by: 'us' } });
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      __metadata__: { by: 'us' },
      w: { dtype: 'F32', shape: [2, 1], data_offsets: [0, 8] },
    });
    expect(new DataView(bytes.buffer).getFloat32(8 + length + 4, true)).toBe(-2);
    expect(bytes.length).toBe(8 + length + 8);
  });
  test('is read wherever it lies in a larger buffer, and is not tied to it', () => {
    const bytes = encodeTensors({ tensors: new Map([['w', { shape: [3], data: Float32Array.of(1, 2, 3) }]]), metadata: {} });
    const shifted = new Uint8Array(bytes.length + 5);
    shifted.set(bytes, 3);
    const got = decodeTensors(shifted.subarray(3, 3 + bytes.length));
    shifted.fill(0);
    expect('tensors' in got && [...got.tensors.get('w')!.data]).toEqual([1, 2, 3]);
  });
  test('keeps names a program could trip over', () => {
    const odd = ['constructor', 'toString', 'a.b/c', 'ü', '0'];
    const tensors = new Map(odd.map((name, i) => [name, { shape: [1], data: Float32Array.of(i) }]));
    const got = decodeTensors(encodeTensors({ tensors, metadata: { constructor: 'x' } }));
    expect('tensors' in got && odd.map((name) => got.tensors.get(name)?.data[0])).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('a header that lies', () => {
  const one = (entry: unknown, body = new Uint8Array(8)): Uint8Array => fileOf(JSON.stringify({ w: entry }), body);
  const right = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };
  test('but this one does not', () => expect(malformed(one(right))).toBe(''));
  test.each<[string, Uint8Array, RegExp]>([
    ['no bytes', new Uint8Array(), /0 bytes/],
    ['seven bytes', new Uint8Array(7), /7 bytes/],
    ['a header longer than the file', fileOf('{}', undefined, 3n), /longer than the file/],
    ['a header of 2^63 bytes', fileOf('{}', undefined, 2n ** 63n), /longer than the file/],
    ['no JSON', fileOf('{"w":'), /not JSON/],
    ['no UTF-8', fileOf('', Uint8Array.of(0xff, 0xfe), 2n), /not JSON/],
    ['a list', fileOf('[]'), /not an object/],
    ['nothing', fileOf('null'), /not an object/],
    ['an entry that is a number', fileOf('{"w":3}'), /not an object/],
    ['another type', one({ ...right, dtype: 'F16' }), /F16, not F32/],
    ['no type', one({ shape: [2], data_offsets: [0, 8] }), /not F32/],
    ['a shape that is none', one({ ...right, shape: 2 }), /shape/],
    ['a negative shape', one({ ...right, shape: [-2] }), /shape/],
    ['half a shape', one({ ...right, shape: [1.5] }), /shape/],
    ['a shape of words', one({ ...right, shape: ['2'] }), /shape/],
    ['no offsets', one({ dtype: 'F32', shape: [2] }), /offsets/],
    ['one offset', one({ ...right, data_offsets: [8] }), /offsets/],
    ['negative offsets', one({ ...right, data_offsets: [-8, 0] }), /offsets/],
    ['offsets the wrong way', one({ ...right, data_offsets: [8, 0] }), /outside the file/],
    ['a shape larger than its numbers', one({ ...right, shape: [3] }), /outside the file/],
    ['numbers past the end', one({ ...right, data_offsets: [4, 12] }), /outside the file/],
    ['an enormous shape', one({ ...right, shape: [2 ** 40, 2 ** 40], data_offsets: [0, 2 ** 52] }), /outside the file/],
    ['an enormous shape with none of it there', one({ ...right, shape: [2 ** 40, 0], data_offsets: [0, 8] }), /outside the file/],
    ['numbers of half a float', one({ ...right, shape: [], data_offsets: [0, 3] }), /outside the file/],
  ])('%s', (_, bytes, why) => {
    expect(malformed(bytes)).toMatch(why);
  });
  test('many entries on the same numbers are refused before they are copied', () => {
    const body = new Uint8Array(4096);
    const header = Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [`w${i}`, { dtype: 'F32', shape: [1024], data_offsets: [0, 4096] }]),
    );
    const bytes = fileOf(JSON.stringify(header), body);
    expect(malformed(bytes)).toMatch(/more numbers than the file/);
  });
});

describe('hostile bytes', () => {
  const check = (bytes: Uint8Array): void => {
    expect(held(decodeTensors(bytes))).toBeLessThanOrEqual(bytes.length);
    decodeCheckpoint(bytes);
  };
  test('of any sort neither throw nor take more memory than the file has', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), check), { numRuns: 500 });
  });
  test('behind any JSON header', () => {
    const entry = fc.record(
      {
        dtype: fc.constantFrom('F32', 'F64', 'I32', ''),
        shape: fc.oneof(fc.array(fc.oneof(fc.nat(20), fc.maxSafeNat())), fc.jsonValue()),
        data_offsets: fc.oneof(fc.tuple(fc.nat(200), fc.nat(200)), fc.tuple(fc.maxSafeNat(), fc.maxSafeNat()), fc.jsonValue()),
      },
      { requiredKeys: [] },
    );
    const header = fc.oneof(fc.dictionary(fc.string(), fc.oneof(entry, fc.jsonValue())), fc.jsonValue());
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 200 }), (h, body) => check(fileOf(JSON.stringify(h), body))),
      { numRuns: 500 },
    );
  });
  test('that are a checkpoint with some bytes changed', () => {
    const good = encodeCheckpoint(
      { graph: '{}', seed: 1, step: 2, updates: { opt: 2 }, vectors: new Map([['weights.opt', Float32Array.of(1, 2, 3)]]) },
      { vectors: [{ name: 'opt', size: 3, entries: [{ param: 'a.w', offset: 0, shape: [3] }] }] },
    );
    expect(decodeCheckpoint(good)).toMatchObject({ seed: 1, step: 2, updates: { opt: 2 } });
    const changes = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(changes, fc.nat(good.length), (at, cut) => {
        const bytes = good.slice(0, cut % 3 === 0 ? cut : good.length);
        for (const [i, v] of at) if (i < bytes.length) bytes[i] = v;
        check(bytes);
      }),
      { numRuns: 500 },
    );
  });
});
