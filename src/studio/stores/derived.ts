/** What follows from the drawing: compiled programs, spaces and diagnostics. Memoised by content, worked out when typing pauses. */
import { create } from 'zustand';
import type { Compiled } from '../../compiler/compiled.ts';
import { check } from '../../graph/check.ts';
import type { Diagnostic } from '../../graph/diagnostic.ts';
import type { Graph } from '../../graph/model.ts';
import { NODES } from '../../nodes/registry.ts';
import { contentOf } from '../content.ts';
import { type Columns, environment } from '../environment.ts';
import { graphNow, useDocument } from './document.ts';

interface DerivedState {
  /** The content `compiled` belongs to. */
  readonly content: string;
  readonly compiled: Compiled | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** A newer drawing waits to be compiled. */
  readonly pending: boolean;
  /** A mistake of the compiler's, not of the user's. */
  readonly failure: string | undefined;
  readonly milliseconds: number;
}
export const useDerived = create<DerivedState>()(() => ({
  content: '',
  compiled: undefined,
  diagnostics: [],
  pending: true,
  failure: undefined,
  milliseconds: 0,
}));

interface ImportsState {
  readonly columns: ReadonlyMap<string, Columns>;
  readonly size: ReadonlyMap<string, number>;
}
/** Columns of the files given to Dataset nodes. */
export const useImports = create<ImportsState>()(() => ({ columns: new Map(), size: new Map() }));

const PAUSE_MS = 90;
const KEEP = 24;
const memo = new Map<string, Pick<DerivedState, 'compiled' | 'diagnostics' | 'failure' | 'milliseconds'>>();

async function derive(graph: Graph, content: string): Promise<void> {
  let result = memo.get(content);
  if (!result) {
    // The compiler is a chunk of its own: the page shows before it has arrived.
    const { compile } = await import('../../compiler/compile.ts');
    const begun = performance.now();
    try {
      const compiled = compile(graph, environment(useImports.getState().columns));
      result = { compiled, diagnostics: compiled.diagnostics, failure: undefined, milliseconds: performance.now() - begun };
    } catch (error) {
      console.error(error);
      const failure = error instanceof Error ? error.message : String(error);
      result = { compiled: undefined, diagnostics: check(graph, NODES), failure, milliseconds: performance.now() - begun };
    }
    memo.set(content, result);
    const oldest = memo.keys().next().value;
    if (memo.size > KEEP && oldest !== undefined) memo.delete(oldest);
  }
  if (contentNow() === content) useDerived.setState({ content, pending: false, ...result });
}
/** Imported columns count as content: the same drawing compiles differently over other files. */
export const contentNow = (): string => contentOf(graphNow()) + importsKey();
const importsKey = (): string => {
  const { columns } = useImports.getState();
  return columns.size === 0 ? '' : JSON.stringify([...columns]);
};

let timer: number | undefined;
function schedule(): void {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    const content = contentNow();
    if (content === useDerived.getState().content) {
      // what was being compiled meanwhile is no longer the drawing
      useDerived.setState({ pending: false });
      return;
    }
    useDerived.setState({ pending: true });
    void derive(graphNow(), content);
  }, PAUSE_MS);
}

/** Derives now, for what cannot wait (Train). */
export async function deriveNow(): Promise<DerivedState> {
  window.clearTimeout(timer);
  const content = contentNow();
  if (content !== useDerived.getState().content) await derive(graphNow(), content);
  return useDerived.getState();
}

export function watchDocument(): () => void {
  let graph = graphNow();
  schedule();
  const stops = [
    useDocument.subscribe((s) => {
      if (s.history.present.graph === graph) return;
      graph = s.history.present.graph;
      schedule();
    }),
    useImports.subscribe(schedule),
  ];
  return () => {
    window.clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
