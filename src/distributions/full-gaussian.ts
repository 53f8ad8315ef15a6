/** Gaussian with a full covariance, by the Cholesky factor of its precision: u = A (x - mean), A lower triangular with a positive diagonal. */
import type { Space } from '../graph/space.ts';
import type { Builder } from '../ir/builder.ts';
import type { Val } from '../ir/value.ts';
import { type Distribution, can } from './distribution.ts';
import { LOG_2PI } from './gaussian.ts';
import { EXACT } from './grade.ts';

/**
 * @param mean event [n]
 * @param lower event [n, n], free numbers; only those below the diagonal count
 * @param logDiagonal event [n], log of A's diagonal
 */
export function fullGaussian(node: string, space: Space, mean: Val, lower: Val, logDiagonal: Val): Distribution {
  const n = space.shape[0]!;
  const factor = (b: Builder): Val => {
    const below = b.constant(
      Array.from({ length: n * n }, (_, i) => +(i % n < Math.floor(i / n))),
      [n, n],
    );
    const eye = b.constant(
      Array.from({ length: n * n }, (_, i) => +(i % (n + 1) === 0)),
      [n, n],
    );
    return b.add(b.mul(below, lower), b.mul(eye, b.reshape(b.exp(logDiagonal), [n, 1])));
  };
  const whiten = (b: Builder, x: Val): Val => b.contract(factor(b), b.sub(x, mean), 'ij,j->i');
  return {
    node,
    space,
    event: space.shape,
    can: can(),
    // x = mean + (A'A)^-1 A' eps has covariance (A'A)^-1
    sample: (b, plates) => {
      const a = factor(b);
      const eps = b.random('normal', [...plates, ...mean.plates, ...lower.plates, ...logDiagonal.plates], space.shape);
      return { datum: { val: b.add(mean, b.solve(b.contract(a, a, 'ki,kj->ij'), b.contract(a, eps, 'ji,j->i'))) } };
    },
    logProb: (b, x) => b.sub(b.sumEvent(logDiagonal), b.add(b.mul(0.5, b.sumEvent(b.square(whiten(b, x.val)))), (n / 2) * LOG_2PI)),
    mean: (b) => b.expand(mean, [], space.shape),
    cause: { name: 'noise', grade: EXACT, infer: (b, x) => whiten(b, x.val) },
  };
}
