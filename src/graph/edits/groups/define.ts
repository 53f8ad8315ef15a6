import type { CommandOf } from '../../commands.ts';
import { definitionOf, GROUP, isGroupBody, subgraphOf } from '../../groups/kinds.ts';
import { isId, isReserved, LIMITS } from '../../limits.ts';
import type { Graph, Promotion } from '../../model.ts';
import { lengthProblem, sameData } from '../../values.ts';
import { inBody, refuse, Refused, refuseValue, withinLimits } from '../body.ts';
import type { Outcome } from '../body.ts';
import { forgetValues, withSubgraph } from './follow.ts';
import { groupPlace } from './pack.ts';

/** Gives one use of a group a definition of its own, so that it can be changed by itself. */
export function detach(graph: Graph, { node: id, subgraph, within }: CommandOf<'detach-group'>): Outcome<Graph> {
  const body = groupPlace(graph, within);
  if (body instanceof Refused) return body;
  const group = body.nodes.find((n) => n.id === id);
  if (group === undefined) return refuse('command-node-missing', { node: id }, { node: id });
  const inside = group.kind === GROUP ? definitionOf(graph, group) : undefined;
  if (inside === undefined) return refuse('command-no-group', { node: id }, { node: id });
  if (!isId(subgraph)) return refuse('command-id-invalid', {}, { id: subgraph });
  if (Object.hasOwn(graph.subgraphs, subgraph)) return refuse('command-id-taken', {}, { id: subgraph });
  const pointed = inBody(graph, within, (b) => ({
    ...b,
    nodes: b.nodes.map((n) => (n.id === id ? { ...n, params: { ...n.params, subgraph } } : n)),
  }));
  if (pointed instanceof Refused) return pointed;
  return withinLimits(graph, { ...pointed, subgraphs: { ...pointed.subgraphs, [subgraph]: inside } });
}

/** Says which settings of its inside a group shows as its own. Values of those that it shows no longer go. */
export function promote(graph: Graph, { subgraph: id, promoted }: CommandOf<'set-promoted'>): Outcome<Graph> {
  const inside = subgraphOf(graph, id);
  if (inside === undefined) return refuse('command-subgraph-missing', {}, { subgraph: id });
  if (!isGroupBody(inside)) return refuse('command-group-in-network', { within: id }, {});
  const problem = promotionsProblem(promoted);
  if (problem !== undefined) return problem;
  const stray = promoted.find((p) => !inside.nodes.some((n) => n.id === p.node));
  if (stray !== undefined) return refuse('command-node-missing', { node: stray.node, within: id }, { node: stray.node });
  const names = new Set(promoted.map((p) => p.name));
  if (sameData(inside.promoted ?? [], promoted)) return graph;
  const next = withSubgraph(graph, id, ({ promoted: _old, ...rest }) => (promoted.length === 0 ? rest : { ...rest, promoted }));
  const lost = (inside.promoted ?? []).map((p) => p.name).filter((name) => !names.has(name));
  return lost.length === 0 ? next : forgetValues(next, id, new Set(lost));
}
/** Why settings could not be kept as those that a group shows. */
export function promotionsProblem(promoted: readonly Promotion[]): Refused | undefined {
  if (promoted.length > LIMITS.promoted) return refuse('command-limit', {}, { thing: 'promoted settings', limit: LIMITS.promoted });
  const names = new Set<string>();
  for (const p of promoted) {
    const problem = promotionProblem(p, names);
    if (problem !== undefined) return problem;
    names.add(p.name);
  }
  return undefined;
}
const promotionProblem = (p: Promotion, names: ReadonlySet<string>): Refused | undefined =>
  (isId(p.name) && p.name !== 'subgraph' ? undefined : refuse('command-id-invalid', {}, { id: p.name })) ??
  (isId(p.node) ? undefined : refuse('command-id-invalid', {}, { id: p.node })) ??
  (names.has(p.name) ? refuse('command-id-taken', {}, { id: p.name }) : undefined) ??
  refuseValue('param', isReserved(p.param) || p.param === '' ? 'it is no setting' : lengthProblem(p.param, 64), { node: p.node }) ??
  refuseValue('label', lengthProblem(p.label ?? '', LIMITS.label), { node: p.node });
