/** One model of a drawing, with the questions the compiler asks of its wires: who generates, who reads, in which order. */
import type { Graph, GraphNode, Params, Wire } from '../graph/model.ts';
import type { NodeDefinition } from '../nodes/define.ts';
import { NODES } from '../nodes/registry.ts';
import { type ParamSpecs, resolveParams } from '../nodes/params.ts';

const VARIABLES: ReadonlySet<string> = new Set(['Observed', 'Latent', 'Given']);
/** The output that carries a variable's value. */
export const VALUE_PORT: Readonly<Record<string, string>> = { Observed: 'x', Latent: 'z', Given: 'out' };

export class Model {
  private readonly byId: ReadonlyMap<string, GraphNode>;
  private readonly incoming = new Map<string, Wire[]>();
  private readonly claims = new Map<string, string>();
  private readonly above = new Map<string, ReadonlySet<string>>();
  readonly nodes: readonly GraphNode[];
  readonly wires: readonly Wire[];

  /** @param ids the nodes of this model; wires among others are left out */
  constructor(
    readonly graph: Graph,
    ids: ReadonlySet<string>,
  ) {
    const known = (n: GraphNode): boolean => ids.has(n.id) && !n.muted && NODES.has(n.kind);
    this.nodes = graph.nodes.filter(known);
    this.byId = new Map(this.nodes.map((n) => [n.id, n]));
    this.wires = graph.wires.filter((w) => this.byId.has(w.from.node) && this.byId.has(w.to.node));
    for (const w of this.wires) {
      const key = `${w.to.node}.${w.to.port}`;
      this.incoming.set(key, [...(this.incoming.get(key) ?? []), w]);
    }
    for (const v of this.variables()) for (const w of this.into(v, 'data')) this.claims.set(`${w.from.node}.${w.from.port}`, v);
  }
  node(id: string): GraphNode {
    return this.byId.get(id)!;
  }
  has(id: string): boolean {
    return this.byId.has(id);
  }
  kind(id: string): string {
    return this.byId.get(id)?.kind ?? '';
  }
  definition(id: string): NodeDefinition {
    return NODES.get(this.kind(id))!;
  }
  params(id: string): Params {
    return this.node(id).params;
  }
  resolved(id: string): Readonly<Record<string, unknown>> {
    const specs: ParamSpecs = this.definition(id).params;
    return resolveParams(specs, this.params(id));
  }
  of(...kinds: readonly string[]): readonly string[] {
    return this.nodes.filter((n) => kinds.includes(n.kind)).map((n) => n.id);
  }
  variables(): readonly string[] {
    return this.nodes.filter((n) => VARIABLES.has(n.kind)).map((n) => n.id);
  }
  isVariable(id: string): boolean {
    return VARIABLES.has(this.kind(id));
  }
  into(id: string, port: string): readonly Wire[] {
    return this.incoming.get(`${id}.${port}`) ?? [];
  }
  wired(id: string, port: string): boolean {
    return this.into(id, port).length > 0;
  }
  valuePort(id: string): string {
    return VALUE_PORT[this.kind(id)] ?? 'out';
  }
  /** The variable a data column belongs to: reading the column is reading that variable. */
  claimant(dataset: string, column: string): string | undefined {
    return this.claims.get(`${dataset}.${column}`);
  }
  /** Variables (and unclaimed columns "data.x") that a port depends on, stopping at the first variable on each path. */
  parents(id: string, port: string, seen = new Set<string>()): ReadonlySet<string> {
    const found = new Set<string>();
    for (const w of this.into(id, port)) {
      const key = `${w.from.node}.${w.from.port}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const { node } = w.from;
      if (this.isVariable(node)) found.add(node);
      else if (this.kind(node) === 'Dataset') found.add(this.claimant(node, w.from.port) ?? key);
      else {
        const reads = this.definition(node).outputs[w.from.port]?.reads ?? Object.keys(this.definition(node).inputs);
        for (const p of reads) for (const v of this.parents(node, p, seen)) found.add(v);
      }
    }
    return found;
  }
  /** Everything above a variable by p (or by q). */
  ancestors(id: string, side: 'p' | 'q' = 'p'): ReadonlySet<string> {
    const key = `${side} ${id}`;
    const hit = this.above.get(key);
    if (hit) return hit;
    const found = new Set<string>();
    const todo = [...this.parents(id, side)];
    for (let v = todo.pop(); v !== undefined; v = todo.pop()) {
      if (found.has(v)) continue;
      found.add(v);
      if (this.isVariable(v)) todo.push(...this.parents(v, side));
    }
    this.above.set(key, found);
    return found;
  }
  descendants(id: string): readonly string[] {
    return this.variables().filter((v) => this.ancestors(v).has(id));
  }
  /** Variables, parents before children. */
  order(): readonly string[] {
    const vs = this.variables();
    return [...vs].sort((a, b) => this.ancestors(a).size - this.ancestors(b).size || vs.indexOf(a) - vs.indexOf(b));
  }
  /** Observed variables that something generates. */
  observed(): readonly string[] {
    return this.order().filter((v) => this.kind(v) === 'Observed' && this.wired(v, 'p'));
  }
  /** Those of them that no data are wired to: summed out like latents. */
  unseen(): readonly string[] {
    return this.observed().filter((v) => !this.wired(v, 'data'));
  }
  /** Does p(v) depend on v itself? */
  cyclic(v: string): boolean {
    return this.ancestors(v).has(v);
  }
  /** Given variables and unclaimed columns above some variables: what the user must provide. */
  given(ids: Iterable<string>): readonly string[] {
    return [...new Set([...ids].flatMap((v) => [...this.ancestors(v)]).filter((v) => this.kind(v) === 'Given' || v.includes('.')))];
  }
}
