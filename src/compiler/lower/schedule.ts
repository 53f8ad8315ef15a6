/** Drops steps nothing reads and marks the last use of every register, so that memory is freed as early as it can be. */
import type { KernelProgram, KernelStep, Leaf, Target } from '../kernel-program.ts';
import type { Draft, Register, Shape } from './registers.ts';

export interface Unscheduled {
  readonly name: string;
  readonly target: Target;
  readonly batch: number;
  readonly shapes: readonly Shape[];
  readonly sources: readonly Leaf[];
  readonly steps: readonly Draft[];
  readonly outputs: Readonly<Record<string, Register>>;
}

export function schedule(p: Unscheduled): KernelProgram {
  const live = new Set(Object.values(p.outputs));
  const kept: Draft[] = [];
  for (const s of p.steps.toReversed()) {
    if (!live.has(s.out)) continue;
    for (const r of Object.values(s.inputs)) live.add(r);
    kept.push(s);
  }
  kept.reverse();
  const numbers = new Map<Register, number>();
  const shapes: Shape[] = [];
  const number = (r: Register): number => {
    const n = numbers.get(r) ?? shapes.length;
    if (!numbers.has(r)) {
      numbers.set(r, n);
      shapes.push(p.shapes[r]!);
    }
    return n;
  };
  const sources = p.sources.filter((s) => live.has(s.register)).map((s) => ({ ...s, register: number(s.register) }));
  const steps = kept.map((s) => ({
    kernel: s.kernel,
    inputs: Object.fromEntries(Object.entries(s.inputs).map(([k, r]) => [k, number(r)])),
    attributes: s.attributes,
    ...(s.loop && { loop: s.loop }),
    out: number(s.out),
    from: s.from,
    ...(s.parts && { parts: s.parts }),
  }));
  const outputs = Object.fromEntries(Object.entries(p.outputs).map(([k, r]) => [k, number(r)]));
  const stays = new Set(Object.values(outputs));
  const done = new Set<number>();
  const scheduled: KernelStep[] = [];
  for (const s of steps.toReversed()) {
    const frees = [...new Set(Object.values(s.inputs))].filter((r) => !done.has(r) && !stays.has(r));
    for (const r of frees) done.add(r);
    scheduled.push({ ...s, frees });
  }
  return { name: p.name, target: p.target, batch: p.batch, shapes, sources, steps: scheduled.reverse(), outputs };
}
