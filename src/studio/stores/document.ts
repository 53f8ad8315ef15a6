/** The drawing and its history: changed only by commands. */
import { create } from 'zustand';
import type { Command } from '../../graph/commands.ts';
import type { Diagnostic } from '../../graph/diagnostic.ts';
import { flat } from '../../graph/groups/flatten.ts';
import { type History, execute, redo, settle, start, undo } from '../../graph/history.ts';
import { diagnose } from '../../graph/diagnostics.ts';
import { type Graph, type GraphNode, type Wire, emptyGraph } from '../../graph/model.ts';
import { owned } from './project.ts';
import { toastDiagnostic } from './toasts.ts';

interface DocumentState {
  readonly history: History;
  /** Applies a command; what comes back is why it was refused. */
  readonly dispatch: (command: Command, mergeKey?: string) => Diagnostic | undefined;
  readonly settle: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** A fresh history: for the drawing restored when the page opens. */
  readonly begin: (graph: Graph) => void;
  /** The history of a drawing that was open before. */
  readonly resume: (history: History) => void;
}

/** Another tab has the drawing: nothing is changed here, and it is said. */
function elsewhere(): Diagnostic | undefined {
  if (owned()) return undefined;
  const d = diagnose('command-elsewhere', {}, {});
  toastDiagnostic(d);
  return d;
}

export const useDocument = create<DocumentState>()((set, get) => ({
  history: start(emptyGraph('Untitled')),
  dispatch: (command, mergeKey) => {
    const refused = elsewhere();
    if (refused) return refused;
    const history = execute(get().history, command, mergeKey);
    set({ history });
    // said here, so that nothing is ever refused in silence; the same words are not shown twice
    if (history.refusal) toastDiagnostic(history.refusal);
    return history.refusal;
  },
  settle: () => set((s) => ({ history: settle(s.history) })),
  undo: () => elsewhere() ?? set((s) => ({ history: undo(s.history) })),
  redo: () => elsewhere() ?? set((s) => ({ history: redo(s.history) })),
  begin: (graph) => set({ history: start(graph) }),
  resume: (history) => set({ history: settle(history) }),
}));

export const useGraph = (): Graph => useDocument((s) => s.history.present.graph);
/** With its groups unfolded: names are those of programs, data and samples. */
export const useFlatGraph = (): Graph => useDocument((s) => flat(s.history.present.graph));
export const graphNow = (): Graph => useDocument.getState().history.present.graph;
export const dispatch = (command: Command, mergeKey?: string): Diagnostic | undefined => useDocument.getState().dispatch(command, mergeKey);

export interface Body {
  readonly nodes: readonly GraphNode[];
  readonly wires: readonly Wire[];
}
const NOTHING: Body = { nodes: [], wires: [] };
/** The canvas, or the inside of the custom network that is open. */
export const bodyOf = (graph: Graph, within: string | undefined): Body =>
  within === undefined ? graph : (graph.subgraphs[within] ?? NOTHING);
