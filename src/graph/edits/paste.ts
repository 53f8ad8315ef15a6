import type { CommandOf } from '../commands.ts';
import { freshName } from '../ids.ts';
import type { GraphNode, Wire } from '../model.ts';
import { coordinateProblem } from '../values.ts';
import { wireKey } from '../wires.ts';
import { refuseValue } from './body.ts';
import type { Body, Outcome } from './body.ts';
import { nodeProblem, renameInParams } from './nodes.ts';

/** The id each pasted node gets, in the order of the nodes: its own if that is free, otherwise a fresh one. */
export function pastedIds(body: Pick<Body, 'nodes'>, nodes: readonly GraphNode[]): readonly string[] {
  const taken = new Set(body.nodes.map((n) => n.id));
  return nodes.map((node) => {
    const id = freshName(node.id, taken);
    taken.add(id);
    return id;
  });
}

export function applyPaste<B extends Body>(body: B, { nodes, wires, offset }: CommandOf<'paste'>): Outcome<B> {
  if (nodes.length === 0) return body;
  const ids = pastedIds(body, nodes);
  const renamed = new Map<string, string>();
  for (const [i, node] of nodes.entries()) {
    const { x, y } = node.position;
    const problem = nodeProblem(node) ?? refuseValue('position', coordinateProblem(x + offset.x, y + offset.y), { node: node.id });
    if (problem !== undefined) return problem;
    // If the clipboard holds an id twice, its wires mean the first.
    if (!renamed.has(node.id)) renamed.set(node.id, ids[i] ?? node.id);
  }
  const rename = (id: string): string => renamed.get(id) ?? id;
  const pasted = nodes.map((node, i): GraphNode => ({
    ...node,
    id: ids[i] ?? node.id,
    params: renameInParams(node.params, rename),
    position: { x: node.position.x + offset.x, y: node.position.y + offset.y },
  }));
  const inside = new Map<string, Wire>();
  for (const { from, to } of wires) {
    if (!renamed.has(from.node) || !renamed.has(to.node) || from.node === to.node) continue;
    const wire = { from: { ...from, node: rename(from.node) }, to: { ...to, node: rename(to.node) } };
    inside.set(wireKey(wire), wire);
  }
  return { ...body, nodes: [...body.nodes, ...pasted], wires: [...body.wires, ...inside.values()] };
}
