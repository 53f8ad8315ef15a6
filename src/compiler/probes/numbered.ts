/** Tokens as their numbers. */
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';

/** One-hot along the last axis as numbers from 0; where a condition was dropped, -1. */
export function numbered(b: Builder, hot: Val, k: number): Val {
  const numbers = b.constant(
    Array.from({ length: k }, (_, i) => i + 1),
    [k],
  );
  return b.sub(b.sum(b.mul(hot, numbers), [hot.event.length - 1]), 1);
}
