/** Which drawings stand as they were laid out here: those may be laid out again without asking. */
import type { Graph, Point } from '../../graph/model.ts';
import { tidy } from '../tidy.ts';
import { sizesOf } from './view.ts';

/** Beyond this the line of a model is longer than any screen. */
const MANY = 24;
const given = new Set<string>();
const key = (id: string, { x, y }: Point): string => `${id} ${x} ${y}`;

/** Nobody has moved a node since. */
export const isLaidOut = (graph: Graph): boolean =>
  graph.frames.length === 0 && graph.nodes.length < MANY && graph.nodes.every((n) => given.has(key(n.id, n.position)));

/** New places for every node, remembered as ours. */
export function laidOut(graph: Graph): Readonly<Record<string, Point>> {
  const places = tidy(graph, sizesOf(graph));
  for (const [id, p] of Object.entries(places)) given.add(key(id, p));
  return places;
}
/** A node put where there was room, not where the user wanted it. */
export const placedHere = (id: string, at: Point): void => void given.add(key(id, at));
