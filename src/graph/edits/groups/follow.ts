/**
 * What elsewhere in the document speaks of nodes by their names: lists of names and clamps from further out ("flow/net"), wires to the ports of a
 * group where it is used, settings that a group shows.
 */
import { GROUP, insideOf, isGroupBody, SLASH, subgraphOf, usesOf } from '../../groups/kinds.ts';
import { mapNames } from '../../groups/names.ts';
import type { Graph, GraphNode, Json, Params, Promotion, Subgraph, Wire } from '../../model.ts';
import { withEntry } from '../body.ts';

/** A way is a few groups long; a document that has more ways than this is hostile, and keeps old names. */
const MOST_WAYS = 2000;

/** The ways from a body to a definition, as prefixes of names: "flow/", "outer/flow/". The body itself has the way "". */
function ways(graph: Graph, from: string | undefined, to: string | undefined): readonly string[] {
  const found: string[] = [];
  let steps = 0;
  const walk = (at: string | undefined, prefix: string, open: readonly (string | undefined)[]): void => {
    if (++steps > MOST_WAYS) return;
    if (at === to) {
      found.push(prefix);
      return;
    }
    const nodes = at === undefined ? graph.nodes : (subgraphOf(graph, at)?.nodes ?? []);
    for (const n of nodes) {
      const inside = n.kind === GROUP ? insideOf(n) : undefined;
      if (inside !== undefined && !open.includes(inside)) walk(inside, `${prefix}${n.id}${SLASH}`, [...open, inside]);
    }
  };
  walk(from, '', [from]);
  return found;
}

/** Rewrites every name that means a node of the body `within`, from wherever it is said. `to` gets the name as it is said in that body. */
export function rewriteNames(graph: Graph, within: string | undefined, to: (path: string) => string | undefined): Graph {
  const inBody = (nodes: readonly GraphNode[], from: string | undefined): readonly GraphNode[] => {
    const prefixes = ways(graph, from, within);
    if (prefixes.length === 0) return nodes;
    let changed = false;
    const next = nodes.map((node) => {
      const params = mapNames(node.params, (path) => renamed(path, prefixes, to));
      if (params === node.params) return node;
      changed = true;
      return { ...node, params };
    });
    return changed ? next : nodes;
  };
  const nodes = inBody(graph.nodes, undefined);
  const subgraphs = Object.entries(graph.subgraphs).map(([id, s]): [string, Subgraph] => {
    const next = isGroupBody(s) ? inBody(s.nodes, id) : s.nodes;
    return [id, next === s.nodes ? s : { ...s, nodes: next }];
  });
  const prefixes = ways(graph, undefined, within);
  const clamps = Object.fromEntries(
    Object.entries(graph.clamps).map(([path, v]): [string, Json] => [renamed(path, prefixes, to) ?? path, v]),
  );
  return {
    ...graph,
    nodes,
    clamps: sameKeys(clamps, graph.clamps) ? graph.clamps : clamps,
    subgraphs: subgraphs.every(([id, s]) => graph.subgraphs[id] === s) ? graph.subgraphs : Object.fromEntries(subgraphs),
  };
}
const sameKeys = (a: Params, b: Params): boolean => Object.keys(a).every((key) => Object.hasOwn(b, key));
function renamed(path: string, prefixes: readonly string[], to: (path: string) => string | undefined): string | undefined {
  for (const prefix of prefixes) {
    const made = path.startsWith(prefix) ? to(path.slice(prefix.length)) : undefined;
    if (made !== undefined) return prefix + made;
  }
  return undefined;
}
/** "flow/net" → "flow", "/net" */
export function split(path: string): readonly [string, string] {
  const slash = path.indexOf(SLASH);
  return slash < 0 ? [path, ''] : [path.slice(0, slash), path.slice(slash)];
}

/** The graph with a definition changed. */
export function withSubgraph(graph: Graph, id: string, change: (inside: Subgraph) => Subgraph): Graph {
  const inside = subgraphOf(graph, id);
  return inside === undefined ? graph : { ...graph, subgraphs: { ...graph.subgraphs, [id]: change(inside) } };
}
/** Changes the wires around every use of a group. */
export function rewireUses(graph: Graph, definition: string, change: (wires: readonly Wire[], use: string) => readonly Wire[]): Graph {
  let next = graph;
  for (const { within, node } of usesOf(graph, definition))
    next =
      within === undefined
        ? { ...next, wires: change(next.wires, node.id) }
        : withSubgraph(next, within, (s) => ({ ...s, wires: change(s.wires, node.id) }));
  return next;
}
/** Takes values of settings that a group shows no longer out of its uses. */
export function forgetValues(graph: Graph, definition: string, names: ReadonlySet<string>): Graph {
  const without = (nodes: readonly GraphNode[]): readonly GraphNode[] =>
    nodes.map((n) =>
      n.kind === GROUP && insideOf(n) === definition
        ? { ...n, params: [...names].reduce((all, name) => withEntry(all, name, undefined), n.params) }
        : n,
    );
  return {
    ...graph,
    nodes: without(graph.nodes),
    subgraphs: Object.fromEntries(Object.entries(graph.subgraphs).map(([id, s]) => [id, { ...s, nodes: without(s.nodes) }])),
  };
}

/** After a node has been renamed in its body. */
export function withRenamed(graph: Graph, within: string | undefined, from: string, to: string): Graph {
  const named = rewriteNames(graph, within, (path) => {
    const [head, rest] = split(path);
    return head === from ? to + rest : undefined;
  });
  if (within === undefined || !isGroupBody(subgraphOf(graph, within))) return named;
  const port = (name: string): string => (name === from ? to : name);
  const wired = rewireUses(named, within, (wires, use) =>
    wires.map((w) =>
      (w.from.node === use && w.from.port === from) || (w.to.node === use && w.to.port === from)
        ? {
            from: w.from.node === use ? { node: use, port: port(w.from.port) } : w.from,
            to: w.to.node === use ? { node: use, port: port(w.to.port) } : w.to,
          }
        : w,
    ),
  );
  return withPromoted(wired, within, (all) => all.map((p) => (p.node === from ? { ...p, node: to } : p)));
}
/** After nodes have been removed from their body. */
export function withoutNodes(graph: Graph, within: string | undefined, ids: readonly string[]): Graph {
  const gone = new Set(ids);
  const prefixes = ways(graph, undefined, within);
  const clamps = Object.keys(graph.clamps)
    .filter((path) => prefixes.some((prefix) => path.startsWith(prefix) && gone.has(split(path.slice(prefix.length))[0])))
    .reduce((all, path) => withEntry(all, path, undefined), graph.clamps);
  const unclamped = clamps === graph.clamps ? graph : { ...graph, clamps };
  if (within === undefined || !isGroupBody(subgraphOf(graph, within))) return unclamped;
  const wired = rewireUses(unclamped, within, (wires, use) =>
    wires.filter((w) => !(w.from.node === use && gone.has(w.from.port)) && !(w.to.node === use && gone.has(w.to.port))),
  );
  const lost = (subgraphOf(graph, within)?.promoted ?? []).filter((p) => gone.has(p.node)).map((p) => p.name);
  if (lost.length === 0) return wired;
  const kept = withPromoted(wired, within, (all) => all.filter((p) => !gone.has(p.node)));
  return forgetValues(kept, within, new Set(lost));
}
function withPromoted(graph: Graph, id: string, change: (all: readonly Promotion[]) => readonly Promotion[]): Graph {
  return withSubgraph(graph, id, (s) => {
    if (s.promoted === undefined) return s;
    const { promoted, ...rest } = s;
    const next = change(promoted);
    return next.length === 0 ? rest : { ...rest, promoted: next };
  });
}
