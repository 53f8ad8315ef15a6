/** Lowers reductions. What a lazy value leaves out counts as often as it repeats. */
import type { Rule } from './elementwise.ts';
import { type Context, type Lazy, denseAxis, lazy } from './lazy.ts';

function reduced(c: Context, kernel: 'Sum' | 'Max', x: Lazy, axes: readonly number[], plates: readonly string[]): Lazy {
  const lead = x.plates.length;
  const drop = [...x.plates.flatMap((p, i) => (plates.includes(p) ? [i] : [])), ...axes.map((a) => lead + a)];
  return {
    register: c.e.reduce(kernel, x.register, drop),
    plates: x.plates.filter((p) => !plates.includes(p)),
    event: x.event.filter((_, i) => !axes.includes(i)),
  };
}
export const sum: Rule = (c, v, [x]) => {
  const [axes, plates] = [v.at.axes!, v.at.plates!];
  const full = v.ins[0]!.event;
  const repeats =
    plates.reduce((n, p) => (x!.plates.includes(p) ? n : n * c.sizeOf(p)), 1) * axes.reduce((n, a) => n * (full[a]! / x!.event[a]!), 1);
  const r = reduced(c, 'Sum', x!, axes, plates);
  return repeats === 1 ? r : { ...r, register: c.e.binary('Multiply', r.register, c.e.constant(repeats)) };
};
export const max: Rule = (c, v, [x]) => reduced(c, 'Max', x!, v.at.axes!, v.at.plates!);

export const cumsum: Rule = (c, v, [x]) => {
  const axis = v.at.axis!;
  const d = denseAxis(c, x!, axis, v.event[axis]!);
  const lead = d.plates.length + axis;
  const shape = c.e.shape(d.register);
  const product = (ns: readonly number[]): number => ns.reduce((n, m) => n * m, 1);
  const [before, n, after] = [product(shape.slice(0, lead)), shape[lead]!, product(shape.slice(lead + 1))];
  // the last axis, by our own transpose, is what every backend does right
  const rows = c.e.transpose(c.e.reshape(d.register, [before, n, after]), [0, 2, 1]);
  const flat = c.e.reshape(rows, [before * after, n]);
  const sums = c.e.call('Cumsum', { x: flat }, { axis: 1, exclusive: false, reverse: false }, [before * after, n]);
  return lazy(c, c.e.transpose(c.e.reshape(sums, [before, after, n]), [0, 2, 1]), d.plates, d.event);
};
export const argmaxHot: Rule = (c, v, [x]) => {
  const last = v.event.length - 1;
  const n = v.event[last]!;
  const d = denseAxis(c, x!, last, n);
  const rows = c.e.shape(d.register).reduce((m, k) => m * k, 1) / n;
  const flat = c.e.reshape(d.register, [rows, n]);
  const best = c.e.call('ArgMax', { x: flat }, { axis: 1 }, [rows]);
  // wasm writes whole numbers whatever type it is asked for
  const hot = c.e.call('OneHot', { indices: best }, { depth: n, onValue: 1, offValue: 0, dtype: 'int32' }, [rows, n]);
  return lazy(c, c.e.call('Cast', { x: hot }, { dtype: 'float32' }, [rows, n]), d.plates, d.event);
};
