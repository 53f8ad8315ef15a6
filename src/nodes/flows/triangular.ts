/** Triangular matrices as ops: their inverse takes products only. */
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';

/** 1 where `keep` says so, [n, n]. */
export const mask = (b: Builder, n: number, keep: (row: number, column: number) => boolean): Val =>
  b.constant(
    Array.from({ length: n * n }, (_, k) => Number(keep(Math.floor(k / n), k % n))),
    [n, n],
  );

/**
 * The inverse of a triangular matrix, lower or upper, given as the reciprocals of its diagonal [n] and what lies off it [n, n]. Blocks along the
 * diagonal are inverted in pairs, each time twice as large: the inverse of [[A, 0], [B, C]] is [[A', 0], [-C' B A', C']] with A' and C' the inverses
 * of its blocks. All pairs of one size take two products together, so n = 64 takes twelve.
 */
export function triangularInverse(b: Builder, reciprocals: Val, off: Val): Val {
  const n = off.event[0]!;
  let inverse = b.mul(
    mask(b, n, (i, j) => i === j),
    b.reshape(reciprocals, [1, n]),
  );
  for (let size = 1; size < n; size *= 2) {
    const block = (i: number, s: number): number => Math.floor(i / s);
    const between = b.mul(
      off,
      mask(b, n, (i, j) => block(i, size) !== block(j, size) && block(i, 2 * size) === block(j, 2 * size)),
    );
    inverse = b.sub(inverse, b.matmul(b.matmul(inverse, between), inverse));
  }
  return inverse;
}
