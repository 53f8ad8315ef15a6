/** Which drawings stand as they were laid out here: those may be laid out again without asking. */
import { type Command, apply } from '../../graph/commands.ts';
import type { Graph, Point } from '../../graph/model.ts';
import { dispatch, graphNow } from '../stores/document.ts';
import { session } from '../stores/session.ts';
import { toastDiagnostic } from '../stores/toasts.ts';
import { tidy } from '../layout/tidy.ts';
import { boxesNow, bringIntoView, sizesOf } from './view.ts';

/** Beyond this the line of a model is longer than any screen. */
const MANY = 24;
const given = new Set<string>();
const key = (id: string, { x, y }: Point): string => `${id} ${x} ${y}`;

/** Nobody has moved a node since. */
const isLaidOut = (graph: Graph): boolean =>
  graph.frames.length === 0 && graph.nodes.length < MANY && graph.nodes.every((n) => given.has(key(n.id, n.position)));

/** New places for every node, remembered as ours. */
function laidOut(graph: Graph): Readonly<Record<string, Point>> {
  const places = tidy(graph, sizesOf(graph));
  for (const [id, p] of Object.entries(places)) given.add(key(id, p));
  return places;
}
/** A node put where there was room, not where the user wanted it. */
export const placedHere = (id: string, at: Point): void => void given.add(key(id, at));

/** One step of the history. A drawing that was laid out here and not touched since is laid out anew with what it adds: as papers would draw it. */
export function dispatchLaidOut(name: string, commands: readonly Command[]): boolean {
  const graph = graphNow();
  const { within } = session();
  const moves = within === undefined && isLaidOut(graph) ? laidOut(apply(graph, { type: 'batch', name, commands }).graph) : undefined;
  const all: readonly Command[] = moves ? [...commands, { type: 'move-nodes', positions: moves }] : commands;
  const refusal = dispatch({ type: 'batch', name, commands: all, ...(within !== undefined && { within }) });
  if (refusal) {
    toastDiagnostic(refusal);
    return false;
  }
  bringIntoView(boxesNow());
  return true;
}
