/** Which numbers of an event a coupling moves, and which it reads. */
import { numel } from '../../graph/space.ts';
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';

export interface Halves {
  /** Indices into the flat event. */
  readonly read: readonly number[];
  readonly moved: readonly number[];
}
/** Every other number, or the first half; `flip` swaps the parts. At least two numbers. */
export function halves(event: readonly number[], by: 'alternate' | 'halves', flip: boolean): Halves {
  const n = numel(event);
  const all = Array.from({ length: n }, (_, i) => i);
  const first = (i: number): boolean => (by === 'alternate' ? i % 2 === 0 : i < Math.ceil(n / 2));
  const [a, b] = [all.filter(first), all.filter((i) => !first(i))];
  return flip ? { read: b, moved: a } : { read: a, moved: b };
}
export const part = (b: Builder, flat: Val, indices: readonly number[]): Val => b.gather(flat, 0, indices);
/** The two parts, back in their places. */
export function joined(b: Builder, read: Val, moved: Val, { read: at, moved: to }: Halves): Val {
  const order = [...at, ...to];
  const place = order.map((_, i) => order.indexOf(i));
  return b.gather(b.concat([read, moved], 0), 0, place);
}
