/** Asks a worker for the text of a program. The worker lives while it is asked, and a while longer. */
import { type Remote, releaseProxy, wrap } from 'comlink';
import type { Graph } from '../graph/model.ts';
import type { Space } from '../graph/space.ts';
import type { CodeLine } from '../ir/print.ts';

export interface PrintRequest {
  readonly graph: Graph;
  /** Columns of each Dataset node, as the page knows them. */
  readonly columns: readonly (readonly [node: string, columns: Readonly<Record<string, Space>>])[];
  readonly task: 'learn' | 'sample' | 'score' | 'infer';
  /** Whose turn, in learning. */
  readonly optimiser?: string | undefined;
  /** The program that runs once at the start. */
  readonly start: boolean;
  readonly language: 'ir' | 'tfjs';
  /** Examples a pass. */
  readonly batch: number;
}
export interface Printer {
  print(r: PrintRequest): readonly CodeLine[];
}

const IDLE_MS = 60_000;
let open: { readonly worker: Worker; readonly remote: Remote<Printer> } | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** @throws what the printer cannot print, as an Error with the reason */
export async function printProgram(r: PrintRequest): Promise<readonly CodeLine[]> {
  clearTimeout(timer);
  if (!open) {
    const worker = new Worker(new URL('./printer.worker.ts', import.meta.url), { type: 'module' });
    open = { worker, remote: wrap<Printer>(worker) };
  }
  try {
    return await open.remote.print(r);
  } finally {
    clearTimeout(timer);
    timer = setTimeout(close, IDLE_MS);
  }
}
function close(): void {
  open?.remote[releaseProxy]();
  open?.worker.terminate();
  open = undefined;
}
