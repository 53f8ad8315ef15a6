import type { Diagnostic } from '../diagnostic.ts';
import { diagnose } from '../diagnostics.ts';
import type { Category, KindShape } from '../vocabulary.ts';
import { findCycles } from './cycles.ts';
import { subgraphsOf } from './live.ts';
import type { Report, Scope } from './scope.ts';

const CANVAS_ONLY: ReadonlySet<Category> = new Set(['data', 'variable', 'distribution', 'objective', 'training', 'structure']);

/** A node in the wrong place: a layer on the canvas, a random variable in a network. */
export function checkPlace(scope: Scope, node: string, shape: KindShape, report: Report): void {
  if (scope.within === undefined) {
    if (shape.layer === true) report.say('layer-outside', { node }, { title: shape.title });
  } else if (CANVAS_ONLY.has(shape.category)) report.say('not-a-layer', { node }, { title: shape.title });
}

/** References to subgraphs that are not there. */
export function checkReferences(scope: Scope, node: string, title: string, has: (id: string) => boolean, report: Report): void {
  for (const { param, subgraph } of subgraphsOf(scope, node))
    if (!has(subgraph)) report.say('subgraph-missing', { node, param }, { title, subgraph });
}

/** Custom networks that contain themselves. */
export function checkRecursion(scopes: ReadonlyMap<string, Scope>, used: ReadonlySet<string>): readonly Diagnostic[] {
  const references = (id: string): { node: string; subgraph: string }[] => {
    const scope = scopes.get(id);
    if (scope === undefined) return [];
    return scope.nodes.flatMap((n) => subgraphsOf(scope, n.id).map(({ subgraph }) => ({ node: n.id, subgraph })));
  };
  return findCycles(scopes.keys(), (id) => references(id).map((r) => r.subgraph)).map((cycle) => {
    const [first = ''] = cycle;
    const second = cycle[1] ?? first;
    const node = references(first).find((r) => r.subgraph === second)?.node;
    const found = diagnose('subgraph-recursion', { within: first, node }, { path: [...cycle, first] });
    return cycle.some((id) => used.has(id)) ? found : { ...found, severity: 'warning' };
  });
}
