/** From emitted calls to a kernel program: fused, without what nothing reads, every register freed at its last use. */
import type { KernelProgram } from '../kernel-program.ts';
import type { Emitter } from './emitter.ts';
import type { Register } from './registers.ts';
import { fuseElementwise } from './fuse-elementwise.ts';
import { fuse } from './fuse.ts';
import { schedule } from './schedule.ts';

export function finished(name: string, e: Emitter, batch: number, outputs: Readonly<Record<string, Register>>): KernelProgram {
  const draft = { name, target: e.target, batch, shapes: e.shapes, sources: e.sources, steps: e.steps, outputs };
  return schedule(fuseElementwise(fuse(draft), (r) => e.everywhere(r)));
}
