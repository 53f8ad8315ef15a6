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

/** Runs at least this long are moved as blocks. */
const BLOCK = 24;

/**
 * Copies every window of the image at `image` into a row of patches at `to`, zeros where it reaches over the edge. Both lie in `heap`, so
 * that whole runs of pixels move without a view being made for each.
 */
export function patches(heap: Float32Array, image: number, to: number, p: PatchAttributes): void {
  const { rows, height, width, channels, kh, kw, oh, ow, stride, top, left } = p;
  for (let n = 0; n < rows; n++)
    for (let y = 0; y < oh; y++)
      for (let x = 0; x < ow; x++) {
        const x0 = x * stride - left;
        // columns of the window that lie inside the image
        const first = x0 < 0 ? Math.min(kw, -x0) : 0;
        const last = x0 + kw > width ? Math.max(first, width - x0) : kw;
        const run = (last - first) * channels;
        for (let i = 0; i < kh; i++) {
          const iy = y * stride - top + i;
          const end = to + kw * channels;
          if (iy < 0 || iy >= height) {
            while (to < end) heap[to++] = 0;
            continue;
          }
          const inside = to + first * channels;
          while (to < inside) heap[to++] = 0;
          let from = image + ((n * height + iy) * width + x0 + first) * channels;
          const stop = to + run;
          if (run >= BLOCK) {
            heap.copyWithin(to, from, from + run);
            to = stop;
          } else while (to < stop) heap[to++] = heap[from++]!;
          while (to < end) heap[to++] = 0;
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

/** Sums of the columns of `x` [rows, columns]. */
export function columnSums(x: Float32Array, out: Float32Array, rows: number, columns: number): void {
  out.fill(0);
  let r = 0;
  // four rows at a time: a quarter of the traffic to the sums
  for (; r + 4 <= rows; r += 4) {
    const a = r * columns;
    const b = a + columns;
    const c = b + columns;
    const d = c + columns;
    for (let i = 0; i < columns; i++) out[i]! += x[a + i]! + x[b + i]! + (x[c + i]! + x[d + i]!);
  }
  for (; r < rows; r++) for (let i = 0; i < columns; i++) out[i]! += x[r * columns + i]!;
}
