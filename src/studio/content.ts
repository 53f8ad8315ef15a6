/** What of a drawing the compiler reads: not where things stand or what the drawing is called. Equal text, equal programs. */
import { flat } from '../graph/groups/flatten.ts';
import { isGroupBody } from '../graph/groups/kinds.ts';
import type { Graph, GraphNode, Json, Wire } from '../graph/model.ts';

/** The order of names means nothing, and files sort them. */
const sorted = (v: Json): Json => {
  if (typeof v !== 'object' || v === null) return v;
  if (Array.isArray(v)) return v.map(sorted);
  return Object.fromEntries(
    Object.entries(v)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, item]) => [k, sorted(item)]),
  );
};
const nodeContent = (n: GraphNode): unknown => [n.id, n.kind, n.version, sorted(n.params), n.muted ?? false];
const wireContent = ({ from, to }: Wire): unknown => [from.node, from.port, to.node, to.port];

/** Of the drawing with its groups unfolded: a bend in a wire or a title changes no program. */
export function contentOf(drawn: Graph): string {
  const graph = flat(drawn);
  return JSON.stringify([
    graph.nodes.filter((n) => n.kind !== 'Note').map(nodeContent),
    graph.wires.map(wireContent),
    Object.entries(graph.subgraphs)
      .filter(([, s]) => !isGroupBody(s))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, s]) => [id, s.nodes.map(nodeContent), s.wires.map(wireContent)]),
    sorted(graph.clamps),
    graph.seed,
  ]);
}
