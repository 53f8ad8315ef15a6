/** A drag on its way: what rides along, snap lines, the wire that a node would be put into. */
import type { Viewport } from '@xyflow/react';
import { spliced } from '../../graph/edits/flow.ts';
import { carried, inside } from '../../graph/frames.ts';
import type { Point, Wire } from '../../graph/model.ts';
import { wireKey } from '../../graph/wires.ts';
import { NODES } from '../../nodes/registry.ts';
import { type Size, useCanvas } from '../stores/canvas.ts';
import { bodyOf, graphNow } from '../stores/document.ts';
import { endDrag, useDrag } from '../stores/drag.ts';
import { session } from '../stores/session.ts';
import { type Load, carry } from './carry.ts';
import { type Curve, curvesIn, curvesNear } from './curves.ts';
import { around, snapTo } from './guides.ts';
import type { Box } from './ports.ts';
import { expectedSize } from './sizes.ts';
import type { FlowNode } from './use-flow.ts';

/** Snap lines reach this far, in pixels of the screen. */
const REACH = 5;
/** Beyond this many nodes only near ones give snap lines. */
const FAR = 1200;

export interface Drag {
  readonly copying: boolean;
  /** Of all nodes. */
  readonly sizes: ReadonlyMap<string, Size>;
  /** Of all nodes and frames. */
  readonly from: ReadonlyMap<string, Point>;
  /** What stays where it is. */
  readonly still: readonly Box[];
  /** The one node that is dragged, if it may be put into a wire. */
  readonly alone: string | undefined;
  readonly curves: readonly Curve[];
  readonly into: Map<string, boolean>;
  readonly load: Load | undefined;
  /** While the view stands so, what is carried stays on the page; always, where there is none. */
  readonly view: Viewport | undefined;
  /** Where it would land. */
  to: Readonly<Record<string, Point>>;
}

/** @param view where it stands, where only what is in sight is on the page */
export function beginDrag(
  node: FlowNode,
  dragged: readonly FlowNode[],
  altKey: boolean,
  area: HTMLElement | null,
  view: Viewport | undefined,
): Drag {
  const frame = node.type === 'frame' ? node : undefined;
  const ids = new Set(dragged.map((n) => n.id));
  const { within } = session();
  const riding = new Set(within === undefined ? dragged.flatMap((n) => (n.type === 'frame' ? inside(graphNow(), n.data.frame) : [])) : []);
  const { measured } = useCanvas.getState();
  const { nodes, wires } = bodyOf(graphNow(), within);
  const sizes = new Map(nodes.map((n) => [n.id, measured.get(n.id) ?? expectedSize(n)]));
  const still = nodes.filter((n) => !ids.has(n.id) && !riding.has(n.id)).map((n) => ({ ...n.position, ...sizes.get(n.id)! }));
  const copying = altKey && !frame;
  const alone = dragged.length === 1 && !frame && !copying ? node.id : undefined;
  const own = new Set(wires.filter((w) => w.from.node === alone || w.to.node === alone).map(wireKey));
  const curves = alone !== undefined && area ? curvesIn(area).filter((c) => !own.has(c.id)) : [];
  const moved = new Set([...ids, ...riding]);
  const whole = [...session().selection].every((id) => moved.has(id));
  const load = !copying && area ? carry(area, moved, wires, whole) : undefined;
  const from = new Map([...nodes, ...graphNow().frames].map((item) => [item.id, item.position]));
  return { copying, sizes, from, still, alone, curves, into: new Map(), load, view, to: {} };
}

/** What stands in a frame moves with it. */
export const withRiders = (moves: Readonly<Record<string, Point>>): Readonly<Record<string, Point>> =>
  session().within === undefined ? carried(graphNow(), moves) : moves;

export const wireOf = (key: string): Wire | undefined => bodyOf(graphNow(), session().within).wires.find((w) => wireKey(w) === key);
/** Can a node, there already, be put into a wire? */
const fitsInto = (node: string, key: string): boolean => {
  const wire = wireOf(key);
  return wire !== undefined && spliced(graphNow(), NODES, node, wire, session().within) !== undefined;
};
/** The wire that a node let go here would be put into. */
const hint = (splice: string | undefined): void => {
  if (useCanvas.getState().splice !== splice) useCanvas.setState({ splice });
};
export function dragTo(drag: Drag, dragged: Readonly<Record<string, Point>>, view: Viewport): void {
  const to = withRiders(dragged);
  const boxes = Object.entries(to).flatMap(([id, p]) => {
    const size = drag.sizes.get(id);
    return size ? { ...p, width: size.width, height: size.height } : [];
  });
  const whole = around(boxes);
  const near = whole ? drag.still.filter((b) => Math.abs(b.x - whole.x) < FAR && Math.abs(b.y - whole.y) < FAR) : [];
  const { dx, dy, guides } = whole ? snapTo(whole, near, REACH / view.zoom) : { dx: 0, dy: 0, guides: [] };
  const snapped = Object.fromEntries(Object.entries(to).map(([id, p]) => [id, { x: p.x + dx, y: p.y + dy }]));
  const splice =
    drag.alone !== undefined && whole ? wireUnder(drag, drag.alone, { ...whole, x: whole.x + dx, y: whole.y + dy }) : undefined;
  drag.to = snapped;
  useDrag.setState({ ...shown(drag, snapped, view), guides: splice === undefined ? guides : [] });
  hint(splice);
}
/** What is shown of it: places of copies; else the things themselves, which are carried where all go the same way. */
function shown(
  { copying, load, from, view }: Drag,
  to: Readonly<Record<string, Point>>,
  now: Viewport,
): Partial<ReturnType<typeof useDrag.getState>> {
  if (copying) return { copies: to };
  const ways = Object.entries(to).map(([id, p]) => ({ x: p.x - (from.get(id)?.x ?? NaN), y: p.y - (from.get(id)?.y ?? NaN) }));
  const [by] = ways;
  const stands = !view || (view.x === now.x && view.y === now.y && view.zoom === now.zoom);
  if (!load || !by || !stands || ways.length !== load.ids.size || !ways.every((w) => w.x === by.x && w.y === by.y)) {
    load?.end();
    return { moving: to, carried: undefined };
  }
  load.to(by);
  return { moving: {}, carried: { ids: load.ids, by } };
}
export function letGo(drag: Drag | undefined): void {
  drag?.load?.end();
  endDrag();
  hint(undefined);
}
/** The wire nearest to the middle of a node that it can be put into. */
function wireUnder(drag: Drag, node: string, box: Box): string | undefined {
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const reach = Math.min(box.width, box.height) * 0.4;
  return curvesNear(drag.curves, middle, reach).find((key) => {
    const known = drag.into.get(key) ?? fitsInto(node, key);
    drag.into.set(key, known);
    return known;
  });
}
