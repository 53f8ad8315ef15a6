/** From an IR program to a kernel program: concrete shapes for one batch size, and only what the target can do. */
import { IrError } from '../../ir/ops.ts';
import type { Program } from '../../ir/value.ts';
import type { KernelProgram, Target } from '../kernel-program.ts';
import { Emitter } from './emitter.ts';
import { finished } from './finish.ts';
import { dense } from './lazy.ts';
import { lowerValues } from './values.ts';

/** @param o `batch`: the size of plates declared 'batch', at least 1 */
export function lower(p: Program, o: { readonly target: Target; readonly batch: number }): KernelProgram {
  const e = new Emitter(o.target);
  const sizeOf = (plate: string): number => {
    const n = p.plates.get(plate);
    if (n === undefined) throw new IrError(`program ${p.name} has no plate ${plate}`);
    return n === 'batch' ? o.batch : n;
  };
  const context = lowerValues(Object.values(p.outputs), e, sizeOf, new Map());
  const outputs: Record<string, number> = {};
  for (const [name, v] of Object.entries(p.outputs)) {
    e.from = v.from;
    outputs[name] = dense(context, context.of(v), v.plates, v.event);
  }
  return finished(p.name, e, o.batch, outputs);
}
