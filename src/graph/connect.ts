/** Whether a wire may be drawn. */
import { dependents, nodeOf, outputsReading } from './checks/cycles.ts';
import { indexScope } from './checks/scope.ts';
import type { Scope } from './checks/scope.ts';
import { portOf } from './checks/wires.ts';
import type { Diagnostic, Place } from './diagnostic.ts';
import { diagnose } from './diagnostics.ts';
import { isGroupBody } from './groups/kinds.ts';
import { shapesIn } from './groups/shapes.ts';
import type { End, Graph } from './model.ts';
import type { Vocabulary } from './vocabulary.ts';
import { sameWire, showEnd } from './wires.ts';

/** Why a wire would be refused, for the canvas to say while it is drawn; undefined if it may be drawn. */
export function canConnect(graph: Graph, vocabulary: Vocabulary, from: End, to: End, within?: string): Diagnostic | undefined {
  const body = within === undefined ? graph : Object.hasOwn(graph.subgraphs, within) ? graph.subgraphs[within] : undefined;
  if (body === undefined) return diagnose('command-subgraph-missing', { within }, { subgraph: within ?? '' });
  const at = (end: End): Place => (within === undefined ? end : { ...end, within });
  const drawn = indexScope(body, vocabulary, within);
  // Groups and conduits have the ports of what is in them and beside them.
  const scope: Scope = { ...drawn, shapes: shapesIn(graph, vocabulary, within) };
  for (const end of [from, to]) {
    const node = scope.byId.get(end.node);
    if (node === undefined) return diagnose('command-node-missing', at(end), { node: end.node });
    if (!scope.shapes.has(end.node)) return diagnose('unknown-kind', at(end), { kind: node.kind });
  }
  const source = scope.shapes.get(from.node);
  const target = scope.shapes.get(to.node);
  const output = source && portOf(source.outputs, from.port);
  const input = target && portOf(target.inputs, to.port);
  if (source !== undefined && output === undefined)
    return diagnose('unknown-port', at(from), {
      title: source.title,
      port: from.port,
      side: 'output',
      known: Object.keys(source.outputs),
    });
  if (target !== undefined && input === undefined)
    return diagnose('unknown-port', at(to), {
      title: target.title,
      port: to.port,
      side: 'input',
      known: Object.keys(target.inputs),
    });
  if (output === undefined || input === undefined) return undefined;
  if (from.node === to.node) return diagnose('self-wire', at(to), { node: to.node });
  const names = { source: showEnd(from), target: showEnd(to) };
  if (source?.free !== true && target?.free !== true && output.kind !== input.kind)
    return diagnose('wire-kind', at(to), { from: output.kind, to: input.kind, ...names });
  if (scope.wires.some((w) => sameWire(w, { from, to }))) return diagnose('duplicate-wire', at(to), names);
  const others = scope.wires.filter((w) => w.to.node === to.node && w.to.port === to.port);
  if (input.arity !== 'many' && others.length > 0)
    return diagnose('several-sources', at(to), {
      target: names.target,
      sources: [...others.map((w) => showEnd(w.from)), names.source],
    });
  const nodes = circle(scope, from, to);
  if (nodes === undefined) return undefined;
  const network = within !== undefined && !isGroupBody(graph.subgraphs[within]);
  return diagnose(network ? 'subgraph-cycle' : 'value-cycle', at(to), { nodes });
}

/** The circle a wire would close: the nodes from its source back to its source. */
function circle(scope: Scope, from: End, to: End): readonly string[] | undefined {
  const goal = showEnd(from);
  const next = dependents(scope);
  const cameFrom = new Map<string, string | undefined>();
  for (const output of outputsReading(scope, to)) cameFrom.set(output, undefined);
  // A map visits what is added while it is walked.
  for (const output of cameFrom.keys()) {
    if (output === goal) {
      const back: string[] = [];
      for (let at: string | undefined = output; at !== undefined; at = cameFrom.get(at)) back.push(nodeOf(at));
      return [from.node, ...back.toReversed()];
    }
    for (const follower of next(output)) if (!cameFrom.has(follower)) cameFrom.set(follower, output);
  }
  return undefined;
}
