/** From a term, a line or a part of a diagram to the nodes it stands for. */
import { enterPath } from '../actions/groups.ts';
import { localNode, prefixOf, wayTo } from '../place.ts';
import { graphNow } from '../stores/document.ts';
import { useCanvas } from '../stores/canvas.ts';
import { light, unlight } from '../stores/highlight.ts';
import { select, session } from '../stores/session.ts';

/** Selects nodes and brings them into view; the panel stays as it is. */
export function reveal(nodes: readonly string[]): void {
  if (nodes.length === 0) return;
  const graph = graphNow();
  const { path } = wayTo(graph, nodes[0]!);
  if (prefixOf(session().path) !== prefixOf(path)) enterPath(path);
  const { within } = session();
  const here = [...new Set(nodes.flatMap((node) => localNode({ node }, path, within) ?? []))];
  select(here);
  window.setTimeout(() => useCanvas.getState().focus?.(here), 80);
}
export function shares(nodes: readonly string[], selection: ReadonlySet<string>): boolean {
  const { path, within } = session();
  return nodes.some((node) => selection.has(localNode({ node }, path, within) ?? ''));
}

/** What a piece that stands for nodes does under pointer and keyboard. */
export const pointing = (nodes: readonly string[]) => ({
  onPointerEnter: () => light(nodes),
  onPointerLeave: unlight,
  onFocus: () => light(nodes),
  onBlur: unlight,
});
