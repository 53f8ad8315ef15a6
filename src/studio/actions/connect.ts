/** Wires: what fits, and what an occupied port does. */
import type { Command } from '../../graph/commands.ts';
import { canConnect } from '../../graph/connect.ts';
import type { Diagnostic } from '../../graph/diagnostic.ts';
import { type LooseEnd, fittingEnds } from '../../graph/fits.ts';
import { shapeOf } from '../../graph/groups/shapes.ts';
import type { End, Graph, Wire } from '../../graph/model.ts';
import type { InputPort } from '../../graph/vocabulary.ts';
import { sameWire, showEnd } from '../../graph/wires.ts';
import { NODES } from '../../nodes/registry.ts';
import { bodyOf, dispatch, graphNow } from '../stores/document.ts';
import { session } from '../stores/session.ts';
import { toastDiagnostic } from '../stores/toasts.ts';

const inputPort = (graph: Graph, within: string | undefined, end: End): InputPort | undefined => {
  const node = bodyOf(graph, within).nodes.find((n) => n.id === end.node);
  return node && shapeOf(graph, NODES, within, node)?.inputs[end.port];
};
/** The wires a new one would take the place of. */
function replaced(graph: Graph, within: string | undefined, to: End): readonly Wire[] {
  const port = inputPort(graph, within, to);
  if (!port || port.arity === 'many') return [];
  return bodyOf(graph, within).wires.filter((w) => w.to.node === to.node && w.to.port === to.port);
}
function without(graph: Graph, within: string | undefined, gone: readonly Wire[]): Graph {
  if (gone.length === 0) return graph;
  const wires = bodyOf(graph, within).wires.filter((w) => !gone.includes(w));
  return within === undefined
    ? { ...graph, wires }
    : { ...graph, subgraphs: { ...graph.subgraphs, [within]: { ...graph.subgraphs[within]!, wires } } };
}

/** Why a wire does not fit; a wire into an occupied port takes the old one's place. `instead`: a wire that goes as this one comes. */
export function whyNot(from: End, to: End, instead?: Wire): Diagnostic | undefined {
  const { within } = session();
  const graph = graphNow();
  const old = replaced(graph, within, to);
  const same = old.some((w) => w.from.node === from.node && w.from.port === from.port);
  const gone = [...(same ? [] : old), ...bodyOf(graph, within).wires.filter((w) => instead && sameWire(w, instead))];
  return canConnect(without(graph, within, gone), NODES, from, to, within);
}
/** What draws a wire: the old one goes first where the port takes one. */
export function connectCommands(from: End, to: End, instead?: Wire): readonly Command[] {
  const old = replaced(graphNow(), session().within, to);
  const gone = instead && !old.some((w) => sameWire(w, instead)) ? [...old, instead] : old;
  const add: Command = { type: 'add-wire', wire: { from, to } };
  return gone.length === 0 ? [add] : [{ type: 'remove-wires', wires: gone }, add];
}
export function connect(from: End, to: End, instead?: Wire): boolean {
  if (instead && sameWire({ from, to }, instead)) return true;
  const refusal = whyNot(from, to, instead);
  if (refusal) {
    toastDiagnostic(refusal);
    return false;
  }
  const { within } = session();
  const place = within === undefined ? {} : { within };
  const commands = connectCommands(from, to, instead);
  const [only] = commands;
  const name = instead ? `Move the wire from ${showEnd(from)} to ${showEnd(to)}` : `Rewire ${showEnd(to)} to ${showEnd(from)}`;
  const refused = dispatch(commands.length === 1 && only ? { ...only, ...place } : { type: 'batch', name, commands, ...place });
  if (refused) toastDiagnostic(refused);
  return refused === undefined;
}
export function disconnect(wires: readonly Wire[]): void {
  if (wires.length === 0) return;
  const { within } = session();
  dispatch({ type: 'remove-wires', wires, ...(within === undefined ? {} : { within }) });
}

/** Every port that the open end of a wire fits. */
export const fits = (loose: LooseEnd): readonly End[] => fittingEnds(graphNow(), NODES, loose, session().within);

/** Outputs that could feed an input, for people who wire by keyboard. */
export function sourcesFor(to: End): readonly End[] {
  const fed = bodyOf(graphNow(), session().within).wires.filter((w) => w.to.node === to.node && w.to.port === to.port);
  return fits({ end: to, side: 'input' }).filter((from) => !fed.some((w) => sameWire(w, { from, to })));
}
