import type { Diagnostic, Place } from '../diagnostic.ts';
import { diagnose } from '../diagnostics.ts';
import type { ArgsOf, Code } from '../diagnostics.ts';
import type { GraphNode, Wire } from '../model.ts';
import type { KindShape, Vocabulary } from '../vocabulary.ts';

/** The canvas or one subgraph, indexed once so that no check has to search. */
export interface Scope {
  /** The subgraph's id; undefined for the canvas. */
  readonly within: string | undefined;
  readonly nodes: readonly GraphNode[];
  readonly byId: ReadonlyMap<string, GraphNode>;
  /** Kind of a node by its id; absent for unknown kinds. */
  readonly shapes: ReadonlyMap<string, KindShape>;
  /** Wires whose ends are both there. */
  readonly wires: readonly Wire[];
  /** Those of them that have no muted end. */
  readonly active: readonly Wire[];
  /** Active wires by the node they leave or enter. */
  readonly outgoing: ReadonlyMap<string, readonly Wire[]>;
  readonly incoming: ReadonlyMap<string, readonly Wire[]>;
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
};

export function indexScope(
  body: { readonly nodes: readonly GraphNode[]; readonly wires: readonly Wire[] },
  vocabulary: Vocabulary,
  within: string | undefined,
): Scope {
  const byId = new Map<string, GraphNode>();
  const shapes = new Map<string, KindShape>();
  for (const node of body.nodes) {
    // Where an id is doubled, wires mean the first.
    if (byId.has(node.id)) continue;
    byId.set(node.id, node);
    const shape = vocabulary.get(node.kind);
    if (shape !== undefined) shapes.set(node.id, shape);
  }
  const wires: Wire[] = [];
  const active: Wire[] = [];
  const outgoing = new Map<string, Wire[]>();
  const incoming = new Map<string, Wire[]>();
  for (const wire of body.wires) {
    const from = byId.get(wire.from.node);
    const to = byId.get(wire.to.node);
    if (from === undefined || to === undefined) continue;
    wires.push(wire);
    if (from.muted === true || to.muted === true) continue;
    active.push(wire);
    push(outgoing, from.id, wire);
    push(incoming, to.id, wire);
  }
  return { within, nodes: body.nodes, byId, shapes, wires, active, outgoing, incoming };
}

/** Collects diagnostics of one scope. What is wrong with a node that nothing uses holds nothing up, so there an error is a warning (DESIGN rule 17). */
export class Report {
  readonly #out: Diagnostic[];
  readonly #within: string | undefined;
  readonly live: ReadonlySet<string>;

  constructor(out: Diagnostic[], within: string | undefined, live: ReadonlySet<string>) {
    this.#out = out;
    this.#within = within;
    this.live = live;
  }

  say<C extends Code>(code: C, place: Place & { readonly node: string }, args: ArgsOf<C>): void {
    const here = this.#within === undefined ? place : { ...place, within: this.#within };
    const diagnostic = diagnose(code, here, args);
    this.#out.push(diagnostic.severity === 'error' && !this.live.has(place.node) ? { ...diagnostic, severity: 'warning' } : diagnostic);
  }
}
