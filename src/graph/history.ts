import { apply, describe } from './commands.ts';
import type { Command } from './commands.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Graph } from './model.ts';

export interface HistoryEntry {
  readonly graph: Graph;
  /** What led to this graph: "Add Encoder". */
  readonly label: string;
}

export interface History {
  /** Oldest first. */
  readonly past: readonly HistoryEntry[];
  readonly present: HistoryEntry;
  /** Next to redo first. */
  readonly future: readonly HistoryEntry[];
  /** The merge key of the last step, while the next one may still join it. */
  readonly mergeKey?: string | undefined;
  /** Why the last command was refused. */
  readonly refusal?: Diagnostic | undefined;
}

export const MAX_STEPS = 500;

export const start = (graph: Graph): History => ({ past: [], present: { graph, label: 'Open' }, future: [] });

/** Applies a command as one step. Steps in a row with the same merge key (a drag, typing into one field) are undone as one. */
export function execute(history: History, command: Command, mergeKey?: string): History {
  const { past, present } = history;
  const { graph, refusal } = apply(present.graph, command);
  if (graph === present.graph) return refusal === history.refusal ? history : { ...history, refusal };
  const merges = mergeKey !== undefined && mergeKey === history.mergeKey && past.length > 0;
  // After an undo there is no merge key, so a merge never meets a future.
  return {
    past: merges ? past : [...past, present].slice(-MAX_STEPS),
    present: { graph, label: merges ? present.label : describe(command) },
    future: [],
    mergeKey,
  };
}

/** One step back, to the very object that was there; the same history if there is none. */
export function undo(history: History): History {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return { past: history.past.slice(0, -1), present: previous, future: [history.present, ...history.future] };
}

/** One step forward again; the same history if there is none. */
export function redo(history: History): History {
  const [next, ...later] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future: later };
}

/** Ends the current run of merged steps: the pointer was let go, the field was left. */
export const settle = (history: History): History => (history.mergeKey === undefined ? history : { ...history, mergeKey: undefined });

/** What "Undo" would undo. */
export const undoLabel = (history: History): string | undefined => (history.past.length === 0 ? undefined : history.present.label);
export const redoLabel = (history: History): string | undefined => history.future[0]?.label;
