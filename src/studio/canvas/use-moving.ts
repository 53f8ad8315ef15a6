/** Dragging on the canvas: frames carry what stands in them, Alt drags copies off, snap lines, and nodes dropped on wires. */
import { type NodeChange, type Viewport, useReactFlow } from '@xyflow/react';
import { type RefObject, useCallback, useRef } from 'react';
import type { Command } from '../../graph/commands.ts';
import { spliceCommands, spliced } from '../../graph/edits/flow.ts';
import { carried, inside } from '../../graph/frames.ts';
import type { Point, Wire } from '../../graph/model.ts';
import { showEnd, wireKey } from '../../graph/wires.ts';
import { NODES } from '../../nodes/registry.ts';
import { dropCopies } from '../actions/clipboard.ts';
import { type Size, useCanvas } from '../stores/canvas.ts';
import { bodyOf, dispatch, graphNow, useDocument } from '../stores/document.ts';
import { endDrag, useDrag } from '../stores/drag.ts';
import { type Tab, session } from '../stores/session.ts';
import { type Load, carry } from './carry.ts';
import { type Curve, curvesIn, curvesNear } from './curves.ts';
import { around, snapTo } from './guides.ts';
import type { Box } from './ports.ts';
import { expectedSize } from './sizes.ts';
import type { FlowNode } from './use-flow.ts';

/** Panels that answer to what is selected by marking it; they stay where the user has gone to them. */
const STAYS: ReadonlySet<Tab> = new Set(['model', 'programs']);
const stays = (): boolean => STAYS.has(session().tab) && session().asked === session().tab;

/** Snap lines reach this far, in pixels of the screen. */
const REACH = 5;
/** Beyond this many nodes only near ones give snap lines. */
const FAR = 1200;

type DragStart = (event: { readonly altKey?: boolean }, node: FlowNode, dragged: readonly FlowNode[]) => void;

interface Drag {
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
const wireOf = (key: string): Wire | undefined => bodyOf(graphNow(), session().within).wires.find((w) => wireKey(w) === key);
/** The wire nearest to a point that a node, there already, can be put into. */
const fitsInto = (node: string, key: string): boolean => {
  const wire = wireOf(key);
  return wire !== undefined && spliced(graphNow(), NODES, node, wire, session().within) !== undefined;
};
function boxOf(id: string, at?: Point): Box | undefined {
  const node = bodyOf(graphNow(), session().within).nodes.find((n) => n.id === id);
  return node && { ...(at ?? node.position), ...(useCanvas.getState().measured.get(id) ?? expectedSize(node)) };
}

/** @param culled only what is in sight is on the page */
export function useMoving(
  area: RefObject<HTMLElement | null>,
  culled: boolean,
): {
  readonly onNodesChange: (changes: NodeChange<FlowNode>[]) => void;
  readonly onDragStart: DragStart;
  readonly onDragStop: () => void;
} {
  const flow = useReactFlow();
  const drag = useRef<Drag | undefined>(undefined);

  const onDragStart = useCallback<DragStart>(
    (event, node, dragged) => {
      const frame = node.type === 'frame' ? node : undefined;
      const ids = new Set(dragged.map((n) => n.id));
      const { within } = session();
      const riding = new Set(
        within === undefined ? dragged.flatMap((n) => (n.type === 'frame' ? inside(graphNow(), n.data.frame) : [])) : [],
      );
      const { measured } = useCanvas.getState();
      const { nodes, wires } = bodyOf(graphNow(), within);
      const sizes = new Map(nodes.map((n) => [n.id, measured.get(n.id) ?? expectedSize(n)]));
      const still = nodes.filter((n) => !ids.has(n.id) && !riding.has(n.id)).map((n) => ({ ...n.position, ...sizes.get(n.id)! }));
      const copying = event.altKey === true && !frame;
      const alone = dragged.length === 1 && !frame && !copying ? node.id : undefined;
      const own = new Set(wires.filter((w) => w.from.node === alone || w.to.node === alone).map(wireKey));
      const curves = alone !== undefined && area.current ? curvesIn(area.current).filter((c) => !own.has(c.id)) : [];
      const moved = new Set([...ids, ...riding]);
      const view = culled ? flow.getViewport() : undefined;
      const whole = [...session().selection].every((id) => moved.has(id));
      const load = !copying && area.current ? carry(area.current, moved, wires, whole) : undefined;
      const from = new Map([...nodes, ...graphNow().frames].map((item) => [item.id, item.position]));
      drag.current = { copying, sizes, from, still, alone, curves, into: new Map(), load, view, to: {} };
    },
    [area, culled, flow],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]): void => {
      const measured = new Map<string, Size>();
      const moving: Record<string, Point> = {};
      const settled: Record<string, Point> = {};
      const selection = new Set(session().selection);
      // Pulling a frame's edge moves its corner and nothing else; the frame itself says so.
      const resized = new Set(changes.flatMap((c) => (c.type === 'dimensions' && c.resizing !== undefined ? [c.id] : [])));
      let chosen = false;
      for (const c of changes) {
        if (c.type === 'dimensions' && c.dimensions) {
          measured.set(c.id, c.dimensions);
        } else if (c.type === 'position' && c.position && !resized.has(c.id)) (c.dragging ? moving : settled)[c.id] = c.position;
        else if (c.type === 'select') {
          chosen = true;
          if (c.selected) selection.add(c.id);
          else selection.delete(c.id);
        }
      }
      if (measured.size > 0) useCanvas.setState((s) => ({ measured: new Map([...s.measured, ...measured]) }));
      if (chosen) session().set({ selection, ...(selection.size > 0 && !stays() && { tab: 'node' as const }) });
      const now = drag.current;
      if (Object.keys(moving).length > 0) {
        if (now) dragTo(now, moving, flow.getViewport());
        else useDrag.setState({ moving });
      }
      if (Object.keys(settled).length > 0) drop(now, settled);
    },
    [flow],
  );
  const onDragStop = useCallback((): void => {
    letGo(drag.current);
    drag.current = undefined;
  }, []);
  return { onNodesChange, onDragStart, onDragStop };
}

/** What stands in a frame moves with it. */
const withRiders = (moves: Readonly<Record<string, Point>>): Readonly<Record<string, Point>> =>
  session().within === undefined ? carried(graphNow(), moves) : moves;

/** The wire that a node let go here would be put into. */
const hint = (splice: string | undefined): void => {
  if (useCanvas.getState().splice !== splice) useCanvas.setState({ splice });
};
function dragTo(drag: Drag, dragged: Readonly<Record<string, Point>>, view: Viewport): void {
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
function letGo(drag: Drag | undefined): void {
  drag?.load?.end();
  endDrag();
  hint(undefined);
}
function wireUnder(drag: Drag, node: string, box: Box): string | undefined {
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const reach = Math.min(box.width, box.height) * 0.4;
  return curvesNear(drag.curves, middle, reach).find((key) => {
    const known = drag.into.get(key) ?? fitsInto(node, key);
    drag.into.set(key, known);
    return known;
  });
}

/** One step of history for everything that moved together; a run of arrow keys is one step too. */
function drop(drag: Drag | undefined, settled: Readonly<Record<string, Point>>): void {
  const { copies } = useDrag.getState();
  const { splice } = useCanvas.getState();
  const ids = Object.keys(settled);
  if (drag?.copying) {
    const [first] = Object.keys(copies);
    const from = first === undefined ? undefined : boxOf(first);
    if (first !== undefined && from) dropCopies(Object.keys(copies), { x: copies[first]!.x - from.x, y: copies[first]!.y - from.y });
  } else if (drag) {
    const to = withRiders({ ...settled, ...drag.to });
    if (ids.some((id) => to[id] !== undefined)) commitMoves(to, undefined, drag.alone, splice);
  } else commitMoves(withRiders(settled), `arrows:${ids.join()}`);
  letGo(drag);
}
function commitMoves(moves: Readonly<Record<string, Point>>, key?: string, alone?: string, splice?: string): void {
  const graph = graphNow();
  const { within } = session();
  const frames = graph.frames.filter((f) => moves[f.id] !== undefined);
  const positions = Object.fromEntries(Object.entries(moves).filter(([id]) => !frames.some((f) => f.id === id)));
  const place = within === undefined ? {} : { within };
  const move: Command = { type: 'move-nodes', positions, ...place };
  const wire = splice === undefined ? undefined : wireOf(splice);
  const put = wire && alone !== undefined ? spliced(graph, NODES, alone, wire, within) : undefined;
  if (wire && put) {
    const name = `Put ${alone} between ${showEnd(wire.from)} and ${showEnd(wire.to)}`;
    dispatch({ type: 'batch', name, commands: [move, ...spliceCommands(wire, put)], ...place });
  } else if (frames.length === 0) {
    if (Object.keys(positions).length > 0) dispatch(move, key);
    return;
  } else
    dispatch({
      type: 'batch',
      name: 'Move frame',
      commands: [
        ...frames.map((f) => ({ type: 'move-frame', id: f.id, position: moves[f.id]! }) as const),
        ...(Object.keys(positions).length > 0 ? [move] : []),
      ],
    });
  useDocument.getState().settle();
}
