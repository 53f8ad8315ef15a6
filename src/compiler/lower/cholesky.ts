/**
 * Lowers `solve` and `logdet` of small symmetric positive definite matrices by an unrolled right-looking Cholesky factorisation
 * (Golub & Van Loan, Matrix Computations, 4.2): about a dozen kernels per column, each over all plates at once.
 */
import type { Register } from './registers.ts';
import type { Rule } from './elementwise.ts';
import { type Context, type Lazy, jointPlates, lazy } from './lazy.ts';
import { folded } from './movement.ts';

interface Column {
  /** 1 / L[j,j], [rows, 1]. */
  readonly inverse: Register;
  /** Squared diagonal before the root, [rows, 1]. */
  readonly pivot: Register;
  /** L[j+1:, j], [rows, k-j-1]; none for the last column. */
  readonly below?: Register;
}
/** Columns of the lower triangular factor of a [rows, k, k] register. */
function factor(c: Context, matrix: Register, k: number): readonly Column[] {
  const rows = c.e.shape(matrix)[0]!;
  let rest = matrix;
  return Array.from({ length: k }, (_, j) => {
    const m = k - j;
    const column = c.e.reshape(c.e.slice(rest, 2, 0, 1), [rows, m]);
    const pivot = c.e.slice(column, 1, 0, 1);
    const inverse = c.e.unary('Rsqrt', pivot);
    if (m === 1) return { inverse, pivot };
    const below = c.e.binary('Multiply', c.e.slice(column, 1, 1, m), inverse);
    const outer = c.e.binary('Multiply', c.e.reshape(below, [rows, m - 1, 1]), c.e.reshape(below, [rows, 1, m - 1]));
    rest = c.e.binary('Sub', c.e.slice(c.e.slice(rest, 1, 1, m), 2, 1, m), outer);
    return { inverse, pivot, below };
  });
}
const matrixOf = (c: Context, m: Lazy, k: number): Register => folded(c, m, m.plates, [k, k]);

export const logdet: Rule = (c, v, [m]) => {
  const k = v.ins[0]!.event[0]!;
  const pivots = factor(c, matrixOf(c, m!, k), k).map((col) => col.pivot);
  const logs = c.e.unary('Log', c.e.concat(pivots, 1));
  return lazy(c, c.e.reduce('Sum', logs, [1]), m!.plates, []);
};
export const solve: Rule = (c, v, [m, r]) => {
  const k = v.event[0]!;
  const plates = jointPlates([m!, r!]);
  // one matrix for every right-hand side: factor it once and let it broadcast
  const shared = m!.plates.length === 0;
  const columns = factor(c, shared ? matrixOf(c, m!, k) : folded(c, m!, plates, [k, k]), k);
  let rest = folded(c, r!, plates, [k]);
  const forward = columns.map((col, j) => {
    const y = c.e.binary('Multiply', c.e.slice(rest, 1, 0, 1), col.inverse);
    if (col.below !== undefined) rest = c.e.binary('Sub', c.e.slice(rest, 1, 1, k - j), c.e.binary('Multiply', col.below, y));
    return y;
  });
  const solution: Register[] = [];
  for (let j = k - 1; j >= 0; j--) {
    const col = columns[j]!;
    let y = forward[j]!;
    if (col.below !== undefined) {
      const known = c.e.concat(solution, 1);
      const dot = c.e.reduce('Sum', c.e.binary('Multiply', col.below, known), [1]);
      y = c.e.binary('Sub', y, c.e.reshape(dot, [c.e.shape(dot)[0] ?? 1, 1]));
    }
    solution.unshift(c.e.binary('Multiply', y, col.inverse));
  }
  return lazy(c, c.e.concat(solution, 1), plates, [k]);
};
