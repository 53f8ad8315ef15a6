/** Prints programs away from the page: lowering a large one takes longer than a page may stand still. */
import { expose } from 'comlink';
import { compile } from '../compiler/compile.ts';
import { printTfjsLines } from '../compiler/print-tfjs.ts';
import type { Space } from '../graph/space.ts';
import { type CodeLine, printLines } from '../ir/print.ts';
import type { Program } from '../ir/value.ts';
import type { PrintRequest, Printer } from './printer.ts';

function programOf(r: PrintRequest): Program | undefined {
  const columns = new Map(r.columns);
  const compiled = compile(r.graph, { columns: (node) => columns.get(node) as Readonly<Record<string, Space>> | undefined });
  if (r.task !== 'learn') return compiled[r.task].program;
  const player = compiled.learn.players.find((p) => p.optimiser === r.optimiser);
  return r.start ? player?.start : player?.program;
}
const printer: Printer = {
  print: (r): readonly CodeLine[] => {
    const program = programOf(r);
    if (!program) return [];
    return r.language === 'ir' ? printLines(program) : printTfjsLines([program], { batch: r.batch, title: r.graph.title });
  },
};
expose(printer);
