import type { Graph, GraphNode, Wire } from './model.ts';

type Body = { readonly nodes: readonly GraphNode[]; readonly wires: readonly Wire[] };

function withoutMuted<B extends Body>(body: B): B {
  const muted = new Set(body.nodes.filter((n) => n.muted === true).map((n) => n.id));
  if (muted.size === 0) return body;
  return {
    ...body,
    nodes: body.nodes.filter((n) => !muted.has(n.id)),
    wires: body.wires.filter((w) => !muted.has(w.from.node) && !muted.has(w.to.node)),
  };
}

/** The drawing as programs see it: a muted node counts as not there, on the canvas and in custom networks. The same object if nothing is muted. */
export function unmuted(graph: Graph): Graph {
  const canvas = withoutMuted(graph);
  const subgraphs = Object.entries(graph.subgraphs).map(([id, s]) => [id, withoutMuted(s)] as const);
  return subgraphs.every(([id, s]) => s === graph.subgraphs[id]) ? canvas : { ...canvas, subgraphs: Object.fromEntries(subgraphs) };
}
