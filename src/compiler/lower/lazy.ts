/** A value in lowering: a register that may leave out what it only repeats. Plates it does not vary over are absent and event axes it does not vary along have size 1, so that an expansion costs nothing until a kernel needs it dense. */
import { sameShape } from '../../graph/space.ts';
import { IrError } from '../../ir/ops.ts';
import type { Plate, Val } from '../../ir/value.ts';
import type { Emitter } from './emitter.ts';
import type { Register } from './registers.ts';

export interface Lazy {
  readonly register: Register;
  /** Leading axes of the register, in its own order. */
  readonly plates: readonly Plate[];
  /** Trailing axes: the rank of the value's event, each axis of full size or 1. */
  readonly event: readonly number[];
}

/** What lowering one op needs: the emitter, the sizes of plates and what was lowered before. */
export interface Context {
  readonly e: Emitter;
  sizeOf(p: Plate): number;
  of(v: Val): Lazy;
  /** Indices of the results of a loop that something reads, in order. */
  outsOf(loop: Val): readonly number[];
  /** Lowers the body of a loop. @param known its arguments */
  body(roots: readonly Val[], e: Emitter, known: ReadonlyMap<Val, Lazy>): Context;
}

export const sizes = (c: Context, plates: readonly Plate[]): readonly number[] => plates.map((p) => c.sizeOf(p));

/** A lazy value over a register that has any shape with the right number of elements. */
export function lazy(c: Context, register: Register, plates: readonly Plate[], event: readonly number[]): Lazy {
  return { register: c.e.reshape(register, [...sizes(c, plates), ...event]), plates, event };
}
/** The value with its plates in the order of `plates` (those it has) and its event unchanged. */
export function ordered(c: Context, x: Lazy, plates: readonly Plate[]): Lazy {
  const to = plates.filter((p) => x.plates.includes(p));
  if (to.length !== x.plates.length) throw new IrError(`plates ${x.plates.join()} are not among ${plates.join()}`);
  if (to.every((p, i) => p === x.plates[i])) return x;
  const perm = [...to.map((p) => x.plates.indexOf(p)), ...x.event.map((_, i) => x.plates.length + i)];
  return { register: c.e.transpose(x.register, perm), plates: to, event: x.event };
}
/** The register with a size-1 axis for every plate it lacks, event aligned from the right to `rank`: ready to broadcast. */
export function aligned(c: Context, x: Lazy, plates: readonly Plate[], rank: number): Register {
  const o = ordered(c, x, plates);
  const lead = plates.map((p) => (o.plates.includes(p) ? c.sizeOf(p) : 1));
  const shape = [...lead, ...Array.from({ length: rank - o.event.length }, () => 1), ...o.event];
  const first = shape.findIndex((n) => n !== 1);
  // leading ones broadcast by themselves; keep the register as it is when trailing alignment already works
  const needed = first < 0 ? [] : shape.slice(first);
  const have = c.e.shape(o.register);
  return have.length <= shape.length && sameShape(have, shape.slice(shape.length - have.length))
    ? o.register
    : c.e.reshape(o.register, needed);
}
/** The whole value as one dense register: `plates`, then `event`. */
export function dense(c: Context, x: Lazy, plates: readonly Plate[], event: readonly number[]): Register {
  return c.e.tile(aligned(c, x, plates, event.length), [...sizes(c, plates), ...event]);
}
/** Plates of several operands in one order: that of the operand with the most, the others' before it. */
export function jointPlates(xs: readonly Lazy[]): readonly Plate[] {
  const longest = xs.reduce((a, x) => (x.plates.length > a.plates.length ? x : a));
  const rest = [...new Set(xs.flatMap((x) => x.plates))].filter((p) => !longest.plates.includes(p));
  return [...rest, ...longest.plates];
}
/** Makes one event axis dense. */
export function denseAxis(c: Context, x: Lazy, axis: number, size: number): Lazy {
  if (x.event[axis] === size) return x;
  const event = x.event.map((n, i) => (i === axis ? size : n));
  return { register: c.e.tile(x.register, [...sizes(c, x.plates), ...event]), plates: x.plates, event };
}
/** Makes the whole event dense; plates stay as they are. */
export function denseEvent(c: Context, x: Lazy, event: readonly number[]): Lazy {
  return sameShape(x.event, event) ? x : { register: dense(c, x, x.plates, event), plates: x.plates, event };
}
