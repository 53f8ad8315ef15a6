/** Bringing pictures to one size and one number of channels. */
import type { Picture, Size } from './picture.ts';

interface Taps {
  /** First source index of each target index. */
  readonly from: Int32Array;
  /** Weights of the source indices from there on, summing to 1. */
  readonly weights: readonly Float64Array[];
}

/** Shrinking averages over the area a target pixel covers; growing interpolates between the two nearest pixel centres. */
function taps(source: number, target: number): Taps {
  const from = new Int32Array(target);
  const weights: Float64Array[] = [];
  const scale = source / target;
  for (let i = 0; i < target; i++) {
    if (scale > 1) {
      const [lo, hi] = [i * scale, Math.min(source, (i + 1) * scale)];
      const first = Math.floor(lo);
      const w = new Float64Array(Math.ceil(hi - 1e-9) - first);
      for (let k = 0; k < w.length; k++) w[k] = (Math.min(hi, first + k + 1) - Math.max(lo, first + k)) / (hi - lo);
      from[i] = first;
      weights.push(w);
    } else {
      const centre = Math.min(source - 1, Math.max(0, (i + 0.5) * scale - 0.5));
      const first = Math.min(Math.floor(centre), Math.max(0, source - 2));
      from[i] = first;
      weights.push(source === 1 ? Float64Array.of(1) : Float64Array.of(1 - (centre - first), centre - first));
    }
  }
  return { from, weights };
}

/** Columns first, then rows, in floats; rounded once at the end. Throws for a size of zero. */
export function resize(picture: Picture, { width, height }: Size): Picture {
  if (picture.width === width && picture.height === height) return picture;
  if (!(width > 0 && height > 0)) throw new RangeError(`cannot resize to ${width} by ${height}`);
  const { channels, data } = picture;
  const across = taps(picture.width, width);
  const down = taps(picture.height, height);
  const narrow = new Float32Array(picture.height * width * channels);
  for (let y = 0; y < picture.height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        across.weights[x]!.forEach((w, k) => {
          sum += w * data[(y * picture.width + across.from[x]! + k) * channels + c]!;
        });
        narrow[(y * width + x) * channels + c] = sum;
      }
  const out = new Uint8Array(height * width * channels);
  const row = width * channels;
  for (let y = 0; y < height; y++)
    for (let i = 0; i < row; i++) {
      let sum = 0;
      down.weights[y]!.forEach((w, k) => {
        sum += w * narrow[(down.from[y]! + k) * row + i]!;
      });
      out[y * row + i] = Math.round(sum);
    }
  return { ...picture, width, height, data: out };
}

/** Grey to three equal channels; colour to its luma (ITU-R BT.601). */
export function withChannels(picture: Picture, channels: 1 | 3): Picture {
  if (picture.channels === channels) return picture;
  const pixels = picture.width * picture.height;
  const { data } = picture;
  const out = new Uint8Array(pixels * channels);
  for (let i = 0; i < pixels; i++)
    if (channels === 3) out.fill(data[i]!, 3 * i, 3 * i + 3);
    else out[i] = Math.round(0.299 * data[3 * i]! + 0.587 * data[3 * i + 1]! + 0.114 * data[3 * i + 2]!);
  return { ...picture, channels, data: out };
}
