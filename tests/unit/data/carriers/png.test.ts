import { strToU8, zlibSync } from 'fflate';
import { decode, encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { drawingIn, isPng, withDrawing } from '../../../../src/data/carriers/png.ts';
import { crc32 } from '../../../../src/data/import/crc32.ts';

const PICTURE = encode({ width: 3, height: 2, channels: 3, depth: 8, data: Uint8Array.from({ length: 18 }, (_, i) => 10 * i) });
const TEXT = '{"title":"ε ~ N(0, I) 🌀"}';

/** A picture with one more chunk after its header, whatever it says. */
function withChunk(type: string, data: Uint8Array, sum?: number): Uint8Array {
  const chunk = new Uint8Array(12 + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(strToU8(type), 4);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, sum ?? crc32(chunk.subarray(4, 8 + data.length)));
  return Uint8Array.from([...PICTURE.subarray(0, 33), ...chunk, ...PICTURE.subarray(33)]);
}
const entry = (packed: Uint8Array, flags: readonly number[] = [1, 0]): Uint8Array =>
  Uint8Array.from([...strToU8('wellspring'), 0, ...flags, 0, 0, ...packed]);

describe('a drawing inside a PNG', () => {
  it('comes back as it was, and the picture is the same picture', () => {
    const carrier = withDrawing(PICTURE, TEXT);
    expect(drawingIn('a.png', carrier)).toEqual({ text: TEXT });
    expect(isPng(carrier)).toBe(true);
    const image = decode(carrier, { checkCrc: true });
    expect([...image.data]).toEqual([...decode(PICTURE).data]);
    // other programs read the text by its name
    expect(decode(carrier).text).toBeDefined();
  });
  it('is not there in pictures of other programs', () => {
    expect(drawingIn('a.png', PICTURE)).toBeUndefined();
    expect(drawingIn('a.png', strToU8('not a picture at all'))).toBeUndefined();
    expect(drawingIn('a.png', withChunk('tEXt', strToU8('wellspring\0hello')))).toBeUndefined();
    expect(drawingIn('a.png', withChunk('iTXt', Uint8Array.from([...strToU8('wellsprings'), 0, 0, 0, 0, 0])))).toBeUndefined();
  });
  it('also reads an entry that is not packed', () => {
    expect(drawingIn('a.png', withChunk('iTXt', entry(strToU8(TEXT), [0, 0])))).toEqual({ text: TEXT });
  });
  it('refuses what is damaged, cut off or unpacks to far more than a drawing', () => {
    const bomb = zlibSync(new Uint8Array(40 * 2 ** 20));
    for (const bad of [
      withChunk('iTXt', entry(zlibSync(strToU8(TEXT))), 12345),
      withChunk('iTXt', entry(strToU8('no zlib'))),
      withChunk('iTXt', entry(zlibSync(strToU8(TEXT)), [1, 7])),
      withChunk('iTXt', strToU8('wellspring\0')),
      withChunk('iTXt', entry(bomb)),
      withChunk('iTXt', entry(Uint8Array.from([0xff, 0xfe]), [0, 0])),
    ]) {
      const found = drawingIn('a.png', bad);
      expect(found && 'refused' in found && found.refused.code).toBe('picture-damaged');
    }
  });
  it('stops where a length runs past the end', () => {
    const carrier = withDrawing(PICTURE, TEXT);
    for (const cut of [40, 60, carrier.length - 30, 20, 9]) expect(() => drawingIn('a.png', carrier.subarray(0, cut))).not.toThrow();
    expect(drawingIn('a.png', carrier.subarray(0, 40))).toBeUndefined();
    const long = withDrawing(PICTURE, TEXT);
    new DataView(long.buffer).setUint32(33, 0xffffffff);
    expect(drawingIn('a.png', long)).toBeUndefined();
  });
});
