/** Numbers over a square of the plane, row-major from low y to high y: what lies between them, their slope, their difference. Pure. */
export interface Plane {
  readonly size: number;
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
}

/** The value at a point, between the centres of cells; undefined outside the square or where a neighbour is not finite. */
export function valueAtPoint(values: ArrayLike<number>, { size, low, high }: Plane, x: number, y: number): number | undefined {
  if (x < low[0] || x > high[0] || y < low[1] || y > high[1]) return undefined;
  const cell = (v: number, axis: 0 | 1): number =>
    Math.min(size - 1, Math.max(0, ((v - low[axis]) / (high[axis] - low[axis])) * size - 0.5));
  const [cx, cy] = [cell(x, 0), cell(y, 1)];
  const [col, row] = [Math.min(size - 2, Math.floor(cx)), Math.min(size - 2, Math.floor(cy))];
  const [fx, fy] = [cx - col, cy - row];
  const at = (c: number, r: number): number => values[(row + r) * size + col + c]!;
  const found = (1 - fy) * ((1 - fx) * at(0, 0) + fx * at(1, 0)) + fy * ((1 - fx) * at(0, 1) + fx * at(1, 1));
  return Number.isFinite(found) ? found : undefined;
}

/** The gradient at each cell by central differences, one-sided at the border: x then y. Zero where a neighbour is not finite. */
export function slopeOf(values: ArrayLike<number>, { size, low, high }: Plane): Float32Array {
  const out = new Float32Array(2 * size * size);
  const step = [(high[0] - low[0]) / size, (high[1] - low[1]) / size] as const;
  for (let row = 0; row < size; row++)
    for (let col = 0; col < size; col++) {
      const along = (axis: 0 | 1): number => {
        const i = axis === 0 ? col : row;
        const [a, b] = [Math.max(0, i - 1), Math.min(size - 1, i + 1)];
        const at = (k: number): number => (axis === 0 ? values[row * size + k]! : values[k * size + col]!);
        const slope = (at(b) - at(a)) / ((b - a) * step[axis]);
        return Number.isFinite(slope) ? slope : 0;
      };
      out[2 * (row * size + col)] = along(0);
      out[2 * (row * size + col) + 1] = along(1);
    }
  return out;
}
/** Every k-th cell both ways, so that about `most` remain along a side. */
export function coarser(field: Float32Array, size: number, most: number): { readonly field: Float32Array; readonly size: number } {
  const k = Math.max(1, Math.floor(size / most));
  const n = Math.floor(size / k);
  const out = new Float32Array(2 * n * n);
  const middle = Math.floor(k / 2);
  for (let row = 0; row < n; row++)
    for (let col = 0; col < n; col++) {
      const from = 2 * ((row * k + middle) * size + col * k + middle);
      out[2 * (row * n + col)] = field[from]!;
      out[2 * (row * n + col) + 1] = field[from + 1]!;
    }
  return { field: out, size: n };
}

/** Density of the model less the true one, per unit area. @param model, truth logarithms */
export const differenceOf = (model: ArrayLike<number>, truth: ArrayLike<number>): Float32Array =>
  Float32Array.from({ length: model.length }, (_, i) => exp(model[i]!) - exp(truth[i]!));
const exp = (log: number): number => (Number.isNaN(log) ? 0 : Math.exp(log));

/** The point under a pointer, for a square drawn in the middle of a box. */
export function pointIn(
  box: { readonly width: number; readonly height: number },
  { low, high }: Plane,
  px: number,
  py: number,
): readonly [number, number] {
  const side = Math.min(box.width, box.height);
  const [left, top] = [(box.width - side) / 2, (box.height - side) / 2];
  return [low[0] + ((px - left) / side) * (high[0] - low[0]), high[1] - ((py - top) / side) * (high[1] - low[1])];
}
