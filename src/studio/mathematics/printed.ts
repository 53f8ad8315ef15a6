/** The text of a program of the drawing as it is now, printed by a worker. */
import { flat } from '../../graph/groups/flatten.ts';
import type { Task } from '../../compiler/compiled.ts';
import type { CodeLine } from '../../ir/print.ts';
import { NODES } from '../../nodes/registry.ts';
import { resolveParams } from '../../nodes/params.ts';
import { printProgram } from '../../workers/printer.ts';
import { environment } from '../environment.ts';
import { graphNow } from '../stores/document.ts';
import { useImports } from '../stores/derived.ts';

/** What is to be shown: a task's program, or one player's. */
export interface Subject {
  readonly task: Task;
  readonly optimiser?: string | undefined;
  /** The program that runs once at the start. */
  readonly start: boolean;
  /** Examples a pass. */
  readonly batch: number;
  /** Changes with the program. */
  readonly content: string;
}
export function printed(subject: Subject, language: 'ir' | 'tfjs'): Promise<readonly CodeLine[]> {
  const graph = flat(graphNow());
  const world = environment(useImports.getState().columns);
  const columns = graph.nodes
    .filter((n) => n.kind === 'Dataset')
    .flatMap((n) => {
      const found = world.columns(n.id, resolveParams(NODES.get(n.kind)!.params, n.params));
      return found ? [[n.id, found] as const] : [];
    });
  const { task, optimiser, start, batch } = subject;
  return printProgram({ graph, columns, task, optimiser, start, language, batch });
}
