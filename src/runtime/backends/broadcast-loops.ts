/** Element-by-element loops with broadcasting, for comparisons, extremes and choices, which TF.js's wasm kernels do slowly when shapes differ. */

/** Elements to step by along each axis of `shape` in an operand of shape `own` (aligned from the right); 0 where it repeats. */
function steps(own: readonly number[], shape: readonly number[]): readonly number[] {
  const padded = [...shape.map(() => 1), ...own].slice(-shape.length);
  let stride = 1;
  const out: number[] = [];
  for (let i = shape.length - 1; i >= 0; i--) {
    out.unshift(padded[i] === 1 ? 0 : stride);
    stride *= padded[i]!;
  }
  return out;
}
/** Calls `row` with the starts of the operands and of the result for every run along the last axis. */
function rows(
  shape: readonly number[],
  strides: readonly (readonly number[])[],
  row: (starts: readonly number[], to: number, n: number) => void,
): void {
  const last = shape.length - 1;
  if (last < 0)
    return row(
      strides.map(() => 0),
      0,
      1,
    );
  const n = shape[last]!;
  const index = shape.map(() => 0);
  const starts = strides.map(() => 0);
  const total = shape.reduce((p, d) => p * d, 1);
  for (let to = 0; to < total; to += n) {
    row(starts, to, n);
    for (let i = last - 1; i >= 0; i--) {
      index[i]!++;
      for (let k = 0; k < starts.length; k++) starts[k]! += strides[k]![i]!;
      if (index[i]! < shape[i]!) break;
      for (let k = 0; k < starts.length; k++) starts[k]! -= strides[k]![i]! * shape[i]!;
      index[i] = 0;
    }
  }
}
export interface Operand {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}
const NAMES = ['Equal', 'NotEqual', 'Greater', 'Maximum', 'Minimum'] as const;
export type BinaryName = (typeof NAMES)[number];
export const isBinaryName = (name: string): name is BinaryName => NAMES.some((n) => n === name);

/** out = f(a, b); comparisons give 1 or 0, extremes hand NaN on. */
export function binaryLoop(name: BinaryName, a: Operand, b: Operand, out: Float32Array, shape: readonly number[]): void {
  const [x, y] = [a.data, b.data];
  const strides = [steps(a.shape, shape), steps(b.shape, shape)];
  const sa = strides[0]!.at(-1) ?? 0;
  const sb = strides[1]!.at(-1) ?? 0;
  const run = (f: (i: number, j: number, to: number, n: number) => void): void => rows(shape, strides, ([i, j], to, n) => f(i!, j!, to, n));
  switch (name) {
    case 'Equal':
      return run((i, j, to, n) => {
        for (let k = 0; k < n; k++, i += sa, j += sb) out[to + k] = x[i] === y[j] ? 1 : 0;
      });
    case 'NotEqual':
      return run((i, j, to, n) => {
        for (let k = 0; k < n; k++, i += sa, j += sb) out[to + k] = x[i] === y[j] ? 0 : 1;
      });
    case 'Greater':
      return run((i, j, to, n) => {
        for (let k = 0; k < n; k++, i += sa, j += sb) out[to + k] = x[i]! > y[j]! ? 1 : 0;
      });
    case 'Maximum':
      return run((i, j, to, n) => {
        for (let k = 0; k < n; k++, i += sa, j += sb) {
          const [p, q] = [x[i]!, y[j]!];
          out[to + k] = p > q || p !== p ? p : q;
        }
      });
    case 'Minimum':
      return run((i, j, to, n) => {
        for (let k = 0; k < n; k++, i += sa, j += sb) {
          const [p, q] = [x[i]!, y[j]!];
          out[to + k] = p < q || p !== p ? p : q;
        }
      });
  }
}
/** out = a where c is not 0, else b. */
export function selectLoop(c: Operand, a: Operand, b: Operand, out: Float32Array, shape: readonly number[]): void {
  const [p, x, y] = [c.data, a.data, b.data];
  const strides = [steps(c.shape, shape), steps(a.shape, shape), steps(b.shape, shape)];
  const [sc, sa, sb] = strides.map((s) => s.at(-1) ?? 0) as [number, number, number];
  rows(shape, strides, ([h, i, j], to, n) => {
    let [u, v, w] = [h!, i!, j!];
    for (let k = 0; k < n; k++, u += sc, v += sa, w += sb) out[to + k] = p[u] !== 0 ? x[v]! : y[w]!;
  });
}
