/** Where the user is in the drawing: on the canvas, inside a group, among the layers of a network; and what is called how from there. */
import type { Compiled } from '../compiler/compiled.ts';
import type { Place } from '../graph/diagnostic.ts';
import { flatten } from '../graph/groups/flatten.ts';
import { GROUP, insideOf, isGroupBody, SLASH, subgraphOf } from '../graph/groups/kinds.ts';
import { shapeOf } from '../graph/groups/shapes.ts';
import type { Graph, GraphNode } from '../graph/model.ts';
import type { Space } from '../graph/space.ts';
import type { KindShape } from '../graph/vocabulary.ts';
import { NODES } from '../nodes/registry.ts';
import { bodyOf, graphNow, useDocument } from './stores/document.ts';
import { session } from './stores/session.ts';
import { useWhere } from './where.tsx';

export type PlaceKind = 'canvas' | 'group' | 'network';
export const placeKind = (graph: Graph, within: string | undefined): PlaceKind =>
  within === undefined ? 'canvas' : isGroupBody(subgraphOf(graph, within)) ? 'group' : 'network';
export const placeNow = (): PlaceKind => placeKind(graphNow(), session().within);
export function usePlaceKind(): PlaceKind {
  const { within } = useWhere();
  return useDocument((s) => placeKind(s.history.present.graph, within));
}
/** May a kind of node stand there? Bends are of use everywhere. */
export function fitsPlace(d: KindShape, place: PlaceKind): boolean {
  if (d.kind === 'Reroute' || d.category === 'note') return true;
  if (place === 'network') return d.layer === true || d.category === 'network';
  return d.layer !== true && (d.border !== true || place === 'group');
}

/** What a node of the open drawing is called in programs: "flow/coupling". */
export const prefixOf = (path: readonly string[]): string => path.map((id) => id + SLASH).join('');
export const flatId = (id: string): string => prefixOf(session().path) + id;
export function useFlatId(id: string): string {
  return prefixOf(useWhere().path) + id;
}
/** The node of the open drawing that something is about: the node itself, or the group around it. */
export function localNode(at: Place, path: readonly string[], within: string | undefined): string | undefined {
  if (at.node === undefined) return undefined;
  // Layers are called by their network's drawing, which several nodes may share.
  if (at.within !== undefined) return at.within === within ? at.node : undefined;
  const prefix = prefixOf(path);
  if (!at.node.startsWith(prefix)) return undefined;
  const rest = at.node.slice(prefix.length);
  const slash = rest.indexOf(SLASH);
  return slash < 0 ? rest : rest.slice(0, slash);
}
/** Is it about exactly this node, and not about something inside it? */
export const isExactly = (at: Place, id: string, path: readonly string[], within: string | undefined): boolean =>
  at.within === undefined ? at.node === prefixOf(path) + id : at.within === within && at.node === id;

/** The Space of a port of the open drawing; groups and bends have that of what they pass on. */
export function spaceAt(graph: Graph, compiled: Compiled | undefined, node: string, port: string): Space | undefined {
  const key = `${node}.${port}`;
  return compiled?.spaces.get(flatten(graph).ports.get(key) ?? key);
}

/** The ports and settings a node has where it stands. */
export function useShape(node: GraphNode): KindShape | undefined {
  const { within } = useWhere();
  return useDocument((s) => shapeOf(s.history.present.graph, NODES, within, node));
}
export const shapeNow = (node: GraphNode): KindShape | undefined => shapeOf(graphNow(), NODES, session().within, node);

/** Does it open? A group whose inside is missing and a network without layers get one when they do. */
export const opens = (node: GraphNode): boolean => node.kind === GROUP || node.kind === 'CustomNetwork';

/** What is open at the end of a way of node ids; undefined where the way ends nowhere. */
export function withinOf(graph: Graph, path: readonly string[]): { readonly within: string | undefined } | undefined {
  let within: string | undefined;
  for (const id of path) {
    const node = bodyOf(graph, within).nodes.find((n) => n.id === id);
    const inside = node && opens(node) ? insideOf(node) : undefined;
    if (inside === undefined || subgraphOf(graph, inside) === undefined) return undefined;
    within = inside;
  }
  return { within };
}
/** The way to a node by its full name, and what it is called there. */
export function wayTo(graph: Graph, name: string): { readonly path: readonly string[]; readonly id: string } {
  const parts = name.split(SLASH);
  let path = parts.slice(0, -1);
  while (path.length > 0 && withinOf(graph, path) === undefined) path = path.slice(0, -1);
  return { path, id: parts[path.length] ?? name };
}
