/** Patches of images and their adjoint, the two halves of convolution by matrix product. Images are [rows, height, width, channels]; patches [rows * oh * ow, kh * kw * channels]. */

export interface PatchAttributes {
  readonly rows: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly kh: number;
  readonly kw: number;
  readonly oh: number;
  readonly ow: number;
  readonly stride: number;
  /** Zeros before the first row and column. */
  readonly top: number;
  readonly left: number;
}

/** Copies every window of `image` into a row of `out`, zeros where it reaches over the edge. */
export function patches(image: Float32Array, out: Float32Array, p: PatchAttributes): void {
  const { rows, height, width, channels, kh, kw, oh, ow, stride, top, left } = p;
  let to = 0;
  for (let n = 0; n < rows; n++)
    for (let y = 0; y < oh; y++)
      for (let x = 0; x < ow; x++) {
        const x0 = x * stride - left;
        // columns of the window that lie inside the image
        const first = x0 < 0 ? Math.min(kw, -x0) : 0;
        const last = x0 + kw > width ? Math.max(first, width - x0) : kw;
        for (let i = 0; i < kh; i++) {
          const iy = y * stride - top + i;
          const end = to + kw * channels;
          if (iy < 0 || iy >= height) {
            while (to < end) out[to++] = 0;
            continue;
          }
          const inside = to + first * channels;
          while (to < inside) out[to++] = 0;
          let from = ((n * height + iy) * width + x0 + first) * channels;
          const stop = to + (last - first) * channels;
          while (to < stop) out[to++] = image[from++]!;
          while (to < end) out[to++] = 0;
        }
      }
}
/** Adds every patch back where its window lay: the adjoint of `patches`. Overwrites `image`. */
export function foldPatches(from: Float32Array, image: Float32Array, p: PatchAttributes): void {
  const { rows, height, width, channels, kh, kw, oh, ow, stride, top, left } = p;
  image.fill(0);
  let at = 0;
  for (let n = 0; n < rows; n++)
    for (let y = 0; y < oh; y++)
      for (let x = 0; x < ow; x++) {
        const x0 = x * stride - left;
        const first = x0 < 0 ? Math.min(kw, -x0) : 0;
        const last = x0 + kw > width ? Math.max(first, width - x0) : kw;
        for (let i = 0; i < kh; i++) {
          const iy = y * stride - top + i;
          const end = at + kw * channels;
          if (iy >= 0 && iy < height) {
            let to = ((n * height + iy) * width + x0 + first) * channels;
            const stop = at + last * channels;
            for (let k = at + first * channels; k < stop; k++) image[to++]! += from[k]!;
          }
          at = end;
        }
      }
}
