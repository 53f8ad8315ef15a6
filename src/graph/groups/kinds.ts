/**
 * Groups, in words: a Group node stands for a graph of nodes kept under `subgraphs`. What crosses its border goes through a GroupInput or a
 * GroupOutput node inside, whose id is the name of the group's port. Those two and Reroute are conduits: they pass one wire of any kind on.
 * Flattening takes all of them away, so that no program knows of them.
 */
import type { Graph, GraphNode, Subgraph } from '../model.ts';

export const GROUP = 'Group';
export const GROUP_INPUT = 'GroupInput';
export const GROUP_OUTPUT = 'GroupOutput';
export const REROUTE = 'Reroute';

/** The ports of a conduit. */
export const IN = 'in';
export const OUT = 'out';

/** Between the ids on the way to an inner node: "flow/coupling". No id has it, and weights and formulas can show it. */
export const SLASH = '/';

export const isConduit = (node: Pick<GraphNode, 'kind'>): boolean =>
  node.kind === REROUTE || node.kind === GROUP_INPUT || node.kind === GROUP_OUTPUT;
export const isBorder = (node: Pick<GraphNode, 'kind'>): boolean => node.kind === GROUP_INPUT || node.kind === GROUP_OUTPUT;
export const isGroupBody = (subgraph: Pick<Subgraph, 'kind'> | undefined): boolean => subgraph?.kind === 'group';

/** The id of the subgraph a node names. */
export function insideOf(node: Pick<GraphNode, 'params'>): string | undefined {
  const named = Object.hasOwn(node.params, 'subgraph') ? node.params['subgraph'] : undefined;
  return typeof named === 'string' && named !== '' ? named : undefined;
}
export const subgraphOf = (graph: Pick<Graph, 'subgraphs'>, id: string | undefined): Subgraph | undefined =>
  id !== undefined && Object.hasOwn(graph.subgraphs, id) ? graph.subgraphs[id] : undefined;

/** The definition a Group node stands for. */
export function definitionOf(graph: Pick<Graph, 'subgraphs'>, node: GraphNode): Subgraph | undefined {
  const inside = node.kind === GROUP ? subgraphOf(graph, insideOf(node)) : undefined;
  return isGroupBody(inside) ? inside : undefined;
}
/** Every Group node that stands for a definition, with the place where it stands (undefined: the canvas). */
export function usesOf(graph: Graph, definition: string): readonly { readonly within: string | undefined; readonly node: GraphNode }[] {
  const uses = (nodes: readonly GraphNode[], within: string | undefined) =>
    nodes.filter((n) => n.kind === GROUP && insideOf(n) === definition).map((node) => ({ within, node }));
  return [...uses(graph.nodes, undefined), ...Object.entries(graph.subgraphs).flatMap(([id, s]) => uses(s.nodes, id))];
}
