/** How large a node will be before the browser has measured it. */
import { isBorder, REROUTE } from '../../graph/groups/kinds.ts';
import type { GraphNode, Wire } from '../../graph/model.ts';
import type { Space } from '../../graph/space.ts';
import type { Shows } from '../../graph/vocabulary.ts';
import { NODES } from '../../nodes/registry.ts';
import { CIRCLE, DOT } from './ports.ts';

interface Drawn {
  readonly nodes: readonly GraphNode[];
  readonly wires: readonly Wire[];
}
export interface Expected {
  readonly width: number;
  readonly height: number;
  /** A picture will stand beside it. */
  readonly beside?: boolean | undefined;
}
type Spaces = ReadonlyMap<string, Space>;
const known = new WeakMap<readonly Wire[], ReadonlyMap<string, readonly Wire[]>>();
/** Wires by the node that they leave: asked for every node after each step. */
function leaving(wires: readonly Wire[]): ReadonlyMap<string, readonly Wire[]> {
  const found = known.get(wires);
  if (found) return found;
  const made = new Map<string, Wire[]>();
  for (const w of wires) {
    const list = made.get(w.from.node);
    if (list) list.push(w);
    else made.set(w.from.node, [w]);
  }
  known.set(wires, made);
  return made;
}
/** What a node shows while the model learns: by itself, or for what it is wired to. */
export function showsOf(node: GraphNode, { nodes, wires }: Drawn): readonly Shows[] {
  const wired = (leaving(wires).get(node.id) ?? []).map(
    (w) => NODES.get(nodes.find((n) => n.id === w.to.node)?.kind ?? '')?.inputs[w.to.port]?.shows,
  );
  return [NODES.get(node.kind)?.shows, ...wired].filter((s) => s !== undefined);
}
/** Does a circle show a picture beside it, once the model runs? */
export const hasPictureBeside = (node: GraphNode): boolean => {
  const definition = NODES.get(node.kind);
  return definition?.category === 'variable' && definition.shows !== undefined && node.collapsed !== true && node.muted !== true;
};
/** Pictures that every card of such a node gets; the others are of the plane alone. */
const ANYWHERE: ReadonlySet<Shows> = new Set(['posterior', 'draws', 'next', 'noised']);
const isPlane = (s: Space | undefined): boolean => s?.shape.length === 1 && s.shape[0] === 2;

/** Sizes of a drawing's nodes, with room for the pictures that come when it runs. @param spaces where they are known */
export function expectedSizes(drawn: Drawn, spaces: Spaces = new Map()): (id: string) => Expected {
  const { nodes, wires } = drawn;
  const byId = new Map(nodes.map((n) => [n.id, n]));
  const samples = new Set(wires.filter((w) => w.to.port === 'p' && byId.get(w.to.node)?.kind === 'Observed').map((w) => w.from.node));
  const flat = nodes.some((n) => n.kind === 'Observed' && isPlane(spaces.get(`${n.id}.x`)));
  const pictured = (n: GraphNode): boolean =>
    samples.has(n.id) || showsOf(n, drawn).some((s) => ANYWHERE.has(s) || (flat && s !== 'manifold'));
  return (id) => {
    const node = byId.get(id)!;
    return { ...expectedSize(node, !node.collapsed && pictured(node)), beside: hasPictureBeside(node) };
  };
}

/** With its title and the losses that it shows once the model runs. */
function pillWidth({ kind, label }: GraphNode): number {
  const { title = kind, outputs = {} } = NODES.get(kind) ?? {};
  return Math.round(40 + 7.2 * (label ?? title).length + 45 * Object.keys(outputs).length);
}
/** Kinds that show a picture before anything runs. */
const PICTURED: ReadonlySet<string> = new Set(['Dataset', 'NoiseSchedule']);
/** `drawn`: the node shows a picture once the model runs. */
export function expectedSize(node: GraphNode, drawn = false): { readonly width: number; readonly height: number } {
  const category = NODES.get(node.kind)?.category;
  if (node.kind === REROUTE) return { width: DOT, height: DOT };
  if (isBorder(node)) return { width: 84, height: 34 };
  if (category === 'variable') return { width: CIRCLE, height: CIRCLE };
  if (category === 'objective') return { width: pillWidth(node), height: 40 };
  if (category === 'note') return { width: 240, height: 80 };
  if (category === 'training') return { width: 168, height: node.collapsed ? 60 : 136 };
  if (node.kind === 'NoiseSchedule') return { width: 168, height: node.collapsed ? 40 : 158 + (drawn ? 38 : 0) };
  return { width: 168, height: PICTURED.has(node.kind) || drawn ? 158 : 60 };
}
