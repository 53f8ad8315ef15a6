/** Lowers ops that move numbers: most of them only rename axes, so most cost nothing. */
import { numel } from '../../graph/space.ts';
import { broadcast } from '../../ir/ops.ts';
import type { Rule } from './elementwise.ts';
import { type Context, type Lazy, aligned, denseAxis, denseEvent, jointPlates, lazy, sizes } from './lazy.ts';

export const same: Rule = (_, __, [x]) => x!;

/** Repeats nothing: the value keeps what it has, its event padded with axes of size 1. */
export const expand: Rule = (c, v, [x]) =>
  lazy(c, x!.register, x!.plates, [...Array.from({ length: v.event.length - x!.event.length }, () => 1), ...x!.event]);

export const reshape: Rule = (c, v, [x]) => {
  if (x!.event.every((n) => n === 1))
    return lazy(
      c,
      x!.register,
      x!.plates,
      v.event.map(() => 1),
    );
  const kept = reshapedLazily(x!.event, v.ins[0]!.event, v.event);
  return kept ? lazy(c, x!.register, x!.plates, kept) : lazy(c, denseEvent(c, x!, v.ins[0]!.event).register, x!.plates, v.event);
};
/** Where a reshape only adds or drops axes of size 1, what is repeated stays repeated. */
function reshapedLazily(have: readonly number[], full: readonly number[], to: readonly number[]): readonly number[] | undefined {
  const wide = full.flatMap((n, i) => (n === 1 ? [] : [{ n, have: have[i]! }]));
  const wanted = to.filter((n) => n !== 1);
  if (wide.length !== wanted.length || wide.some((w, i) => w.n !== wanted[i])) return undefined;
  let at = 0;
  return to.map((n) => (n === 1 ? 1 : wide[at++]!.have));
}
export const transpose: Rule = (c, v, [x]) => {
  const lead = x!.plates.length;
  const perm = [...x!.plates.map((_, i) => i), ...v.at.axes!.map((a) => lead + a)];
  return { register: c.e.transpose(x!.register, perm), plates: x!.plates, event: v.at.axes!.map((a) => x!.event[a]!) };
};
const replaced = (event: readonly number[], axis: number, n: number): readonly number[] => event.map((d, i) => (i === axis ? n : d));

export const slice: Rule = (c, v, [x]) => {
  const axis = v.at.axis!;
  if (x!.event[axis] !== v.ins[0]!.event[axis]) return x!;
  const register = c.e.slice(x!.register, x!.plates.length + axis, v.at.low!, v.at.high!);
  return { register, plates: x!.plates, event: replaced(x!.event, axis, v.event[axis]!) };
};
export const pad: Rule = (c, v, [x]) => {
  const axis = v.at.axis!;
  const d = denseAxis(c, x!, axis, v.ins[0]!.event[axis]!);
  const register = c.e.pad(d.register, d.plates.length + axis, v.at.low!, v.at.high!);
  return { register, plates: d.plates, event: replaced(d.event, axis, v.event[axis]!) };
};
export const concat: Rule = (c, v, ins) => {
  const axis = v.at.axis!;
  const plates = jointPlates(ins);
  const others = ins.map((x) => replaced(x.event, axis, 1)).reduce(broadcast);
  const parts = ins.map((x, i) => {
    const event = replaced(others, axis, v.ins[i]!.event[axis]!);
    return c.e.tile(aligned(c, x, plates, event.length), [...sizes(c, plates), ...event]);
  });
  return { register: c.e.concat(parts, plates.length + axis), plates, event: replaced(others, axis, v.event[axis]!) };
};
export const gather: Rule = (c, v, [x]) => {
  const axis = v.at.axis!;
  if (x!.event[axis] !== v.ins[0]!.event[axis]) return x!;
  const register = c.e.gather(x!.register, x!.plates.length + axis, v.at.indices!);
  return { register, plates: x!.plates, event: replaced(x!.event, axis, v.event[axis]!) };
};
/**
 * Adds into slots. Where no slot is written twice this is a gather from the operand with one zero appended; else a product with the
 * one-hot matrix of the indices, because wasm has no segment sum.
 */
export const scatter: Rule = (c, v, [x]) => {
  const [axis, indices, high] = [v.at.axis!, v.at.indices!, v.at.high!];
  const n = indices.length;
  const d = denseAxis(c, x!, axis, n);
  const at = d.plates.length + axis;
  const event = replaced(d.event, axis, high);
  if (new Set(indices).size === n) {
    const from = Array.from({ length: high }, (_, slot) => (indices.indexOf(slot) < 0 ? n : indices.indexOf(slot)));
    const source = from.includes(n) ? c.e.pad(d.register, at, 0, 1) : d.register;
    return { register: c.e.gather(source, at, from), plates: d.plates, event };
  }
  const hot = new Float32Array(high * n);
  indices.forEach((slot, i) => (hot[i * high + slot] = 1));
  const shape = c.e.shape(d.register);
  const [before, after] = [numel(shape.slice(0, at)), numel(shape.slice(at + 1))];
  const rows = c.e.reshape(c.e.transpose(c.e.reshape(d.register, [before, n, after]), [0, 2, 1]), [before * after, n]);
  const slots = c.e.matmul(rows, c.e.data(hot, [n, high]), before * after, high);
  return lazy(c, c.e.transpose(c.e.reshape(slots, [before, after, high]), [0, 2, 1]), d.plates, event);
};

// ---- plates
export const stack: Rule = (c, v, ins) => {
  const plates = jointPlates(ins);
  const rank = v.event.length;
  const event = ins.map((x) => x.event).reduce(broadcast);
  const shape = [...sizes(c, plates), ...Array.from({ length: rank - event.length }, () => 1), ...event];
  const parts = ins.map((x) => c.e.reshape(c.e.tile(aligned(c, x, plates, rank), shape), [1, ...shape]));
  return lazy(c, c.e.concat(parts, 0), [v.at.plate!, ...plates], shape.slice(plates.length));
};
export const pick: Rule = (c, v, [x]) => {
  const at = x!.plates.indexOf(v.at.plate!);
  if (at < 0) return x!;
  const plates = x!.plates.filter((p) => p !== v.at.plate);
  return lazy(c, c.e.slice(x!.register, at, v.at.index!, v.at.index! + 1), plates, x!.event);
};
export const rename: Rule = (_, v, [x]) => ({ ...x!, plates: x!.plates.map((p) => (p === v.at.plate ? v.at.to! : p)) });

/** The leading event axis lies right behind the plates, so it only takes a name. */
export const toPlate: Rule = (c, v, [x]) => {
  const varies = x!.event[0] === c.sizeOf(v.at.plate!);
  return lazy(c, x!.register, varies ? [...x!.plates, v.at.plate!] : x!.plates, x!.event.slice(1));
};
export const toAxis: Rule = (c, v, [x]) => {
  const at = x!.plates.indexOf(v.at.plate!);
  if (at < 0) return lazy(c, x!.register, x!.plates, [1, ...x!.event]);
  const plates = x!.plates.filter((p) => p !== v.at.plate);
  const lead = x!.plates.length;
  const perm = [...x!.plates.flatMap((_, i) => (i === at ? [] : [i])), at, ...x!.event.map((_, i) => lead + i)];
  return { register: c.e.transpose(x!.register, perm), plates, event: [v.at.high!, ...x!.event] };
};
/** Every plate of an operand folded into one leading axis: [rows, ...event]. */
export function folded(c: Context, x: Lazy, plates: readonly string[], event: readonly number[]): number {
  return c.e.reshape(c.e.tile(aligned(c, x, plates, event.length), [...sizes(c, plates), ...event]), [numel(sizes(c, plates)), ...event]);
}
