/** Lowers loops: the body becomes a kernel program of its own, run once a turn. */
import { IrError } from '../../ir/ops.ts';
import { outIndex, outKind, sourceOf } from '../../ir/region.ts';
import type { Val } from '../../ir/value.ts';
import { Emitter } from './emitter.ts';
import type { Rule } from './elementwise.ts';
import { finished } from './finish.ts';
import { type Context, type Lazy, dense, sizes } from './lazy.ts';

export const arg: Rule = (_, v) => {
  throw new IrError(`%${v.id} is an argument of no loop that is being lowered`);
};

/** Which results of a loop anything reads; only those are kept. */
export const loop: Rule = (c, v, ins) => {
  const r = v.at.region!;
  const [count, gone] = [r.carried.length, r.over.length];
  const used = c.outsOf(v);
  const e = new Emitter(c.e.target, c.e);
  const inner = new Map<Val, Lazy>();
  const whole = (x: Val, index: number, foreign: boolean): Lazy => {
    const register = e.argument(index, [...sizes(c, x.plates), ...x.event], foreign);
    return { register, plates: x.plates, event: x.event };
  };
  inner.set(r.index, whole(r.index, 0, true));
  r.carried.forEach((x, k) => inner.set(x, whole(x, 1 + k, true)));
  r.over.forEach((x, k) => inner.set(x, whole(x, 1 + count + k, true)));
  const inputs: Record<string, number> = {};
  r.carried.forEach((x, k) => (inputs[`c${k}`] = dense(c, ins[k]!, x.plates, x.event)));
  r.over.forEach((x, k) => (inputs[`o${k}`] = dense(c, ins[count + k]!, [r.plate, ...x.plates], x.event)));
  r.reads.forEach((x, k) => {
    const from = ins[count + gone + k]!;
    const known = c.e.scalar(from.register);
    const shape = c.e.shape(from.register);
    // a number that is known outside is known inside
    const register =
      known === undefined ? e.argument(1 + count + gone + k, shape, false, c.e.place(from.register)) : e.reshape(e.constant(known), shape);
    inputs[`r${k}`] = from.register;
    inner.set(x, { register, plates: from.plates, event: from.event });
  });
  const each = used.flatMap((i) => (outKind(r, i).kind === 'each' ? [outKind(r, i).of] : []));
  const tapes = used.flatMap((i) => (outKind(r, i).kind === 'tape' ? [outKind(r, i).of] : []));
  const body = bodyOf(c, e, inner, v, each);
  const step = {
    body,
    turns: r.turns,
    reverse: r.reverse,
    carried: count,
    over: gone,
    reads: r.reads.length,
    tapes,
    frames: r.frames,
  };
  return { register: c.e.loop(inputs, step), plates: [], event: [] };
};

function bodyOf(c: Context, e: Emitter, inner: Map<Val, Lazy>, v: Val, each: readonly number[]) {
  const r = v.at.region!;
  const context = c.body([...r.results, ...each.map((k) => r.each[k]!)], e, inner);
  const outputs: Record<string, number> = {};
  const give = (name: string, x: Val, as: Val): void => {
    e.from = x.from;
    outputs[name] = dense(context, context.of(x), as.plates, as.event);
  };
  r.results.forEach((x, k) => give(`c${k}`, x, r.carried[k]!));
  each.forEach((k) => give(`e${k}`, r.each[k]!, r.each[k]!));
  return finished(`${v.from.node}.${r.plate}`, e, c.sizeOf('B'), outputs);
}

/** One result of a loop; results of every turn have the plate of turns first. */
export const out: Rule = (c, v, [from]) => {
  const loop = v.ins[0]!;
  const r = loop.at.region!;
  const index = v.at.index!;
  const x = sourceOf(r, index);
  const { kind } = outKind(r, index);
  const plates = kind === 'carried' ? r.carried[index]!.plates : [r.plate, ...x.plates];
  const used = c.outsOf(loop);
  // the place among what the loop gives: carried values, then those kept of each turn, then tapes
  const place = kind === 'carried' ? index : r.carried.length + used.filter((i) => i >= outIndex(r, 'each', 0)).indexOf(index);
  const shape = [...sizes(c, plates), ...v.event];
  return { register: c.e.outOf(from!.register, place, shape), plates, event: v.event };
};
