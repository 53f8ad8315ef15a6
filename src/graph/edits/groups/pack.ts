import type { CommandOf } from '../../commands.ts';
import { GROUP, GROUP_INPUT, GROUP_OUTPUT, IN, isBorder, isGroupBody, OUT, SLASH, subgraphOf } from '../../groups/kinds.ts';
import { freshName } from '../../ids.ts';
import { isId, LIMITS } from '../../limits.ts';
import type { End, Graph, GraphNode, Point, Subgraph, Wire } from '../../model.ts';
import { lengthProblem } from '../../values.ts';
import { showEnd } from '../../wires.ts';
import { refuse, Refused, refuseValue, withinLimits } from '../body.ts';
import type { Body, Outcome } from '../body.ts';
import { rewriteNames, split, withSubgraph } from './follow.ts';

/** The body that groups can stand in: the canvas, or the inside of a group. */
export function groupPlace(graph: Graph, within: string | undefined): Outcome<Body> {
  if (within === undefined) return graph;
  const inside = subgraphOf(graph, within);
  if (inside === undefined) return refuse('command-subgraph-missing', { within }, { subgraph: within });
  return isGroupBody(inside) ? inside : refuse('command-group-in-network', { within }, {});
}
/** Where a group stands that takes the place of nodes, and where they stand when it is taken apart: the middle of their places, on the grid. */
export function middle(nodes: readonly { readonly position: Point }[]): Point {
  const xs = nodes.map((n) => n.position.x);
  const ys = nodes.map((n) => n.position.y).toSorted((a, b) => a - b);
  const mid = (all: readonly number[]): number => (all.length === 0 ? 0 : Math.round((Math.min(...all) + Math.max(...all)) / 20) * 10 + 0);
  // Most nodes stand on the line that data flow along; what stands above it does not lift the group.
  return { x: mid(xs), y: mid(ys.slice(ys.length >> 1, (ys.length >> 1) + 1)) };
}
const ROOM = 220;
const ROW = 70;

/** Makes one Group node of several nodes: the wires that cross its border become its ports. */
export function pack(graph: Graph, { ids, group, subgraph, title, within }: CommandOf<'pack'>): Outcome<Graph> {
  const body = groupPlace(graph, within);
  if (body instanceof Refused) return body;
  if (!isId(group)) return refuse('command-id-invalid', {}, { id: group });
  if (!isId(subgraph)) return refuse('command-id-invalid', {}, { id: subgraph });
  const wanted = new Set(ids);
  const chosen = body.nodes.filter((n) => wanted.has(n.id) && !isBorder(n));
  if (chosen.length === 0) return refuse('command-nothing-to-group', {}, {});
  const inside = new Set(chosen.map((n) => n.id));
  if (Object.hasOwn(graph.subgraphs, subgraph)) return refuse('command-id-taken', {}, { id: subgraph });
  if (body.nodes.some((n) => n.id === group && !inside.has(n.id))) return refuse('command-id-taken', { node: group }, { id: group });
  const problem = refuseValue('title', lengthProblem(title, LIMITS.title), {});
  if (problem !== undefined) return problem;

  const { inner, outer, border } = crossing(body, chosen, group);
  const definition: Subgraph = { title, kind: 'group', nodes: [...chosen, ...border], wires: inner };
  const made: GraphNode = { id: group, kind: GROUP, version: 1, params: { subgraph }, position: middle(chosen) };
  const left = { nodes: body.nodes.flatMap((n) => (n === chosen[0] ? [made] : inside.has(n.id) ? [] : [n])), wires: outer };
  // Names are said in the lists of those that stay, before the new group stands there with names of its own.
  const without = { nodes: body.nodes.filter((n) => !inside.has(n.id)), wires: outer };
  const place = (g: Graph, next: Body): Graph =>
    within === undefined ? { ...g, ...next } : withSubgraph(g, within, (s) => ({ ...s, ...next }));
  const named = rewriteNames(place(graph, without), within, (path) => (inside.has(split(path)[0]) ? group + SLASH + path : undefined));
  const kept = new Map((within === undefined ? named : subgraphOf(named, within)!).nodes.map((n) => [n.id, n]));
  const whole = place(named, { ...left, nodes: left.nodes.map((n) => (n === made ? n : (kept.get(n.id) ?? n))) });
  return withinLimits(graph, { ...whole, subgraphs: { ...whole.subgraphs, [subgraph]: definition } });
}

/** The name of a port's inner end, unless it says nothing: then that of its outer end. */
const telling = (inner: string, outer: string, otherwise: string): string =>
  [inner, outer].find((port) => port !== IN && port !== OUT) ?? otherwise;

/** Wires inside, wires outside, and the ports between. One source outside is one input; one source inside is one output, called after where it goes if it only says “out”. */
function crossing(
  body: Body,
  chosen: readonly GraphNode[],
  group: string,
): { readonly inner: readonly Wire[]; readonly outer: readonly Wire[]; readonly border: readonly GraphNode[] } {
  const inside = new Set(chosen.map((n) => n.id));
  const taken = new Set(inside);
  const left = Math.min(...chosen.map((n) => n.position.x)) - ROOM;
  const right = Math.max(...chosen.map((n) => n.position.x)) + ROOM;
  const top = Math.min(...chosen.map((n) => n.position.y));
  const ports = new Map<string, string>();
  const border: GraphNode[] = [];
  const counts = { [GROUP_INPUT]: 0, [GROUP_OUTPUT]: 0 };
  const portFor = (kind: typeof GROUP_INPUT | typeof GROUP_OUTPUT, source: End, wish: string): { id: string; isNew: boolean } => {
    const key = showEnd(source);
    const known = ports.get(key);
    if (known !== undefined) return { id: known, isNew: false };
    const plain = isId(wish) ? wish : 'port';
    // A port beside a node of that name says which way it goes.
    const base = inside.has(plain) ? `${plain}_${kind === GROUP_INPUT ? 'in' : 'out'}` : plain;
    const id = freshName(isId(base) ? base : 'port', taken);
    taken.add(id);
    ports.set(key, id);
    const position = { x: kind === GROUP_INPUT ? left : right, y: top + ROW * counts[kind]++ };
    border.push({ id, kind, version: 1, params: {}, position });
    return { id, isNew: true };
  };
  const inner: Wire[] = [];
  const outer: Wire[] = [];
  for (const wire of body.wires) {
    const { from, to } = wire;
    if (inside.has(from.node) === inside.has(to.node)) (inside.has(from.node) ? inner : outer).push(wire);
    else if (inside.has(to.node)) {
      const { id, isNew } = portFor(GROUP_INPUT, from, telling(to.port, from.port, IN));
      inner.push({ from: { node: id, port: OUT }, to });
      if (isNew) outer.push({ from, to: { node: group, port: id } });
    } else {
      const { id, isNew } = portFor(GROUP_OUTPUT, from, telling(from.port, to.port, OUT));
      if (isNew) inner.push({ from, to: { node: id, port: IN } });
      outer.push({ from: { node: group, port: id }, to });
    }
  }
  return { inner, outer, border };
}
