/** What one press can do about a diagnostic, where the mend is one command. */
import type { Diagnostic } from '../../graph/diagnostic.ts';
import { flat } from '../../graph/groups/flatten.ts';
import type { Graph } from '../../graph/model.ts';
import { NODES } from '../../nodes/registry.ts';
import { type Offer, few, offersInto, sizesFor } from './offers.ts';
import { placed } from './places.ts';

export const mendsOf = (d: Diagnostic, graph: Graph): readonly Offer[] =>
  few(flat(graph), mendsIn(flat(graph), d), (o) => placed(graph, o));

/** @param graph unfolded */
export function mendsIn(graph: Graph, d: Diagnostic): readonly Offer[] {
  const { node, port } = d;
  if (node === undefined || d.within !== undefined) return [];
  switch (d.code) {
    case 'missing-wire':
      return port !== undefined ? offersInto(graph, { node, port }) : [];
    case 'unfinished': {
      const open = firstOpen(graph, node);
      return open !== undefined ? offersInto(graph, { node, port: open }) : [];
    }
    case 'latent-unbound':
      return offersInto(graph, { node, port: 'p' });
    case 'cannot-learn':
      return lacksPrior(graph, node) ? offersInto(graph, { node, port: 'p' }) : [];
    case 'nothing-to-train':
      return unlearnt(graph);
    case 'space-unknown':
      return graph.nodes.some((n) => n.id === node && n.kind === 'Latent') ? sizesFor(node) : [];
    default:
      return [];
  }
}
const lacksPrior = (graph: Graph, id: string): boolean =>
  graph.nodes.some((n) => n.id === id && n.kind === 'Latent') && !graph.wires.some((w) => w.to.node === id && w.to.port === 'p');
function firstOpen(graph: Graph, id: string): string | undefined {
  const node = graph.nodes.find((n) => n.id === id);
  const inputs = Object.entries((node && NODES.get(node.kind)?.inputs) ?? {});
  return inputs.find(([port, i]) => i.arity === 'one' && !graph.wires.some((w) => w.to.node === id && w.to.port === port))?.[0];
}
/** Distributions straight into data that have parameters and keep them fixed. */
const unlearnt = (graph: Graph): readonly Offer[] =>
  graph.nodes
    .filter((n) => n.kind === 'Prior' && n.params['learn'] !== true && graph.wires.some((w) => w.from.node === n.id && w.to.port === 'p'))
    .map((n): Offer => ({ does: 'set', label: `Let ${n.id} learn`, node: n.id, param: 'learn', value: true }));
