/** Moving parts of rows: slices, concatenations and gathers. Long runs move as blocks, short ones number by number. */
const BLOCK = 48;

/** Of each of `rows` rows of `row` numbers, the `size` from `begin`. */
export function sliceRows(from: Float32Array, to: Float32Array, rows: number, row: number, begin: number, size: number): void {
  if (rows === 1) return to.set(from.subarray(begin, begin + size));
  let k = 0;
  for (let i = 0; i < rows; i++) {
    const start = i * row + begin;
    if (size >= BLOCK) to.set(from.subarray(start, start + size), i * size);
    else for (let j = 0; j < size; j++) to[k++] = from[start + j]!;
  }
}
/** Rows side by side; operand i has `widths[i]` numbers a row. */
export function concatRows(from: readonly Float32Array[], widths: readonly number[], to: Float32Array, rows: number): void {
  const width = widths.reduce((n, w) => n + w, 0);
  let begin = 0;
  from.forEach((part, i) => {
    const size = widths[i]!;
    if (rows === 1) to.set(part, begin);
    else
      for (let r = 0; r < rows; r++) {
        const at = r * width + begin;
        if (size >= BLOCK) to.set(part.subarray(r * size, (r + 1) * size), at);
        else for (let j = 0; j < size; j++) to[at + j] = part[r * size + j]!;
      }
    begin += size;
  });
}
/** Middle-axis elements `indices` of [before, n, after]. */
export function gatherRows(
  from: Float32Array,
  to: Float32Array,
  [before, n, after]: readonly [number, number, number],
  indices: readonly number[],
): void {
  let k = 0;
  for (let i = 0; i < before; i++)
    for (let j = 0; j < indices.length; j++) {
      const start = (i * n + indices[j]!) * after;
      if (after >= BLOCK) {
        to.set(from.subarray(start, start + after), k);
        k += after;
      } else for (let c = 0; c < after; c++) to[k++] = from[start + c]!;
    }
}

/** Side of the squares in which a matrix is transposed: their rows and columns fit in the nearest cache together. */
const SIDE = 8;
/** [rows, columns] to [columns, rows], square by square. */
export function transposeRows(from: Float32Array, to: Float32Array, rows: number, columns: number): void {
  for (let top = 0; top < rows; top += SIDE) {
    const bottom = Math.min(rows, top + SIDE);
    for (let left = 0; left < columns; left += SIDE) {
      const right = Math.min(columns, left + SIDE);
      for (let j = left; j < right; j++) for (let i = top; i < bottom; i++) to[j * rows + i] = from[i * columns + j]!;
    }
  }
}
