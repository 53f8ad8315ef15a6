/** Eigenvalues and square roots of symmetric matrices, in double precision. Matrices are n*n, row-major. */

export interface Eigen {
  /** Eigenvalues, in no order. */
  readonly values: Float64Array;
  /** Column j is the unit eigenvector of value j. */
  readonly vectors: Float64Array;
}
const SWEEPS = 60;

/** Cyclic Jacobi rotations (Golub & Van Loan, 2013, section 8.5.5). Only the lower triangle and the diagonal of the given matrix matter. */
export function eigen(matrix: ArrayLike<number>, n: number): Eigen {
  const a = Float64Array.from(
    { length: n * n },
    (_, i) => matrix[Math.max(Math.floor(i / n), i % n) * n + Math.min(Math.floor(i / n), i % n)]!,
  );
  const v = Float64Array.from({ length: n * n }, (_, i) => Number(i % (n + 1) === 0));
  const size = a.reduce((s, x) => s + x * x, 0);
  for (let sweep = 0; sweep < SWEEPS && outside(a, n) > 1e-30 * size; sweep++)
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  return { values: Float64Array.from({ length: n }, (_, i) => a[i * n + i]!), vectors: v };
}
/** Sum of squares off the diagonal. */
function outside(a: Float64Array, n: number): number {
  let s = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (i !== j) s += a[i * n + j]! ** 2;
  return s;
}
/** Turns the plane (p, q) so that a[p, q] becomes zero. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const off = a[p * n + q]!;
  if (off === 0) return;
  const tau = (a[q * n + q]! - a[p * n + p]!) / (2 * off);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.hypot(1, tau));
  const c = 1 / Math.hypot(1, t);
  const s = t * c;
  const turn = (m: Float64Array, i: number, j: number): void => {
    const [x, y] = [m[i]!, m[j]!];
    m[i] = c * x - s * y;
    m[j] = s * x + c * y;
  };
  for (let k = 0; k < n; k++) turn(a, k * n + p, k * n + q);
  for (let k = 0; k < n; k++) turn(a, p * n + k, q * n + k);
  for (let k = 0; k < n; k++) turn(v, k * n + p, k * n + q);
}
/** The positive semi-definite square root; eigenvalues that rounding made negative count as zero. */
export function squareRoot(matrix: ArrayLike<number>, n: number): Float64Array {
  const { values, vectors } = eigen(matrix, n);
  const roots = values.map((x) => Math.sqrt(Math.max(0, x)));
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let s = 0;
      for (let k = 0; k < n; k++) s += vectors[i * n + k]! * roots[k]! * vectors[j * n + k]!;
      out[i * n + j] = s;
      out[j * n + i] = s;
    }
  return out;
}
export function product(a: ArrayLike<number>, b: ArrayLike<number>, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const x = a[i * n + k]!;
      for (let j = 0; j < n; j++) out[i * n + j]! += x * b[k * n + j]!;
    }
  return out;
}
