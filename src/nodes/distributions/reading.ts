/** How a value of a Space is put before a network: discrete values scaled to about one, one-hot tokens by their stand-in with a gradient. */
import type { Space } from '../../graph/space.ts';
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';
import { type Datum, soft } from '../../distributions/distribution.ts';
import type { BuildContext, Given } from '../define.ts';

/** Event shape of the value; levels 0..k-1 become [-1, 1]. */
export function legible(b: Builder, { values }: Space, d: Datum): Val {
  const x = soft(d);
  return values.kind === 'levels' ? b.sub(b.mul(2 / (values.k - 1), x), 1) : x;
}
export const readable = (c: BuildContext, port: string): Val => legible(c.b, c.space(port), c.value(port));
/** The optional condition port, as a list. */
export const condition = (c: BuildContext): readonly Val[] => (c.wired('condition') ? [readable(c, 'condition')] : []);

/** Values wired to a port of many, as a network reads them. */
export const readables = (c: BuildContext, given: readonly Given[]): readonly Val[] => given.map((g) => legible(c.b, g.space, g.datum));
/** All values wired to a condition port that takes many. */
export const conditions = (c: BuildContext): readonly Val[] => readables(c, c.values('condition'));
/** The event shape with its last axis `n` times as long, so that a network can give n numbers per element. */
export function widened(event: readonly number[], n: number): readonly number[] {
  return event.length === 0 ? [n] : [...event.slice(0, -1), event.at(-1)! * n];
}
/** Splits what `widened` joined: n values of the event shape. */
export function parts(c: BuildContext, y: Val, event: readonly number[], n: number): readonly Val[] {
  const axis = y.event.length - 1;
  const size = y.event[axis]! / n;
  return Array.from({ length: n }, (_, i) => c.b.reshape(c.b.slice(y, axis, i * size, (i + 1) * size), event));
}
