/** From an IR program to a kernel program: concrete shapes for one batch size, and only what the target can do. */
import { topological } from '../../ir/dependencies.ts';
import { IrError } from '../../ir/ops.ts';
import type { Program, Val } from '../../ir/value.ts';
import type { KernelProgram, Target } from '../kernel-program.ts';
import { Emitter } from './emitter.ts';
import { fuseElementwise } from './fuse-elementwise.ts';
import { fuse } from './fuse.ts';
import { type Context, type Lazy, dense } from './lazy.ts';
import { RULES } from './rules.ts';
import { schedule } from './schedule.ts';

/** @param o `batch`: the size of plates declared 'batch', at least 1 */
export function lower(p: Program, o: { readonly target: Target; readonly batch: number }): KernelProgram {
  const e = new Emitter(o.target);
  const values = new Map<Val, Lazy>();
  const context: Context = {
    e,
    sizeOf: (plate) => {
      const n = p.plates.get(plate);
      if (n === undefined) throw new IrError(`program ${p.name} has no plate ${plate}`);
      return n === 'batch' ? o.batch : n;
    },
    of: (v) => values.get(v)!,
  };
  for (const v of topological(Object.values(p.outputs))) {
    e.from = v.from;
    values.set(
      v,
      RULES[v.op](
        context,
        v,
        v.ins.map((u) => values.get(u)!),
      ),
    );
  }
  const outputs: Record<string, number> = {};
  for (const [name, v] of Object.entries(p.outputs)) {
    e.from = v.from;
    outputs[name] = dense(context, values.get(v)!, v.plates, v.event);
  }
  const draft = { name: p.name, target: o.target, batch: o.batch, shapes: e.shapes, sources: e.sources, steps: e.steps, outputs };
  return schedule(fuseElementwise(fuse(draft), (r) => e.everywhere(r)));
}
