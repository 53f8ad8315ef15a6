/** Lowers leaves: where the numbers of a program come from. */
import { numel } from '../../graph/space.ts';
import { IrError } from '../../ir/ops.ts';
import type { Rule } from './elementwise.ts';
import { sizes } from './lazy.ts';

export const vector: Rule = (c, v) => ({
  register: c.e.source({ kind: 'vector', name: v.at.name! }, [...sizes(c, v.plates), ...v.event]),
  plates: v.plates,
  event: v.event,
});
export const input: Rule = (c, v) => ({
  register: c.e.source({ kind: 'input', name: v.at.name! }, [...sizes(c, v.plates), ...v.event]),
  plates: v.plates,
  event: v.event,
});
export const constant: Rule = (c, v) => {
  const data = v.at.data!;
  // one number everywhere repeats nothing
  if (data.every((x) => x === data[0]))
    return {
      register: c.e.reshape(
        c.e.constant(data[0]!),
        v.event.map(() => 1),
      ),
      plates: [],
      event: v.event.map(() => 1),
    };
  const shape = [...sizes(c, v.plates), ...v.event];
  if (data.length === numel(shape)) return { register: c.e.data(Float32Array.from(data), shape), plates: v.plates, event: v.event };
  if (data.length !== numel(v.event)) throw new IrError(`a constant of ${data.length} numbers for [${shape.join()}]`);
  return { register: c.e.data(Float32Array.from(data), v.event), plates: [], event: v.event };
};
export const random: Rule = (c, v) => ({
  register: c.e.source({ kind: 'random', law: v.at.law!, stream: v.at.name! }, [...sizes(c, v.plates), ...v.event]),
  plates: v.plates,
  event: v.event,
});
export const host: Rule = (c, v) => ({
  register: c.e.source({ kind: 'host', name: v.at.name!, host: v.at.host! }, []),
  plates: [],
  event: [],
});
export const size: Rule = (c, v) => ({ register: c.e.constant(c.sizeOf(v.at.plate!)), plates: [], event: [] });
