/** From a term, a line or a part of a diagram to the nodes it stands for. */
import { enter } from '../actions/nodes.ts';
import { useCanvas } from '../stores/canvas.ts';
import { light, unlight } from '../stores/highlight.ts';
import { select, session } from '../stores/session.ts';

/** Selects nodes and brings them into view; the panel stays as it is. */
export function reveal(nodes: readonly string[]): void {
  if (nodes.length === 0) return;
  if (session().within !== undefined) enter(undefined);
  select(nodes);
  window.setTimeout(() => useCanvas.getState().focus?.(nodes), 80);
}
export const shares = (nodes: readonly string[], selection: ReadonlySet<string>): boolean => nodes.some((n) => selection.has(n));

/** What a piece that stands for nodes does under pointer and keyboard. */
export const pointing = (nodes: readonly string[]) => ({
  onPointerEnter: () => light(nodes),
  onPointerLeave: unlight,
  onFocus: () => light(nodes),
  onBlur: unlight,
});
