import type { Graph, GraphNode, Wire } from './model.ts';
import type { Vocabulary } from './vocabulary.ts';

type Body = Pick<Graph, 'nodes' | 'wires'>;

/** One of the models on a canvas. */
export interface Component {
  readonly nodes: readonly GraphNode[];
  readonly wires: readonly Wire[];
}

/** A data set feeds several models without making them one, and a note is about no model. Unknown kinds join, as we cannot know better. */
const joins = (node: GraphNode, vocabulary: Vocabulary): boolean => {
  const category = vocabulary.get(node.kind)?.category;
  return category !== 'data' && category !== 'note';
};

/** For each node that can join a model: the id that stands for its component (DESIGN rule 17). Data nodes and notes are absent. */
export function componentIds(body: Body, vocabulary: Vocabulary): ReadonlyMap<string, string> {
  const parent = new Map<string, string>();
  for (const node of body.nodes) if (joins(node, vocabulary)) parent.set(node.id, node.id);
  const find = (id: string): string => {
    let root = id;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    // Shortens the way for the next search.
    for (let at = id; at !== root;) {
      const up = parent.get(at) ?? root;
      parent.set(at, root);
      at = up;
    }
    return root;
  };
  for (const { from, to } of body.wires) {
    if (!parent.has(from.node) || !parent.has(to.node)) continue;
    const a = find(from.node);
    const b = find(to.node);
    if (a !== b) parent.set(b, a);
  }
  return new Map([...parent.keys()].map((id) => [id, find(id)]));
}

/** The models on a canvas, in the order of their first nodes, each with the data nodes it reads. Nodes without wires belong to none. */
export function components(graph: Body, vocabulary: Vocabulary): readonly Component[] {
  const ids = componentIds(graph, vocabulary);
  const nodes = new Map(graph.nodes.map((n) => [n.id, n]));
  const wires = graph.wires.filter(({ from, to }) => nodes.has(from.node) && nodes.has(to.node));
  const feeders = new Map<string, string[]>();
  const members = new Map<string, Set<string>>();
  for (const id of ids.values()) members.set(id, new Set());
  for (const [id, root] of ids) members.get(root)?.add(id);
  for (const { from, to } of wires) {
    if (!ids.has(from.node)) {
      const list = feeders.get(to.node);
      if (list === undefined) feeders.set(to.node, [from.node]);
      else list.push(from.node);
    }
    // A wire into a data node (its own settings, say) takes that node along, too.
    const root = ids.get(from.node);
    if (root !== undefined && !ids.has(to.node)) members.get(root)?.add(to.node);
  }
  const order = new Map(graph.nodes.map((n, i) => [n.id, i]));
  const found: Component[] = [];
  for (const set of members.values()) {
    // A set visits what is added while it is walked, so data that feeds data is found as well.
    for (const id of set) for (const feeder of feeders.get(id) ?? []) set.add(feeder);
    found.push({
      nodes: [...set].flatMap((id) => nodes.get(id) ?? []).toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)),
      wires: [],
    });
  }
  return withWires(found, wires, ids);
}

/** A wire belongs to each component that holds both its ends; only wires between data nodes can belong to several. */
function withWires(found: readonly Component[], wires: readonly Wire[], ids: ReadonlyMap<string, string>): readonly Component[] {
  const lists = found.map((): Wire[] => []);
  const home = new Map<string, number>();
  const shared = new Map<string, number[]>();
  for (const [i, component] of found.entries())
    for (const { id } of component.nodes) {
      if (ids.has(id)) home.set(id, i);
      else shared.set(id, [...(shared.get(id) ?? []), i]);
    }
  for (const wire of wires) {
    const owner = home.get(wire.to.node) ?? home.get(wire.from.node);
    const owners = owner === undefined ? (shared.get(wire.to.node) ?? []) : [owner];
    for (const i of owners) lists[i]?.push(wire);
  }
  return found.flatMap((component, i) => {
    const own = lists[i] ?? [];
    return own.length === 0 ? [] : [{ nodes: component.nodes, wires: own }];
  });
}
