import { checkParams } from './checks/params.ts';
import { cycleNodes, dependents, findCycles, nodeOf } from './checks/cycles.ts';
import { liveNodes, subgraphsOf } from './checks/live.ts';
import { indexScope, Report } from './checks/scope.ts';
import type { Scope } from './checks/scope.ts';
import { checkPlace, checkRecursion, checkReferences } from './checks/subgraphs.ts';
import { checkInputs, checkWires } from './checks/wires.ts';
import { componentIds } from './components.ts';
import type { Diagnostic } from './diagnostic.ts';
import { diagnose } from './diagnostics.ts';
import { flatten } from './groups/flatten.ts';
import { IN, isGroupBody, SLASH } from './groups/kinds.ts';
import type { Graph } from './model.ts';
import type { Vocabulary } from './vocabulary.ts';
import { showEnd } from './wires.ts';

/**
 * What is wrong with a drawing, seen without building it. Errors stand only at nodes that something uses;
 * what is unfinished elsewhere, and what is muted, holds nothing up. Linear in the size of the drawing.
 */
export function check(drawn: Graph, vocabulary: Vocabulary): Diagnostic[] {
  const out: Diagnostic[] = [];
  const { graph, problems, ports } = flatten(drawn);
  const canvas = indexScope(graph, vocabulary, undefined);
  const inner = new Map(
    Object.entries(graph.subgraphs).flatMap(([id, s]) => (isGroupBody(s) ? [] : [[id, indexScope(s, vocabulary, id)] as const])),
  );
  const { live, used } = liveScopes(canvas, inner);
  for (const scope of [canvas, ...inner.values()]) {
    const body = scope.within === undefined ? graph : graph.subgraphs[scope.within];
    checkScope(scope, new Report(out, scope.within, live.get(scope) ?? new Set()), (id) => inner.has(id));
    if (body !== undefined && scope.wires.length < body.wires.length) checkDangling(scope, body, out);
  }
  checkColumns(canvas, vocabulary, new Report(out, undefined, live.get(canvas) ?? new Set()));
  out.push(...checkRecursion(inner, used));
  const living = [...(live.get(canvas) ?? [])];
  // What is wrong with a group matters if anything that it holds is used; with a conduit, if what it passes on is.
  const matters = ({ node = '' }: Diagnostic): boolean => {
    const carried = ports.get(showEnd({ node, port: IN }));
    return living.some((id) => id === node || id.startsWith(node + SLASH) || (carried !== undefined && id === nodeOf(carried)));
  };
  out.push(...problems.map((p): Diagnostic => (p.severity === 'error' && !matters(p) ? { ...p, severity: 'warning' } : p)));
  return out;
}

/** Live nodes of the canvas and of each subgraph that a live node refers to. */
function liveScopes(
  canvas: Scope,
  inner: ReadonlyMap<string, Scope>,
): { live: ReadonlyMap<Scope, ReadonlySet<string>>; used: ReadonlySet<string> } {
  const live = new Map<Scope, ReadonlySet<string>>();
  const used = new Set<string>();
  const visit = (scope: Scope): void => {
    const here = liveNodes(scope);
    live.set(scope, here);
    for (const id of here) for (const { subgraph } of subgraphsOf(scope, id)) used.add(subgraph);
  };
  visit(canvas);
  // A set visits what is added while it is walked.
  for (const id of used) {
    const scope = inner.get(id);
    if (scope !== undefined) visit(scope);
  }
  return { live, used };
}

function checkScope(scope: Scope, report: Report, hasSubgraph: (id: string) => boolean): void {
  const seen = new Set<string>();
  for (const node of scope.nodes) {
    if (seen.has(node.id)) report.say('duplicate-id', { node: node.id }, { id: node.id });
    seen.add(node.id);
    if (node.muted === true) continue;
    const shape = scope.shapes.get(node.id);
    if (shape === undefined) {
      report.say('unknown-kind', { node: node.id }, { kind: node.kind });
      if (report.live.has(node.id))
        report.say(
          'cannot-build',
          { node: node.id },
          {
            why: `The model uses it, and this version does not know what “${node.kind}” does.`,
            mend: 'Update Wellspring, or put another node in its place.',
          },
        );
      continue;
    }
    const { title, version: known } = shape;
    if (node.version > known) report.say('node-newer', { node: node.id }, { title, version: node.version, known });
    checkPlace(scope, node.id, shape, report);
    checkParams(scope, node, shape, report);
    checkInputs(scope, node, shape, report);
    checkReferences(scope, node.id, title, hasSubgraph, report);
  }
  checkWires(scope, report);
  const starts = scope.active.filter((w) => w.from.node !== w.to.node).map((w) => showEnd(w.from));
  for (const cycle of findCycles(starts, dependents(scope))) {
    const [first = ''] = cycle;
    // A cycle of one is a wire from a node to itself, which has been reported.
    if (cycle.every((output) => nodeOf(output) === nodeOf(first))) continue;
    const code = scope.within === undefined ? 'value-cycle' : 'subgraph-cycle';
    report.say(code, { node: nodeOf(first) }, { nodes: cycleNodes(cycle) });
  }
}

/** Wires to nodes that are not there cannot come from a file or a command; code that builds graphs can make them. */
function checkDangling(scope: Scope, body: Pick<Graph, 'wires'>, out: Diagnostic[]): void {
  for (const { from, to } of body.wires) {
    const missing = [from, to].find((end) => !scope.byId.has(end.node));
    if (missing === undefined) continue;
    const place = scope.within === undefined ? missing : { ...missing, within: scope.within };
    out.push(diagnose('dangling-wire', place, { node: missing.node, source: showEnd(from), target: showEnd(to) }));
  }
}

/** One variable per column and model: data that clamps a variable is that variable (DESIGN rule 2). */
function checkColumns(canvas: Scope, vocabulary: Vocabulary, report: Report): void {
  const claims = canvas.active.filter(
    ({ from, to }) =>
      to.port === 'data' && canvas.shapes.get(to.node)?.category === 'variable' && canvas.shapes.get(from.node)?.category === 'data',
  );
  if (claims.length < 2) return;
  const models = componentIds({ nodes: canvas.nodes, wires: canvas.active }, vocabulary);
  const byColumn = new Map<string, { column: string; variables: Set<string> }>();
  for (const { from, to } of claims) {
    const key = `${showEnd(from)}>${models.get(to.node) ?? ''}`;
    const claim = byColumn.get(key) ?? { column: showEnd(from), variables: new Set<string>() };
    claim.variables.add(to.node);
    byColumn.set(key, claim);
  }
  for (const { column, variables } of byColumn.values()) {
    const [, second] = variables;
    if (second !== undefined) report.say('column-claimed-twice', { node: second, port: 'data' }, { column, variables: [...variables] });
  }
}
