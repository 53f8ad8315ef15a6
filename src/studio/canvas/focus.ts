/** Where the keyboard is on the canvas: at a node, at one of its ports, or at a wire. */
import type { End } from '../../graph/model.ts';
import { type Place, useCanvas } from '../stores/canvas.ts';

export type { Place } from '../stores/canvas.ts';

export type PortSide = 'input' | 'output';
const nodeElement = (id: string): HTMLElement | null => document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
const portElement = ({ node, port }: End, side: PortSide): HTMLElement | null =>
  nodeElement(node)?.querySelector<HTMLElement>(`.socket.${side === 'input' ? 'target' : 'source'}[data-handleid="${CSS.escape(port)}"]`) ??
  null;

/** Once it is there: a node just added, or one that scrolls into view, is drawn a moment later. Whoever has gone on elsewhere meanwhile is left there. */
function soon(find: () => HTMLElement | null, tries = 60, from = document.activeElement): void {
  const now = document.activeElement;
  if (now !== from && now !== document.body && now !== null) return;
  const element = find();
  // The browser would scroll the canvas itself. What is not measured yet is hidden, and takes no focus.
  element?.focus({ preventScroll: true });
  if (document.activeElement !== element && tries > 0) window.setTimeout(() => soon(find, tries - 1, from), 30);
}
export function focusNode(id: string | undefined): void {
  if (id !== undefined) soon(() => nodeElement(id));
}
export function focusPort(end: End, side: PortSide): void {
  useCanvas.setState({ entered: end.node });
  soon(() => portElement(end, side));
}

export function placeOf(target: EventTarget | null): Place | undefined {
  if (!(target instanceof Element)) return undefined;
  const node = target.closest('.react-flow__node')?.getAttribute('data-id');
  const socket = target.closest('.socket');
  const port = socket?.getAttribute('data-handleid');
  if (node && socket && port) return { at: 'port', end: { node, port }, side: socket.classList.contains('target') ? 'input' : 'output' };
  if (node) return { at: 'node', node };
  const key = target.closest('.react-flow__edge')?.getAttribute('data-id');
  return key ? { at: 'wire', key } : undefined;
}
/** The middle of a port or node on the screen. */
export function middleOf(place: Place): { readonly x: number; readonly y: number } | undefined {
  const element = place.at === 'node' ? nodeElement(place.node) : place.at === 'port' ? portElement(place.end, place.side) : null;
  const box = element?.getBoundingClientRect();
  return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
