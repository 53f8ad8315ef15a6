import type { Frame, Graph, GraphNode, Json, Params, Promotion, Subgraph, Wire } from './model.ts';
import { FORMAT, FORMAT_VERSION } from './model.ts';

/** Keys in alphabetical order, so that the order of edits leaves no trace in the file. */
const sorted = (record: Params): Params => Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));

/** Known fields first; a field of another version never replaces one of ours. */
const withUnknown = (known: Params, unknown: Params | undefined): Params =>
  unknown === undefined
    ? known
    : { ...known, ...Object.fromEntries(Object.entries(sorted(unknown)).filter(([key]) => !Object.hasOwn(known, key))) };

const pointJson = (p: { readonly x: number; readonly y: number }): Json => ({ x: p.x, y: p.y });
const wireJson = (w: Wire): Json => ({
  from: { node: w.from.node, port: w.from.port },
  to: { node: w.to.node, port: w.to.port },
});
const nodeJson = (n: GraphNode): Json =>
  withUnknown(
    {
      id: n.id,
      kind: n.kind,
      version: n.version,
      params: sorted(n.params),
      position: pointJson(n.position),
      ...(n.label === undefined ? {} : { label: n.label }),
      ...(n.collapsed === undefined ? {} : { collapsed: n.collapsed }),
      ...(n.muted === undefined ? {} : { muted: n.muted }),
    },
    n.unknown,
  );
const frameJson = (f: Frame): Json =>
  withUnknown(
    {
      id: f.id,
      title: f.title,
      position: pointJson(f.position),
      size: { width: f.size.width, height: f.size.height },
      ...(f.color === undefined ? {} : { color: f.color }),
    },
    f.unknown,
  );
const promotionJson = (p: Promotion): Json => ({
  name: p.name,
  node: p.node,
  param: p.param,
  ...(p.label === undefined ? {} : { label: p.label }),
});
const subgraphJson = (s: Subgraph): Json =>
  withUnknown(
    {
      title: s.title,
      ...(s.kind === undefined ? {} : { kind: s.kind }),
      ...(s.promoted === undefined ? {} : { promoted: s.promoted.map(promotionJson) }),
      nodes: s.nodes.map(nodeJson),
      wires: s.wires.map(wireJson),
    },
    s.unknown,
  );

/** The graph as the JSON of a file, keys in their fixed order. */
export const toJson = (graph: Graph): Json =>
  withUnknown(
    {
      format: FORMAT,
      version: FORMAT_VERSION,
      title: graph.title,
      notes: graph.notes,
      seed: graph.seed,
      nodes: graph.nodes.map(nodeJson),
      wires: graph.wires.map(wireJson),
      frames: graph.frames.map(frameJson),
      subgraphs: sorted(Object.fromEntries(Object.entries(graph.subgraphs).map(([id, s]): [string, Json] => [id, subgraphJson(s)]))),
      clamps: sorted(graph.clamps),
      view: sorted(graph.view),
    },
    graph.unknown,
  );
