/** Where a command writes: results to out, everything else to err. */
import type { Diagnostic } from '../graph/diagnostic.ts';

export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Columns of err where it is a terminal a person looks at; undefined for files and pipes. */
  readonly columns: number | undefined;
  /** Asks for the command's end (Ctrl-C); gives a function that takes the request back. */
  onInterrupt(then: () => void): () => void;
}

export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  get columns() {
    return process.stderr.isTTY ? process.stderr.columns : undefined;
  },
  onInterrupt(then) {
    process.on('SIGINT', then);
    process.on('SIGTERM', then);
    return () => {
      process.off('SIGINT', then);
      process.off('SIGTERM', then);
    };
  },
};

function place(d: Diagnostic): string {
  const end = d.node === undefined ? undefined : [d.node, d.port ?? d.param].filter(Boolean).join('.');
  const inside = d.within === undefined ? end : `${end ?? ''} in ${d.within}`;
  return [d.where, inside].filter((part) => part !== undefined && part !== '').join(', ');
}
/** A diagnostic for people: what, where, why, mend. */
export function show(d: Diagnostic): string {
  const at = place(d);
  return `${d.severity}${at ? ` at ${at}` : ''}: ${d.what}\n  why:  ${d.why}\n  mend: ${d.mend}\n`;
}
export const showAll = (ds: readonly Diagnostic[]): string => ds.map(show).join('');
