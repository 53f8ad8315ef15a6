import type { CommandOf } from '../../commands.ts';
import { bypass } from '../../groups/bypass.ts';
import { definitionOf, GROUP_INPUT, GROUP_OUTPUT, IN, insideOf, isBorder, OUT, SLASH, usesOf } from '../../groups/kinds.ts';
import { mapNames } from '../../groups/names.ts';
import { freshName } from '../../ids.ts';
import type { End, Graph, GraphNode, Params, Subgraph, Wire } from '../../model.ts';
import { withEntry, refuse, Refused, withinLimits } from '../body.ts';
import type { Outcome } from '../body.ts';
import { rewriteNames, split, withSubgraph } from './follow.ts';
import { groupPlace, middle } from './pack.ts';

/** Puts what a group holds in its place. The definition goes with its last use. */
export function unpack(graph: Graph, { node: id, within }: CommandOf<'unpack'>): Outcome<Graph> {
  const body = groupPlace(graph, within);
  if (body instanceof Refused) return body;
  const group = body.nodes.find((n) => n.id === id);
  if (group === undefined) return refuse('command-node-missing', { node: id }, { node: id });
  const inside = definitionOf(graph, group);
  const definition = insideOf(group);
  if (inside === undefined || definition === undefined || definition === within)
    return refuse('command-no-group', { node: id }, { node: id });

  const taken = new Set(body.nodes.filter((n) => n !== group).map((n) => n.id));
  const ids = new Map<string, string>();
  const nodes = inside.nodes.filter((n) => !isBorder(n));
  for (const n of nodes) {
    const free = freshName(n.id, taken);
    taken.add(free);
    ids.set(n.id, free);
  }
  const { x, y } = middle(nodes);
  const shift = { x: group.position.x - x, y: group.position.y - y };
  const out = nodes.map((n): GraphNode => {
    const params = mapNames(valued(n, inside, group.params), (path) => {
      const [head, rest] = split(path);
      const to = ids.get(head);
      return to === undefined ? undefined : to + rest;
    });
    const position = { x: n.position.x + shift.x, y: n.position.y + shift.y };
    return { ...n, id: ids.get(n.id) ?? n.id, params, position, ...(group.muted === true && { muted: true }) };
  });

  const wires = joined(body.wires, inside, id, ids);
  const next = { nodes: body.nodes.flatMap((n) => (n === group ? out : [n])), wires };
  // The names that those outside have for nodes inside, while the group still stands.
  const named = rewriteNames(graph, within, (path) => {
    const [head, rest] = split(path);
    const [inner, deeper] = split(rest.slice(1));
    const to = head === id && rest !== '' ? ids.get(inner) : undefined;
    return to === undefined ? undefined : to + deeper;
  });
  const kept = new Map((within === undefined ? named : (named.subgraphs[within] ?? named)).nodes.map((n) => [n.id, n]));
  const placed = { ...next, nodes: next.nodes.map((n) => (out.includes(n) ? n : (kept.get(n.id) ?? n))) };
  const whole: Graph = within === undefined ? { ...named, ...placed } : withSubgraph(named, within, (s) => ({ ...s, ...placed }));
  const last = usesOf(whole, definition).length === 0;
  return withinLimits(graph, last ? { ...whole, subgraphs: withEntry(whole.subgraphs, definition, undefined) } : whole);
}

/** A node's settings with what this use of the group gives them. */
function valued(node: GraphNode, inside: Subgraph, values: Params): Params {
  return (inside.promoted ?? []).reduce<Params>((params, { name, node: id, param }) => {
    const value = id === node.id && name !== 'subgraph' && Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? params : { ...params, [param]: value };
  }, node.params);
}

/** The wires around a group and those in it, as one: its ports are conduits that go. */
function joined(around: readonly Wire[], inside: Subgraph, group: string, ids: ReadonlyMap<string, string>): readonly Wire[] {
  const ports = new Map(inside.nodes.filter(isBorder).map((n) => [n.id, n.kind]));
  // No id has a slash, so these cannot meet a node.
  const port = (name: string): string => SLASH + name;
  const outside = (end: End, kind: string, as: string): End | undefined =>
    end.node !== group ? end : ports.get(end.port) === kind ? { node: port(end.port), port: as } : undefined;
  const within = (end: End): End =>
    ports.has(end.node) ? { ...end, node: port(end.node) } : { ...end, node: ids.get(end.node) ?? end.node };
  const touches = (w: Wire): boolean => w.from.node === group || w.to.node === group;
  const first = around.findIndex(touches);
  const links = around.flatMap((w): readonly Wire[] => {
    const from = outside(w.from, GROUP_OUTPUT, OUT);
    const to = outside(w.to, GROUP_INPUT, IN);
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });
  const inner = inside.wires.map((w): Wire => ({ from: within(w.from), to: within(w.to) }));
  const at = first < 0 ? links.length : Math.min(first, links.length);
  return bypass([...links.slice(0, at), ...inner, ...links.slice(at)], (node) => node.startsWith(SLASH)).wires;
}
