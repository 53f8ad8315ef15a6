/** Drawings in a compact notation, so that a test shows its drawing in a few lines. */
import { compile, type CompileOptions } from '../../src/compiler/compile.ts';
import type { Compiled, Environment } from '../../src/compiler/compiled.ts';
import { emptyGraph, type End, type Graph, type GraphNode, type Params, type Wire } from '../../src/graph/model.ts';
import type { Space } from '../../src/graph/space.ts';
import { NODES } from '../../src/nodes/registry.ts';

/** Nodes by id. */
export type Nodes = Readonly<Record<string, readonly [kind: string, params?: Params]>>;
export interface Drawn {
  readonly name: string;
  readonly nodes: Nodes;
  /** "dec.out>x.p z.z>dec.x": always with both ports. */
  readonly wires: string;
  /** What every Dataset of the drawing holds. */
  readonly columns: Readonly<Record<string, Space>>;
  readonly muted?: readonly string[];
  readonly subgraphs?: Readonly<Record<string, { readonly nodes: Nodes; readonly wires: string; readonly kind?: 'group' }>>;
}

const end = (text: string): End => {
  const [node, port] = text.split('.');
  if (!node || !port) throw new Error(`a wire's end is "node.port", not "${text}"`);
  return { node, port };
};
export const wiresOf = (text: string): readonly Wire[] =>
  text
    .split(/\s+/)
    .filter(Boolean)
    .map((w) => {
      const [from, to] = w.split('>');
      return { from: end(from ?? ''), to: end(to ?? '') };
    });
const nodesOf = (nodes: Nodes, muted: readonly string[] = []): readonly GraphNode[] =>
  Object.entries(nodes).map(([id, [kind, params = {}]], i) => ({
    id,
    kind,
    version: NODES.get(kind)?.version ?? 1,
    params,
    position: { x: 200 * i, y: 0 },
    ...(muted.includes(id) && { muted: true }),
  }));

export function graphOf(d: Drawn): Graph {
  const subgraphs = Object.entries(d.subgraphs ?? {}).map(
    ([id, s]) => [id, { title: id, ...(s.kind && { kind: s.kind }), nodes: nodesOf(s.nodes), wires: wiresOf(s.wires) }] as const,
  );
  return { ...emptyGraph(d.name), nodes: nodesOf(d.nodes, d.muted), wires: wiresOf(d.wires), subgraphs: Object.fromEntries(subgraphs) };
}
export const environmentOf = (d: Pick<Drawn, 'columns'>): Environment => ({ columns: () => d.columns });
export const compiled = (d: Drawn, o?: CompileOptions): Compiled => compile(graphOf(d), environmentOf(d), o);

/** The same drawing with other nodes or settings, further wires, or without some wires. */
export function altered(d: Drawn, change: { nodes?: Nodes; wires?: string; without?: string }): Drawn {
  const gone = new Set((change.without ?? '').split(/\s+/));
  const kept = d.wires.split(/\s+/).filter((w) => !gone.has(w));
  return { ...d, nodes: { ...d.nodes, ...change.nodes }, wires: [...kept, change.wires ?? ''].join(' ') };
}

/** The same drawing with a tiny smooth network wherever a node would bring a large one of its own: quick to run, and without kinks. */
export function withSmallNetworks(d: Drawn): Drawn {
  const wired = new Set(wiresOf(d.wires).map((w) => `${w.to.node}.${w.to.port}`));
  const bare = Object.entries(d.nodes).flatMap(([id, [kind]]) =>
    Object.entries(NODES.get(kind)?.inputs ?? {}).flatMap(([port, { kind: wire }]) =>
      wire === 'network' && !wired.has(`${id}.${port}`) ? [[id, port] as const] : [],
    ),
  );
  return altered(d, {
    nodes: Object.fromEntries(bare.map(([id]) => [`${id}Net`, smallNetwork(d.nodes[id]![0])] as const)),
    wires: bare.map(([id, port]) => `${id}Net.out>${id}.${port}`).join(' '),
  });
}
const smallNetwork = (user: string): readonly [kind: string, params: Params] =>
  user === 'MaskedAutoregressive' || user === 'Autoregressive'
    ? ['MADE', { hidden: [4], activation: 'tanh' }]
    : ['MLP', { hidden: [4], activation: 'tanh', lastGain: 1 }];
