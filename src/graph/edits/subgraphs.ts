import type { CommandOf } from '../commands.ts';
import { isId, LIMITS } from '../limits.ts';
import type { Graph } from '../model.ts';
import { lengthProblem, sameData } from '../values.ts';
import { refuse, refuseValue, withEntry, withinLimits } from './body.ts';
import type { Outcome } from './body.ts';
import { promotionsProblem } from './groups/define.ts';
import { nodeProblem } from './nodes.ts';
import { wireProblem } from './wires.ts';

/** Subgraphs are kept in one list for the whole document, so `within` makes no difference here. */
export function applySubgraph(graph: Graph, command: CommandOf<'set-subgraph' | 'remove-subgraph'>): Outcome<Graph> {
  const { id } = command;
  const old = Object.hasOwn(graph.subgraphs, id) ? graph.subgraphs[id] : undefined;
  if (command.type === 'remove-subgraph')
    return old === undefined
      ? refuse('command-subgraph-missing', { within: id }, { subgraph: id })
      : { ...graph, subgraphs: withEntry(graph.subgraphs, id, undefined) };
  const { subgraph } = command;
  if (!isId(id)) return refuse('command-id-invalid', {}, { id });
  const ids = new Set<string>();
  for (const node of subgraph.nodes) {
    const problem = nodeProblem(node);
    if (problem !== undefined) return problem;
    if (ids.has(node.id)) return refuse('command-id-taken', { node: node.id, within: id }, { id: node.id });
    ids.add(node.id);
  }
  for (const wire of subgraph.wires) {
    const problem = wireProblem(ids, wire);
    if (problem !== undefined) return problem;
  }
  if (old !== undefined && sameData(old, subgraph)) return graph;
  return (
    refuseValue('title', lengthProblem(subgraph.title, LIMITS.title), { within: id }) ??
    refuseValue('kind', lengthProblem(subgraph.kind ?? '', LIMITS.kind), { within: id }) ??
    promotionsProblem(subgraph.promoted ?? []) ??
    withinLimits(graph, { ...graph, subgraphs: { ...graph.subgraphs, [id]: subgraph } })
  );
}
