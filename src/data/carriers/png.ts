/** A drawing inside a PNG: a compressed text chunk (iTXt, keyword "wellspring"; PNG specification 11.3.3.4). Pictures from others are hostile until read. */
import { strFromU8, strToU8, zlibSync } from 'fflate';
import type { Diagnostic } from '../../graph/diagnostic.ts';
import { diagnose } from '../../graph/diagnostics.ts';
import { LIMITS } from '../../graph/limits.ts';
import { crc32 } from '../import/crc32.ts';
import { inflated } from '../import/unpack.ts';

const KEYWORD = 'wellspring';
const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
/** Bytes of a picture that is looked into. */
export const MOST_PICTURE = 64 * 2 ** 20;
/** UTF-8 has at most three bytes for a UTF-16 code unit. */
const MOST_TEXT = 3 * LIMITS.text;

export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.every((b, i) => bytes[i] === b);

interface Chunk {
  readonly type: string;
  /** Of its length field. */
  readonly at: number;
  readonly data: Uint8Array;
}
/** Chunk after chunk; ends without a word where lengths run past the end. */
function* chunks(png: Uint8Array): Generator<Chunk> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = 8; at + 12 <= png.length;) {
    const length = view.getUint32(at);
    if (length > png.length - at - 12) return;
    yield { type: strFromU8(png.subarray(at + 4, at + 8), true), at, data: png.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}
function chunkOf(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(strToU8(type, true), 4);
  out.set(data, 8);
  view.setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
  return out;
}

/** The same picture with the drawing's text in it. */
export function withDrawing(png: Uint8Array, text: string): Uint8Array {
  // keyword, 0, compressed, by deflate, no language, no translated keyword
  const head = [...strToU8(KEYWORD, true), 0, 1, 0, 0, 0];
  const packed = zlibSync(strToU8(text), { level: 9 });
  const data = new Uint8Array(head.length + packed.length);
  data.set(head);
  data.set(packed, head.length);
  const chunk = chunkOf('iTXt', data);
  // after the header, which comes first and has 25 bytes
  const cut = SIGNATURE.length + 25;
  const out = new Uint8Array(png.length + chunk.length);
  out.set(png.subarray(0, cut));
  out.set(chunk, cut);
  out.set(png.subarray(cut), cut + chunk.length);
  return out;
}

export type Found = { readonly text: string } | { readonly refused: Diagnostic };

/** The drawing's text, why it cannot be had, or undefined where the picture has none. */
export function drawingIn(name: string, png: Uint8Array): Found | undefined {
  if (!isPng(png) || png.length > MOST_PICTURE) return undefined;
  for (const { type, at, data } of chunks(png)) {
    if (type === 'IEND') return undefined;
    if (type !== 'iTXt' || !KEYWORD.split('').every((c, i) => data[i] === c.charCodeAt(0)) || data[KEYWORD.length] !== 0) continue;
    const refused = (problem: string): Found => ({ refused: diagnose('picture-damaged', { where: name }, { problem }) });
    const sum = new DataView(png.buffer, png.byteOffset + at + 8 + data.length, 4).getUint32(0);
    if (crc32(png.subarray(at + 4, at + 8 + data.length)) !== sum) return refused('its checksum does not agree');
    let from = KEYWORD.length + 3;
    // the language and the translated keyword are of no use here
    for (let skip = 0; skip < 2; skip++) {
      const end = data.indexOf(0, from);
      if (end < 0) return refused('its entry is cut off');
      from = end + 1;
    }
    const body = data.subarray(from);
    const packed = data[KEYWORD.length + 1] === 1;
    if (packed && data[KEYWORD.length + 2] !== 0) return refused('it is packed in a way nobody knows');
    if (body.length > MOST_TEXT) return refused('it is too long');
    try {
      const plain = packed ? inflated(body, 'zlib', MOST_TEXT) : body;
      return plain ? { text: new TextDecoder('utf-8', { fatal: true }).decode(plain) } : refused('it unpacks to far more than a drawing');
    } catch {
      return refused('it cannot be unpacked');
    }
  }
  return undefined;
}
