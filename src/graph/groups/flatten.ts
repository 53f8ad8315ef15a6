/**
 * The drawing as programs see it: groups unfolded, conduits taken away. Inner nodes are called "flow/coupling" after the groups on the way to them,
 * which is also the scope of their weights, so two uses of one group learn separately.
 */
import type { Diagnostic } from '../diagnostic.ts';
import { diagnose } from '../diagnostics.ts';
import { isReserved, LIMITS } from '../limits.ts';
import type { End, Graph, GraphNode, Json, Params, Subgraph, Wire } from '../model.ts';
import { showEnd } from '../wires.ts';
import { bypass } from './bypass.ts';
import { definitionOf, GROUP, GROUP_INPUT, GROUP_OUTPUT, IN, insideOf, isBorder, isConduit, isGroupBody, OUT, SLASH } from './kinds.ts';
import { mapNames } from './names.ts';
import { circleOf, isEndless, isTooLarge, unfoldedSizes } from './size.ts';

export interface Flat {
  readonly graph: Graph;
  /** What is wrong with groups and conduits, at the node as it is called in the flat drawing. */
  readonly problems: readonly Diagnostic[];
  /** Ports that are gone, and the port of the flat drawing that carries the same: "flow.p" → "flow/coupling.p". */
  readonly ports: ReadonlyMap<string, string>;
}

type Body = Pick<Subgraph, 'nodes' | 'wires'>;
const memo = new WeakMap<Graph, Flat>();

/** Total; the same graph object where there is nothing to unfold. What cannot be unfolded stays as a Group node, with a problem. */
export function flatten(graph: Graph): Flat {
  const known = memo.get(graph);
  if (known !== undefined) return known;
  const flat = unfold(graph);
  memo.set(graph, flat);
  return flat;
}
export const flat = (graph: Graph): Graph => flatten(graph).graph;

const isPlain = ({ nodes }: Body): boolean => nodes.every((n) => n.kind !== GROUP && !isConduit(n));

function unfold(graph: Graph): Flat {
  const layers = Object.entries(graph.subgraphs).filter(([, s]) => !isGroupBody(s) && !isPlain(s));
  if (isPlain(graph) && layers.length === 0) return { graph, problems: [], ports: new Map() };
  const problems: Diagnostic[] = [];
  const canvas = new Unfolding(graph, problems);
  const { nodes, wires, ports } = canvas.run(graph);
  // Networks have reroutes of their own; groups have no place there, and the check says so.
  const subgraphs = layers.map(([id, s]): [string, Subgraph] => {
    const conduits = new Set(s.nodes.filter(isConduit).map((n) => n.id));
    return [
      id,
      { ...s, nodes: s.nodes.filter((n) => !conduits.has(n.id)), wires: bypass(withoutMuted(s), (node) => conduits.has(node)).wires },
    ];
  });
  return {
    graph: { ...graph, nodes, wires, ...(subgraphs.length > 0 && { subgraphs: { ...graph.subgraphs, ...Object.fromEntries(subgraphs) } }) },
    problems,
    ports,
  };
}
/** A muted conduit passes nothing on. */
function withoutMuted({ nodes, wires }: Body): readonly Wire[] {
  const muted = new Set(nodes.filter((n) => n.muted === true && isConduit(n)).map((n) => n.id));
  return muted.size === 0 ? wires : wires.filter((w) => !muted.has(w.from.node) && !muted.has(w.to.node));
}

/** What a body is unfolded within. */
interface Around {
  readonly prefix: string;
  readonly muted: boolean;
  /** Values that the group gives to settings of this body's nodes, by node. */
  readonly given: ReadonlyMap<string, Params>;
  /** Full name of a node that a name in this body means. */
  readonly called: (name: string) => string | undefined;
}

class Unfolding {
  private readonly nodes: GraphNode[] = [];
  private readonly links: Wire[] = [];
  private readonly conduits = new Set<string>();
  private readonly groups: { readonly id: string; readonly inside: Subgraph }[] = [];
  private readonly sizeOf: ReturnType<typeof unfoldedSizes>;
  private total: { nodes: number; wires: number };

  constructor(
    private readonly graph: Graph,
    private readonly problems: Diagnostic[],
  ) {
    this.sizeOf = unfoldedSizes(graph);
    this.total = { nodes: graph.nodes.length, wires: graph.wires.length };
  }

  run(canvas: Body): Pick<Graph, 'nodes' | 'wires'> & Pick<Flat, 'ports'> {
    this.body(canvas, { prefix: '', muted: false, given: new Map(), called: () => undefined });
    for (const node of canvas.nodes)
      if (isBorder(node)) this.problems.push(diagnose('group-port-outside', { node: node.id }, { title: node.label ?? node.id }));
    const through = bypass(this.links, (id) => this.conduits.has(id));
    for (const node of through.circles.slice(0, 1))
      this.problems.push(diagnose('value-cycle', { node }, { nodes: [...through.circles, node] }));
    for (const node of through.several) this.problems.push(diagnose('conduit-sources', { node, port: IN }, { node }));
    const ports = new Map<string, string>();
    for (const id of this.conduits) {
      const end = through.sources.get(id) ?? through.targets.get(id);
      if (end === undefined) continue;
      for (const port of [IN, OUT]) ports.set(showEnd({ node: id, port }), showEnd(end));
    }
    // A group's port carries what the conduit behind it does.
    for (const { id, inside } of this.groups)
      for (const node of inside.nodes) {
        const end = isBorder(node) ? ports.get(showEnd({ node: `${id}${SLASH}${node.id}`, port: IN })) : undefined;
        if (end !== undefined) ports.set(showEnd({ node: id, port: node.id }), end);
      }
    return { nodes: this.nodes, wires: through.wires, ports };
  }

  private body(body: Body, around: Around): void {
    const { prefix } = around;
    const local = new Set(body.nodes.map((n) => n.id));
    const called = (name: string): string | undefined => (local.has(name) ? prefix + name : around.called(name));
    const borders = new Map<string, Subgraph>();
    for (const node of body.nodes) {
      const id = prefix + node.id;
      const whole: GraphNode = {
        ...node,
        id,
        params: named({ ...node.params, ...around.given.get(node.id) }, called),
        ...(around.muted && { muted: true }),
      };
      if (isConduit(node)) this.conduits.add(id);
      else if (node.kind !== GROUP) this.nodes.push(whole);
      else {
        const inside = this.opened(node, whole);
        if (inside === undefined) {
          this.nodes.push(whole);
          continue;
        }
        borders.set(node.id, inside);
        this.groups.push({ id, inside });
        this.body(inside, {
          prefix: id + SLASH,
          muted: around.muted || node.muted === true,
          given: givenBy(inside, { ...node.params, ...around.given.get(node.id) }),
          called,
        });
      }
    }
    for (const wire of withoutMuted(body)) {
      const from = this.end(wire.from, 'output', prefix, borders);
      const to = this.end(wire.to, 'input', prefix, borders);
      if (from !== undefined && to !== undefined) this.links.push({ from, to });
    }
  }

  /** The inside of a group that can be unfolded. */
  private opened(node: GraphNode, { id }: GraphNode): Subgraph | undefined {
    const inside = definitionOf(this.graph, node);
    const title = node.label ?? node.id;
    if (inside === undefined) {
      this.problems.push(diagnose('group-missing', { node: id, param: 'subgraph' }, { title, group: insideOf(node) ?? '' }));
      return undefined;
    }
    const size = this.sizeOf(node);
    if (isEndless(size)) {
      this.problems.push(diagnose('group-recursion', { node: id }, { path: circleOf(this.graph, node) ?? [] }));
      return undefined;
    }
    const { nodes, wires } = this.total;
    // Nested groups have been counted with the outermost.
    const outermost = !id.includes(SLASH);
    const more = outermost ? size : { nodes: 0, wires: 0 };
    if (isTooLarge(size) || nodes + more.nodes > LIMITS.nodes || wires + more.wires > LIMITS.wires) {
      this.problems.push(diagnose('group-too-large', { node: id }, { title, limit: LIMITS.nodes, nesting: LIMITS.nesting }));
      return undefined;
    }
    this.total = { nodes: nodes + more.nodes, wires: wires + more.wires };
    return inside;
  }

  /** The end of a wire in the flat drawing: at a group, the conduit behind its port. */
  private end(end: End, side: 'input' | 'output', prefix: string, borders: ReadonlyMap<string, Subgraph>): End | undefined {
    const node = prefix + end.node;
    const inside = borders.get(end.node);
    if (inside === undefined) return { node, port: end.port };
    const kind = side === 'input' ? GROUP_INPUT : GROUP_OUTPUT;
    const ports = inside.nodes.filter((n) => n.kind === kind);
    if (ports.some((n) => n.id === end.port)) return { node: node + SLASH + end.port, port: side === 'input' ? IN : OUT };
    this.problems.push(
      diagnose(
        'unknown-port',
        { node, port: end.port },
        { title: inside.title || 'Group', port: end.port, side, known: ports.map((n) => n.id) },
      ),
    );
    return undefined;
  }
}

/** Values that a use of a group gives to nodes of its inside. */
function givenBy(inside: Subgraph, values: Params): ReadonlyMap<string, Params> {
  const given = new Map<string, Record<string, Json>>();
  for (const { name, node, param } of inside.promoted ?? []) {
    if (name === 'subgraph' || isReserved(param) || !Object.hasOwn(values, name)) continue;
    const value = values[name];
    if (value !== undefined) given.set(node, { ...given.get(node), [param]: value });
  }
  return given;
}
/** Lists of names mean nodes beside them, or further out. */
function named(params: Params, called: (name: string) => string | undefined): Params {
  return mapNames(params, (path) => {
    const slash = path.indexOf(SLASH);
    const head = slash < 0 ? path : path.slice(0, slash);
    const full = called(head);
    return full === undefined ? undefined : full + path.slice(head.length);
  });
}
