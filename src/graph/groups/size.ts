/** How much a group unfolds to, known before it is unfolded: a small file must not become a large drawing. */
import { LIMITS } from '../limits.ts';
import type { Graph, GraphNode } from '../model.ts';
import { definitionOf, GROUP, insideOf } from './kinds.ts';

export interface Unfolded {
  readonly nodes: number;
  readonly wires: number;
  readonly depth: number;
}
const ENDLESS: Unfolded = { nodes: Infinity, wires: Infinity, depth: Infinity };

export const isEndless = (size: Unfolded): boolean => size.depth === Infinity;
export const isTooLarge = ({ nodes, wires, depth }: Unfolded): boolean =>
  nodes > LIMITS.nodes || wires > LIMITS.wires || depth > LIMITS.nesting;

/** Sizes of groups; endless for one that contains itself, at any depth. */
export function unfoldedSizes(graph: Pick<Graph, 'subgraphs'>): (group: GraphNode) => Unfolded {
  const known = new Map<string, Unfolded>();
  const open = new Set<string>();
  const of = (group: GraphNode): Unfolded => {
    const id = insideOf(group) ?? '';
    const inside = definitionOf(graph, group);
    if (inside === undefined) return { nodes: 1, wires: 0, depth: 0 };
    const hit = known.get(id);
    if (hit !== undefined) return hit;
    if (open.has(id)) return ENDLESS;
    open.add(id);
    let size: Unfolded = { nodes: inside.nodes.length, wires: inside.wires.length, depth: 0 };
    for (const node of inside.nodes) {
      if (node.kind !== GROUP) continue;
      const inner = of(node);
      size = { nodes: size.nodes + inner.nodes, wires: size.wires + inner.wires, depth: Math.max(size.depth, inner.depth) };
    }
    open.delete(id);
    const whole = { ...size, depth: size.depth + 1 };
    known.set(id, whole);
    return whole;
  };
  return of;
}
/** The way on which a group contains itself, as ids of definitions; undefined if it does not. */
export function circleOf(graph: Pick<Graph, 'subgraphs'>, group: GraphNode): readonly string[] | undefined {
  const path: string[] = [];
  const done = new Set<string>();
  const walk = (node: GraphNode): readonly string[] | undefined => {
    const id = insideOf(node) ?? '';
    const at = path.indexOf(id);
    if (at >= 0) return [...path.slice(at), id];
    const inside = done.has(id) ? undefined : definitionOf(graph, node);
    if (inside === undefined) return undefined;
    done.add(id);
    path.push(id);
    for (const inner of inside.nodes) {
      const found = inner.kind === GROUP ? walk(inner) : undefined;
      if (found !== undefined) return found;
    }
    path.pop();
    return undefined;
  };
  return walk(group);
}
