/** Metrics of a run, with an effort that suits where it is judged. */
import type { Compiled } from '../compiler/compiled.ts';
import type { Target } from '../compiler/kernel-program.ts';
import type { DataSource } from '../data/source.ts';
import type { Graph } from '../graph/model.ts';
import { type Effort, type Metrics, evaluate, fullEffort } from '../runtime/evaluate.ts';
import type { Tasks } from '../runtime/tasks.ts';

/** Plain JavaScript takes minutes for what WebAssembly does in seconds. */
export const effortOn = (compiled: Compiled, target: Target): Effort =>
  target === 'cpu' ? { ...fullEffort(compiled), passes: 1 } : fullEffort(compiled);

export function judge(
  { compiled, sources, tasks }: { readonly compiled: Compiled; readonly sources: ReadonlyMap<string, DataSource>; readonly tasks: Tasks },
  graph: Graph,
  seed: number,
  target: Target,
): Promise<Metrics> {
  return evaluate({ graph, compiled, sources, tasks, seed }, effortOn(compiled, target));
}
