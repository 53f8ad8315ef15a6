/** Wires: what fits, and what an occupied port does. */
import { canConnect } from '../../graph/check.ts';
import type { Diagnostic } from '../../graph/diagnostic.ts';
import type { End, Graph, Wire } from '../../graph/model.ts';
import type { InputPort, WireKind } from '../../graph/vocabulary.ts';
import { NODES } from '../../nodes/registry.ts';
import { bodyOf, dispatch, graphNow } from '../stores/document.ts';
import { session } from '../stores/session.ts';
import { toastDiagnostic } from '../stores/toasts.ts';

const inputPort = (graph: Graph, within: string | undefined, end: End): InputPort | undefined => {
  const node = bodyOf(graph, within).nodes.find((n) => n.id === end.node);
  return node && NODES.get(node.kind)?.inputs[end.port];
};
/** The graph without the wire a new one would take the place of. */
function vacated(graph: Graph, within: string | undefined, to: End): { readonly graph: Graph; readonly old: readonly Wire[] } {
  const body = bodyOf(graph, within);
  const port = inputPort(graph, within, to);
  if (!port || port.arity === 'many') return { graph, old: [] };
  const old = body.wires.filter((w) => w.to.node === to.node && w.to.port === to.port);
  if (old.length === 0) return { graph, old };
  const wires = body.wires.filter((w) => !old.includes(w));
  const next =
    within === undefined
      ? { ...graph, wires }
      : { ...graph, subgraphs: { ...graph.subgraphs, [within]: { ...graph.subgraphs[within]!, wires } } };
  return { graph: next, old };
}

/** Why a wire does not fit; a wire into an occupied port takes the old one's place. */
export function whyNot(from: End, to: End): Diagnostic | undefined {
  const { within } = session();
  const graph = graphNow();
  const { old } = vacated(graph, within, to);
  const same = old.some((w) => w.from.node === from.node && w.from.port === from.port);
  return canConnect(same ? graph : vacated(graph, within, to).graph, NODES, from, to, within);
}
export function connect(from: End, to: End): boolean {
  const refusal = whyNot(from, to);
  if (refusal) {
    toastDiagnostic(refusal);
    return false;
  }
  const { within } = session();
  const place = within === undefined ? {} : { within };
  const { old } = vacated(graphNow(), within, to);
  const wire: Wire = { from, to };
  const refused =
    old.length === 0
      ? dispatch({ type: 'add-wire', wire, ...place })
      : dispatch({
          type: 'batch',
          name: `Rewire ${to.node}.${to.port}`,
          commands: [
            { type: 'remove-wires', wires: old },
            { type: 'add-wire', wire },
          ],
          ...place,
        });
  if (refused) toastDiagnostic(refused);
  return refused === undefined;
}
export function disconnect(wires: readonly Wire[]): void {
  const { within } = session();
  dispatch({ type: 'remove-wires', wires, ...(within === undefined ? {} : { within }) });
}

/** Outputs that could feed an input, for people who wire by keyboard. */
export function sourcesFor(to: End, kind: WireKind): readonly End[] {
  const { within } = session();
  const body = bodyOf(graphNow(), within);
  const found: End[] = [];
  for (const node of body.nodes) {
    if (node.id === to.node) continue;
    for (const [port, output] of Object.entries(NODES.get(node.kind)?.outputs ?? {}))
      if (output.kind === kind) found.push({ node: node.id, port });
  }
  return found.filter((from) => whyNot(from, to) === undefined);
}
