/** How large a node will be before the browser has measured it. */
import { isBorder, REROUTE } from '../../graph/groups/kinds.ts';
import type { GraphNode, Wire } from '../../graph/model.ts';
import { NODES } from '../../nodes/registry.ts';
import { CIRCLE, DOT } from './ports.ts';

interface Drawn {
  readonly nodes: readonly GraphNode[];
  readonly wires: readonly Wire[];
}
/** Sizes of a drawing's nodes, with room for the pictures that come when it runs. */
export function expectedSizes({ nodes, wires }: Drawn): (id: string) => { readonly width: number; readonly height: number } {
  const byId = new Map(nodes.map((n) => [n.id, n]));
  const drawn = new Set(wires.filter((w) => w.to.port === 'p' && byId.get(w.to.node)?.kind === 'Observed').map((w) => w.from.node));
  return (id) => expectedSize(byId.get(id)!, drawn.has(id));
}

/** Kinds that show a picture before anything runs. */
const PICTURED: ReadonlySet<string> = new Set(['Dataset', 'NoiseSchedule']);
/** `drawn`: the node shows a picture of what it draws once the model runs. */
export function expectedSize(node: GraphNode, drawn = false): { readonly width: number; readonly height: number } {
  const category = NODES.get(node.kind)?.category;
  if (node.kind === REROUTE) return { width: DOT, height: DOT };
  if (isBorder(node)) return { width: 84, height: 34 };
  if (category === 'variable') return { width: CIRCLE, height: CIRCLE };
  if (category === 'objective') return { width: 110, height: 40 };
  if (category === 'note') return { width: 240, height: 80 };
  return { width: 168, height: PICTURED.has(node.kind) || drawn ? 158 : 60 };
}
