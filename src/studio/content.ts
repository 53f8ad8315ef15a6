/** What of a drawing the compiler reads: not where things stand or what the drawing is called. Equal text, equal programs. */
import type { Graph, GraphNode } from '../graph/model.ts';

const nodeContent = (n: GraphNode): unknown => [n.id, n.kind, n.version, n.params, n.muted ?? false];

export function contentOf(graph: Graph): string {
  return JSON.stringify([
    graph.nodes.filter((n) => n.kind !== 'Note').map(nodeContent),
    graph.wires,
    Object.entries(graph.subgraphs).map(([id, s]) => [id, s.nodes.map(nodeContent), s.wires]),
    graph.clamps,
    graph.seed,
  ]);
}
