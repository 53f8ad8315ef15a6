/** Derives one of the tasks; what a node refuses becomes the reason of the grade. */
import { type Grade, grade } from '../distributions/grade.ts';
import { Builder } from '../ir/builder.ts';
import { Refusal } from '../ir/refusal.ts';
import type { Val } from '../ir/value.ts';
import type { TaskProgram } from './compiled.ts';

export interface Derived {
  readonly grade: Grade;
  readonly needs: readonly string[];
  readonly outputs: Readonly<Record<string, Val>>;
}
export function attempt(name: string, derive: (b: Builder) => Derived): TaskProgram {
  const b = new Builder(name);
  try {
    const { outputs, ...rest } = derive(b);
    return { ...rest, program: b.program(outputs) };
  } catch (e) {
    if (e instanceof Refusal) return { grade: grade('impossible', e.node, e.why), needs: [] };
    throw e;
  }
}
