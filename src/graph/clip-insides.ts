/** What copied groups and networks hold travels with them, so that they can be pasted into another drawing. */
import type { Command } from './commands.ts';
import { insideOf, subgraphOf } from './groups/kinds.ts';
import { freshName } from './ids.ts';
import type { Graph, GraphNode, Subgraph } from './model.ts';
import { sameData } from './values.ts';

type Insides = Readonly<Record<string, Subgraph>>;

/** The insides that nodes name, and those that these name. */
export function insidesOf(graph: Pick<Graph, 'subgraphs'>, nodes: readonly GraphNode[]): Insides {
  const named = new Set(nodes.flatMap((n) => insideOf(n) ?? []));
  const found: Record<string, Subgraph> = {};
  // A set visits what is added while it is walked.
  for (const id of named) {
    const inside = subgraphOf(graph, id);
    if (inside === undefined) continue;
    found[id] = inside;
    for (const node of inside.nodes) named.add(insideOf(node) ?? id);
  }
  return found;
}

/** The nodes as they are called here, and what must be added before them. An inside that is here already is shared; another one of that name gets a new one. */
export function arriving(
  graph: Pick<Graph, 'subgraphs'>,
  nodes: readonly GraphNode[],
  insides: Insides,
): { readonly nodes: readonly GraphNode[]; readonly commands: readonly Command[] } {
  const taken = new Set(Object.keys(graph.subgraphs));
  const ids = new Map<string, string>();
  const fresh: string[] = [];
  for (const [id, inside] of Object.entries(insides)) {
    if (sameData(subgraphOf(graph, id), inside)) continue;
    const name = freshName(id, taken);
    taken.add(name);
    fresh.push(id);
    if (name !== id) ids.set(id, name);
  }
  const renamed = (all: readonly GraphNode[]): readonly GraphNode[] =>
    all.map((node) => {
      const to = ids.get(insideOf(node) ?? '');
      return to === undefined ? node : { ...node, params: { ...node.params, subgraph: to } };
    });
  const commands = fresh.map((id): Command => {
    const inside = insides[id]!;
    return { type: 'set-subgraph', id: ids.get(id) ?? id, subgraph: { ...inside, nodes: renamed(inside.nodes) } };
  });
  return { nodes: renamed(nodes), commands };
}
