/** PNG pictures. Sizes and the length of the packed pixels are checked here, chunk by chunk, before the decoder sees anything. */
import { decode } from 'fast-png';
import type { DecodedPng } from 'fast-png';
import type { Limits } from '../limits.ts';
import { attempt, refuse, report } from '../messages.ts';
import type { Outcome } from '../messages.ts';
import type { Picture } from './picture.ts';
import { zlibSize } from './unpack.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Chunks that say what the pixels are. Others (profiles, texts) are left out: some of them unpack to any size. */
const NEEDED = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'];

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
  readonly interlaced: boolean;
}

/** Bytes of the unpacked pixels with a filter byte per row (PNG specification, sections 7.2 and 8.2). */
function unpackedSize({ width, height, depth, colour, interlaced }: Header): number {
  const bits = depth * CHANNELS[colour]!;
  const pass = (w: number, h: number): number => (w > 0 && h > 0 ? h * (1 + Math.ceil((w * bits) / 8)) : 0);
  if (!interlaced) return pass(width, height);
  const passes = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]] as const; // prettier-ignore
  return passes.reduce((sum, [x, y, dx, dy]) => sum + pass(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)), 0);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  parts.reduce((at, p) => (out.set(p, at), at + p.length), 0);
  return out;
}

/** Decoded pixels as bytes, one per channel: palettes looked up, 1, 2 and 4 bits widened, 16 bits halved. */
function toBytes(png: DecodedPng): { data: Uint8Array; channels: number } {
  const { width, height, channels, depth, data, palette } = png;
  const count = width * height * channels;
  const out = new Uint8Array(count);
  if (depth === 16) for (let i = 0; i < count; i++) out[i] = data[i]! >> 8;
  else if (depth === 8) out.set(data.subarray(0, count));
  else {
    // Below 8 bits there is one channel, and rows begin on whole bytes.
    const perRow = Math.ceil((width * depth) / 8);
    const top = 2 ** depth - 1;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const bit = x * depth;
        const v = (data[y * perRow + (bit >> 3)]! >> (8 - depth - (bit & 7))) & top;
        out[y * width + x] = palette ? v : Math.round((v * 255) / top);
      }
  }
  if (!palette) return { data: out, channels };
  const looked = new Uint8Array(width * height * 4);
  out.forEach((index, i) => {
    const colour = palette[index];
    if (!colour) throw new Error('a pixel names a colour that is not in the palette');
    looked.set([colour[0] ?? 0, colour[1] ?? 0, colour[2] ?? 0, colour[3] ?? 255], 4 * i);
  });
  return { data: looked, channels: 4 };
}

function flatten(data: Uint8Array, channels: number, size: { width: number; height: number }): Picture {
  const colours = channels === 1 || channels === 2 ? 1 : 3;
  if (channels === colours) return { ...size, channels: colours, data, flattened: false };
  const pixels = size.width * size.height;
  const out = new Uint8Array(pixels * colours);
  let flattened = false;
  for (let i = 0; i < pixels; i++) {
    const alpha = data[i * channels + colours]!;
    flattened ||= alpha < 255;
    for (let c = 0; c < colours; c++) out[i * colours + c] = Math.round((data[i * channels + c]! * alpha + 255 * (255 - alpha)) / 255);
  }
  return { ...size, channels: colours, data: out, flattened };
}

export function readPng(where: string, bytes: Uint8Array, limits: Limits): Outcome<Picture> {
  const bad = (how: string): { readonly refused: ReturnType<typeof report> } => refuse('image.damaged', where, how);
  if (bytes.length < 33 || SIGNATURE.some((b, i) => bytes[i] !== b)) return bad('it does not begin as PNG files do');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const header = { width, height, depth: bytes[24]!, colour: bytes[25]!, interlaced: bytes[28] === 1 };
  if (String.fromCharCode(...bytes.subarray(12, 16)) !== 'IHDR' || view.getUint32(8) !== 13) return bad('it has no header');
  if (width === 0 || height === 0) return bad('it has no pixels');
  if (width * height > limits.imagePixels) return refuse('image.too-large', where, width, height, limits.imagePixels);
  if (CHANNELS[header.colour] === undefined) return bad('its colour type is not known');
  const narrow = header.depth < 8;
  if (![1, 2, 4, 8, 16].includes(header.depth) || (narrow && header.colour !== 0 && header.colour !== 3))
    return bad('its bit depth is not known');
  if (narrow && header.interlaced) return bad('interlacing below 8 bits is not supported');

  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  const pixels: Uint8Array[] = [];
  let at = 8;
  for (let type = ''; type !== 'IEND';) {
    const length = at + 12 <= bytes.length ? view.getUint32(at) : Infinity;
    if (at + 12 + length > bytes.length) return bad('it is cut off');
    type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (NEEDED.includes(type)) kept.push(bytes.subarray(at, at + 12 + length));
    if (type === 'IDAT') pixels.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const want = unpackedSize(header);
  const size = attempt(() => zlibSize(join(pixels), want), (how) => report('image.damaged', where, how)); // prettier-ignore
  if ('refused' in size) return size;
  if (size.value !== want) return bad('its pixels do not fill its size');
  return attempt(
    () => {
      const png = decode(join(kept));
      const { data, channels } = toBytes(png);
      return flatten(data, channels, { width, height });
    },
    (how) => report('image.damaged', where, how),
  );
}
