import type { KindShape } from '../vocabulary.ts';
import type { Scope } from './scope.ts';

/** Where the drawing's purpose ends: variables and optimisers on the canvas, results inside a custom network. */
const isRoot = (shape: KindShape, within: string | undefined): boolean =>
  within === undefined
    ? shape.category === 'variable' || shape.kind === 'Optimiser'
    : shape.layer === true && Object.keys(shape.outputs).length === 0;

/** The nodes that something uses: wired roots and all that is upstream of them. Muted nodes are never among them. */
export function liveNodes(scope: Scope): ReadonlySet<string> {
  const live = new Set<string>();
  for (const [id, shape] of scope.shapes)
    if (isRoot(shape, scope.within) && (scope.incoming.has(id) || scope.outgoing.has(id))) live.add(id);
  // A set visits what is added while it is walked.
  for (const id of live) for (const wire of scope.incoming.get(id) ?? []) live.add(wire.from.node);
  return live;
}

/** Subgraphs a node refers to, by the name of the setting. */
export function subgraphsOf(scope: Scope, id: string): readonly { readonly param: string; readonly subgraph: string }[] {
  const node = scope.byId.get(id);
  const shape = scope.shapes.get(id);
  if (node === undefined || shape === undefined || node.muted === true) return [];
  const found: { param: string; subgraph: string }[] = [];
  for (const [param, spec] of Object.entries(shape.params)) {
    // A group that could not be unfolded has been spoken of already.
    if (spec.type !== 'subgraph' || shape.open === true) continue;
    const value = Object.hasOwn(node.params, param) ? node.params[param] : spec.default;
    if (typeof value === 'string') found.push({ param, subgraph: value });
  }
  return found;
}
