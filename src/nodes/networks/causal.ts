/** What every causal network has in common: how it is asked, and what it answers to a question it cannot read. */
import { numel, sameShape } from '../../graph/space.ts';
import type { Builder } from '../../ir/builder.ts';
import { refuse } from '../../ir/refusal.ts';
import type { Val } from '../../ir/value.ts';
import type { NetworkInputs } from '../../distributions/distribution.ts';
import { dense } from './dense.ts';

export interface Question {
  /** [..positions, width]. */
  readonly x: Val;
  readonly positions: readonly number[];
  /** All positions, the last axis running fastest. */
  readonly n: number;
  readonly width: number;
  readonly numbers: number;
  /** Conditions side by side, [c]. */
  readonly condition: Val | undefined;
}
/** @throws Refusal when the network is used where no sequence is to be read */
export function question(b: Builder, scope: string, { x, condition }: NetworkInputs, out: readonly number[]): Question {
  const [read] = x;
  const positions = read?.event.slice(0, -1) ?? [];
  if (x.length !== 1 || read === undefined || positions.length === 0 || !sameShape(positions, out.slice(0, -1)))
    return refuse(
      scope.split('.')[0]!,
      'it says of each position what those before it say, and here it is asked for something else',
      'use it in an Autoregressive distribution, or wire an MLP here',
    );
  return {
    x: read,
    positions,
    n: numel(positions),
    width: read.event.at(-1)!,
    numbers: out.at(-1)!,
    condition: joined(b, condition),
  };
}
/** Conditions flattened and laid side by side; undefined where there are none. */
export const joined = (b: Builder, condition: readonly Val[]): Val | undefined =>
  condition.length
    ? b.concat(
        condition.map((v) => b.flat(v)),
        0,
      )
    : undefined;
/** Row i of the result is row i - 1 of x [n, ..]; row 0 is zero. */
export function later(b: Builder, x: Val, axis = 0): Val {
  const n = x.event[axis]!;
  return n === 1 ? b.mul(0, x) : b.pad(b.slice(x, axis, 0, n - 1), axis, 1, 0);
}
/** Adds what the conditions say to every row of h [.., units]. */
export const conditioned = (b: Builder, scope: string, h: Val, condition: Val | undefined): Val =>
  condition ? b.add(h, dense(b, `${scope}.condition`, condition, h.event.at(-1)!, 1)) : h;
