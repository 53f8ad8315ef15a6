/** The keyboard on the canvas: walking over nodes, ports and wires, and wiring. The rest are shortcuts of the whole page. */
import type { End } from '../../graph/model.ts';
import { showEnd, wireKey } from '../../graph/wires.ts';
import { disconnect } from '../actions/connect.ts';
import { removeLeavingGaps, removeSelected } from '../actions/nodes.ts';
import { opens, shapeNow } from '../place.ts';
import { useCanvas } from '../stores/canvas.ts';
import { bodyOf, graphNow } from '../stores/document.ts';
import { select, session } from '../stores/session.ts';
import { toast } from '../stores/toasts.ts';
import { type Place, focusNode, focusPort, middleOf, placeOf } from './focus.ts';
import { portsOf } from './placing.ts';
import { type Direction, type Port, firstPort, nodeTowards, portTowards } from './walk.ts';

const ARROWS: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };
const bodyNow = () => bodyOf(graphNow(), session().within);
const nodeNow = (id: string) => bodyNow().nodes.find((n) => n.id === id);

/** How often each port was left along its wires. */
const turns = new Map<string, number>();

function goTo({ end, side }: Port): void {
  reveal(end.node);
  focusPort(end, side);
}
const isMounted = (id: string): boolean => document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`) !== null;
/** Nodes out of sight are not drawn: the view goes to them first. */
function reveal(id: string): void {
  if (!isMounted(id)) useCanvas.getState().focus?.([id]);
}
function enterPorts(id: string): boolean {
  const node = nodeNow(id);
  if (!node) return false;
  const { wires } = bodyNow();
  const required = (port: string): boolean => shapeNow(node)?.inputs[port]?.arity !== 'optional';
  const first = firstPort(wires, id, portsOf(node, shapeNow(node), wires), required);
  if (first) goTo(first);
  return first !== undefined;
}
/** Opens the list of what fits a port. */
function wireFrom({ end, side }: Port): void {
  const at = middleOf({ at: 'port', end, side });
  const place = at && useCanvas.getState().project?.(at);
  if (!place) return;
  const dx = side === 'output' ? 260 : -260;
  useCanvas.setState({ quickAdd: { ...place, at: { x: place.at.x + dx, y: place.at.y - 30 }, from: { end, side }, existing: true } });
}
/** Enter opens groups, networks and notes; C begins a wire there. */
const opensInPlace = (id: string): boolean => {
  const node = nodeNow(id);
  return node === undefined || opens(node) || node.kind === 'Note';
};
export function startWire(id: string): boolean {
  const node = nodeNow(id);
  if (!node) return false;
  const { wires } = bodyNow();
  const required = (port: string): boolean => shapeNow(node)?.inputs[port]?.arity !== 'optional';
  const port = firstPort(wires, id, portsOf(node, shapeNow(node), wires), required);
  if (port) wireFrom(port);
  return port !== undefined;
}
function unwire({ node, port }: End, side: Port['side']): void {
  const cut = bodyNow().wires.filter(
    (w) => (side === 'input' ? w.to : w.from).node === node && (side === 'input' ? w.to : w.from).port === port,
  );
  if (cut.length === 0) toast('plain', `${showEnd({ node, port })} has no wire.`);
  else disconnect(cut);
}
function walkFromPort(port: Port, direction: Direction): void {
  const node = nodeNow(port.end.node);
  if (!node) return;
  const { wires } = bodyNow();
  const key = `${port.side} ${showEnd(port.end)}`;
  const outward = (direction === 'left') === (port.side === 'input') && direction !== 'up' && direction !== 'down';
  const turn = turns.get(key) ?? 0;
  if (outward) turns.set(key, turn + 1);
  const next = portTowards(wires, portsOf(node, shapeNow(node), wires), port, direction, turn);
  if (next) goTo(next);
}
/** Left and right follow the wires where there are any. */
function walkFromNode(id: string, direction: Direction, along: boolean): void {
  const { nodes, wires } = bodyNow();
  const side = direction === 'left' ? 'input' : 'output';
  const wire = wires.find((w) => (side === 'input' ? w.to : w.from).node === id);
  const followed = direction === 'up' || direction === 'down' ? undefined : wire && (side === 'input' ? wire.from : wire.to).node;
  const next =
    followed ??
    nodeTowards(
      nodes.map((n) => ({ id: n.id, ...n.position })),
      id,
      direction,
    );
  if (next === undefined) return;
  if (along) select([next]);
  reveal(next);
  focusNode(next);
}
/** Of a large drawing only what is in sight is mounted: Tab goes on to the rest. What is mounted the browser finds. */
function tabOn(id: string, back: boolean): boolean {
  const { nodes } = bodyNow();
  const next = nodes[nodes.findIndex((n) => n.id === id) + (back ? -1 : 1)]?.id;
  if (next === undefined || isMounted(next)) return false;
  reveal(next);
  focusNode(next);
  return true;
}
function remove(place: Place, gap: boolean): void {
  if (place.at === 'port') {
    unwire(place.end, place.side);
    return;
  }
  const { selection, wires } = session();
  if (place.at === 'wire' && !wires.has(place.key)) select([], [place.key]);
  if (place.at === 'node' && !selection.has(place.node)) select([place.node]);
  const { nodes } = bodyNow();
  const going = session().selection;
  const stay = nodes.filter((n) => !going.has(n.id) || (place.at === 'node' && n.id === place.node));
  const at = stay.map((n) => ({ id: n.id, ...n.position }));
  const next =
    place.at === 'node' ? (['left', 'right', 'up', 'down'] as const).map((d) => nodeTowards(at, place.node, d)).find(Boolean) : undefined;
  const target = place.at === 'wire' ? bodyNow().wires.find((w) => wireKey(w) === place.key)?.to : undefined;
  (gap ? removeLeavingGaps : removeSelected)();
  // The keyboard stays on the canvas.
  if (target) focusPort(target, 'input');
  else focusNode(next);
}

/** Whether the key was meant for the canvas and is done with. */
export function onCanvasKey(e: Pick<KeyboardEvent, 'key' | 'target' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): boolean {
  const place = placeOf(e.target);
  if (!place || e.altKey) return false;
  const ctrl = e.ctrlKey || e.metaKey;
  const direction = ARROWS[e.key];
  const bare = !ctrl && !e.shiftKey;
  if (e.key === 'Delete' || e.key === 'Backspace') {
    remove(place, e.shiftKey);
    return true;
  }
  switch (place.at) {
    case 'node': {
      const selected = session().selection.has(place.node);
      if (e.key === 'Tab' && !ctrl) return tabOn(place.node, e.shiftKey);
      if (direction && (ctrl || (bare && !selected))) walkFromNode(place.node, direction, ctrl && selected);
      else if (e.key === 'Enter' && bare && selected) return opensInPlace(place.node) ? false : enterPorts(place.node);
      else if (e.key.toLowerCase() === 'c' && bare) return startWire(place.node);
      else return false;
      return true;
    }
    case 'port':
      if (direction) walkFromPort(place, direction);
      else if (bare && (e.key === 'Enter' || e.key === ' ' || e.key.toLowerCase() === 'c')) wireFrom(place);
      else if (e.key === 'Escape') focusNode(place.end.node);
      else return false;
      return true;
    case 'wire': {
      const wire = bodyNow().wires.find((w) => wireKey(w) === place.key);
      if (!wire || (direction !== 'left' && direction !== 'right')) return false;
      goTo(direction === 'left' ? { end: wire.from, side: 'output' } : { end: wire.to, side: 'input' });
      return true;
    }
  }
}
