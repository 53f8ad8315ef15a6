/** What lies where on the open drawing: sockets on the rims of nodes, pictures beside circles. */
import { isBorder, REROUTE } from '../../graph/groups/kinds.ts';
import { shapesIn } from '../../graph/groups/shapes.ts';
import type { Graph, GraphNode, Wire } from '../../graph/model.ts';
import type { KindShape } from '../../graph/vocabulary.ts';
import { NODES } from '../../nodes/registry.ts';
import { flatId } from '../place.ts';
import type { Size } from '../stores/canvas.ts';
import { useDerived } from '../stores/derived.ts';
import { bodyOf } from '../stores/document.ts';
import { type Circle, PICTURE, placePictures } from './beside-circle.ts';
import { type Box, type PortedNode, type Socket, placeSockets } from './ports.ts';
import { expectedSize, hasPictureBeside } from './sizes.ts';

/** Each node's own wires: hundreds of nodes would each go through hundreds of wires. */
function wiresByNode(wires: readonly Wire[]): ReadonlyMap<string, readonly Wire[]> {
  const own = new Map<string, Wire[]>();
  for (const wire of wires)
    for (const id of new Set([wire.from.node, wire.to.node])) {
      const list = own.get(id);
      if (list) list.push(wire);
      else own.set(id, [wire]);
    }
  return own;
}
/** Declared ports, and for what is not known those that the wires mention. */
export function portsOf(
  n: GraphNode,
  d: KindShape | undefined,
  wires: readonly Wire[],
): { inputs: readonly string[]; outputs: readonly string[] } {
  const into = wires.filter((w) => w.to.node === n.id).map((w) => w.to.port);
  const out = wires.filter((w) => w.from.node === n.id).map((w) => w.from.port);
  return {
    inputs: [...new Set([...Object.keys(d?.inputs ?? {}), ...into])],
    outputs: [...new Set(visibleOutputs(n, d ? Object.keys(d.outputs) : [], out))],
  };
}
/** A data set shows the columns it has. */
function visibleOutputs(n: GraphNode, declared: readonly string[], wired: readonly string[]): readonly string[] {
  if (n.kind !== 'Dataset') return [...declared, ...wired];
  const spaces = useDerived.getState().compiled?.spaces;
  const known = declared.filter((port) => spaces?.has(`${flatId(n.id)}.${port}`));
  return [...declared.filter((port) => (known.length === 0 ? port === 'x' : known.includes(port)) || wired.includes(port)), ...wired];
}

/** Where a picture lies that a circle shows once the model runs, from the circle's corner. */
export interface Corner {
  readonly left: number;
  readonly top: number;
}
export interface Placed {
  readonly sockets: ReadonlyMap<string, readonly Socket[]>;
  readonly pictures: ReadonlyMap<string, Corner>;
}
export function placedOn(graph: Graph, within: string | undefined, measured: ReadonlyMap<string, Size>): Placed {
  const body = bodyOf(graph, within);
  const shapes = shapesIn(graph, NODES, within);
  const wired = wiresByNode(body.wires);
  const ported = body.nodes.map((n): PortedNode => {
    const size = measured.get(n.id) ?? expectedSize(n);
    return {
      id: n.id,
      category: NODES.get(n.kind)?.category,
      form: n.kind === REROUTE ? 'dot' : isBorder(n) ? 'tag' : undefined,
      ...portsOf(n, shapes.get(n.id), wired.get(n.id) ?? []),
      box: { ...n.position, ...size },
    };
  });
  const sockets = placeSockets(ported, body.wires);
  const boxes = new Map<string, Box>(ported.map((n) => [n.id, n.box]));
  const circles = body.nodes.filter(hasPictureBeside).map((n): Circle => {
    const sides = (sockets.get(n.id) ?? []).filter((s) => s.wired).map((s) => s.side);
    return { id: n.id, box: boxes.get(n.id)!, wired: new Set(sides) };
  });
  return { sockets, pictures: placePictures(circles, boxes) };
}

/** Where pictures lie, on the drawing. */
export function pictureBoxes(
  graph: Graph,
  within: string | undefined,
  measured: ReadonlyMap<string, Size>,
): readonly { readonly node: string; readonly box: Box }[] {
  const { pictures } = placedOn(graph, within, measured);
  return bodyOf(graph, within).nodes.flatMap(({ id, position: p }) => {
    const at = pictures.get(id);
    return at ? [{ node: id, box: { x: p.x + at.left, y: p.y + at.top, ...PICTURE } }] : [];
  });
}
