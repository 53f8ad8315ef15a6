/** A drawing as the Eclipse Layout Kernel wants it, with frames as boxes around their nodes, and its answer as places on the grid. */
import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Frame, GraphNode, Point, Wire } from '../../graph/model.ts';
import { wireKey } from '../../graph/wires.ts';
import { CAPTION, PICTURE } from '../canvas/beside-circle.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}
/** Of a node, and whether a picture will stand beside it. */
interface NodeSize extends Size {
  readonly beside?: boolean | undefined;
}
interface Drawn {
  readonly nodes: readonly GraphNode[];
  readonly wires: readonly Wire[];
  readonly frames: readonly Frame[];
}
export interface Places {
  readonly positions: Readonly<Record<string, Point>>;
  readonly frames: Readonly<Record<string, { readonly position: Point; readonly size: Size }>>;
}
const GRID = 10;
const snap = (v: number): number => Math.round(v / GRID) * GRID;
/** Room for a frame's title, and for the captions under circles. */
const PADDING = '[top=40,left=28,bottom=40,right=28]';
const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.spacing.nodeNode': '44',
  'elk.spacing.edgeNode': '24',
  'elk.layered.spacing.nodeNodeBetweenLayers': '64',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
  'elk.layered.considerModelOrder.strategy': 'PREFER_EDGES',
  'elk.separateConnectedComponents': 'true',
  'elk.spacing.componentComponent': '80',
  'elk.aspectRatio': '1.8',
};
const id = { node: (n: string) => `n ${n}`, frame: (f: string) => `f ${f}` };

const holds = (f: Frame, p: Point, s: Size): boolean =>
  p.x >= f.position.x &&
  p.y >= f.position.y &&
  p.x + s.width / 2 < f.position.x + f.size.width &&
  p.y + s.height / 2 < f.position.y + f.size.height;
const area = (f: Frame): number => f.size.width * f.size.height;

/** The smallest frame around each thing. */
export function framesAround({ nodes, frames }: Drawn, sizeOf: (id: string) => Size): ReadonlyMap<string, string> {
  const inside = new Map<string, string>();
  const bySize = frames.toSorted((a, b) => area(a) - area(b));
  for (const n of nodes) {
    const f = bySize.find((x) => holds(x, n.position, sizeOf(n.id)));
    if (f) inside.set(id.node(n.id), f.id);
  }
  for (const [i, f] of bySize.entries()) {
    const outer = bySize.slice(i + 1).find((x) => area(x) > area(f) && holds(x, f.position, f.size));
    if (outer) inside.set(id.frame(f.id), outer.id);
  }
  return inside;
}

/** A picture below a circle and its caption, as a label: room is kept for it, and wires still meet the circle. */
const LABEL = {
  width: PICTURE.width,
  height: PICTURE.height + CAPTION,
  layoutOptions: { 'elk.nodeLabels.placement': 'OUTSIDE V_BOTTOM H_CENTER' },
};
function toChild(name: string, { width, height, beside }: NodeSize): ElkNode {
  return { id: id.node(name), width, height, ...(beside === true && { labels: [{ id: `p ${name}`, text: '', ...LABEL }] }) };
}

export function toElk(drawn: Drawn, sizeOf: (id: string) => NodeSize): ElkNode {
  const inside = framesAround(drawn, sizeOf);
  const notes = drawn.nodes.filter((n) => n.kind === 'Note');
  const children = (frame: string | undefined): ElkNode[] => [
    ...drawn.frames
      .filter((f) => inside.get(id.frame(f.id)) === frame)
      .map((f): ElkNode => {
        const inner = children(f.id);
        // An empty frame keeps its size.
        return { id: id.frame(f.id), layoutOptions: { 'elk.padding': PADDING }, ...(inner.length > 0 ? { children: inner } : f.size) };
      }),
    ...drawn.nodes
      .filter((n) => inside.get(id.node(n.id)) === frame && (frame !== undefined || !notes.includes(n)))
      .map((n) => toChild(n.id, sizeOf(n.id))),
  ];
  const edges = drawn.wires.map((w): ElkExtendedEdge => ({
    id: wireKey(w),
    sources: [id.node(w.from.node)],
    targets: [id.node(w.to.node)],
    // Data that clamps a variable may run long; what the model is made of stays short.
    layoutOptions: {
      'elk.layered.priority.straightness': w.to.port === 'data' ? '0' : '5',
      'elk.layered.priority.shortness': w.to.port === 'data' ? '0' : '5',
    },
  }));
  return { id: 'root', layoutOptions: OPTIONS, children: children(undefined), edges };
}

export function fromElk(laid: ElkNode, drawn: Drawn, sizeOf: (id: string) => Size): Places {
  const positions: Record<string, Point> = {};
  const frames: Record<string, { position: Point; size: Size }> = {};
  const visit = (node: ElkNode, at: Point): void => {
    for (const child of node.children ?? []) {
      const p = { x: at.x + (child.x ?? 0), y: at.y + (child.y ?? 0) };
      const name = child.id.slice(2);
      if (child.id.startsWith('f '))
        frames[name] = {
          position: { x: snap(p.x), y: snap(p.y) },
          size: { width: snap(child.width ?? 0), height: snap(child.height ?? 0) },
        };
      else positions[name] = { x: snap(p.x), y: snap(p.y) };
      visit(child, p);
    }
  };
  visit(laid, { x: 0, y: 0 });
  // Notes that stand in no frame go below, as they are wired to nothing.
  const below = Math.max(
    0,
    ...Object.entries(positions).map(([n, p]) => p.y + sizeOf(n).height),
    ...Object.values(frames).map((f) => f.position.y + f.size.height),
  );
  let x = 0;
  for (const n of drawn.nodes) {
    if (positions[n.id] !== undefined) continue;
    positions[n.id] = { x, y: snap(below + 60) };
    x += snap(sizeOf(n.id).width + 40);
  }
  return { positions, frames };
}
