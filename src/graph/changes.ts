/** A change of the history in words, for those who cannot see it. The words of a step are its command's (describe.ts). */
import { type History, redoLabel } from './history.ts';

export interface Change {
  readonly text: string;
  /** The step may go on: a drag, typing. */
  readonly unfinished: boolean;
}
/** What happened between two histories; undefined if nothing of the drawing changed. */
export function changeBetween(before: History, after: History): Change | undefined {
  if (after.present.graph === before.present.graph) return undefined;
  if (after.past.length === 0 && before.past.length === 0) return { text: `Open ${after.present.graph.title}`, unfinished: false };
  if (after.future[0] === before.present) return { text: `Undone: ${before.present.label}`, unfinished: false };
  if (before.future[0] === after.present) return { text: `Redone: ${redoLabel(before) ?? after.present.label}`, unfinished: false };
  return { text: after.present.label, unfinished: after.mergeKey !== undefined };
}
