/** JPEG pictures. The size is read from the frame header (ITU T.81, B.2.2) before the decoder sees anything. */
import { decode } from 'jpeg-js';
import type { Limits } from '../limits.ts';
import { attempt, refuse, report } from '../messages.ts';
import type { Outcome } from '../messages.ts';
import type { Picture } from './picture.ts';

/** Width, height and components of the first frame; undefined if there is none. */
function frame(bytes: Uint8Array): { width: number; height: number; components: number } | undefined {
  const word = (at: number): number => (bytes[at]! << 8) | bytes[at + 1]!;
  for (let at = 2; at + 10 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    // C0..CF but DHT, JPG and DAC begin a frame.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: word(at + 5), width: word(at + 7), components: bytes[at + 9]! };
    const length = word(at + 2);
    if (length < 2) return undefined;
    at += 2 + length;
  }
  return undefined;
}

export function readJpeg(where: string, bytes: Uint8Array, limits: Limits): Outcome<Picture> {
  const size = bytes[0] === 0xff && bytes[1] === 0xd8 ? frame(bytes) : undefined;
  if (!size) return refuse('image.damaged', where, 'it has no frame');
  const { width, height, components } = size;
  if (width === 0 || height === 0) return refuse('image.damaged', where, 'it has no pixels');
  if (width * height > limits.imagePixels) return refuse('image.too-large', where, width, height, limits.imagePixels);
  return attempt(
    () => {
      const maxResolutionInMP = limits.imagePixels / 1e6;
      const picture = decode(bytes, { useTArray: true, formatAsRGBA: false, tolerantDecoding: false, maxResolutionInMP });
      // A file may hold a second frame of another size than the one that was checked.
      if (picture.width !== width || picture.height !== height) throw new Error('it has several frames');
      const colours = picture.data;
      if (components !== 1) return { width, height, channels: 3, data: colours, flattened: false };
      const grey = Uint8Array.from({ length: width * height }, (_, i) => colours[3 * i]!);
      return { width, height, channels: 1, data: grey, flattened: false };
    },
    (how) => report('image.damaged', where, how),
  );
}
