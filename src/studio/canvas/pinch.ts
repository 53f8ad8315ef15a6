/** Two fingers of which one is on a node: React Flow hears neither, since the node would be dragged, so the pinch is made here. */
import type { Point } from '../../graph/model.ts';
import type { Viewport } from '../stores/session.ts';

export const LEAST_ZOOM = 0.12;
export const MOST_ZOOM = 2.5;

interface Fingers {
  readonly middle: Point;
  readonly apart: number;
}
const clamp = (zoom: number): number => Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom));
/** The view in which what was between the fingers is between them again. */
export function pinched(from: Viewport, began: Fingers, now: Fingers): Viewport {
  const zoom = clamp((from.zoom * now.apart) / Math.max(1, began.apart));
  const by = zoom / from.zoom;
  return { zoom, x: now.middle.x - (began.middle.x - from.x) * by, y: now.middle.y - (began.middle.y - from.y) * by };
}

interface View {
  readonly get: () => Viewport;
  readonly set: (v: Viewport) => void;
}
export function watchPinches(area: HTMLElement, view: View): () => void {
  let began: (Fingers & { readonly view: Viewport }) | undefined;
  const fingers = (e: TouchEvent): Fingers | undefined => {
    const [a, b] = e.touches;
    if (!a || !b) return undefined;
    const box = area.getBoundingClientRect();
    const middle = { x: (a.clientX + b.clientX) / 2 - box.x, y: (a.clientY + b.clientY) / 2 - box.y };
    return { middle, apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) };
  };
  const onNode = (t: Touch): boolean => t.target instanceof Element && t.target.closest('.react-flow__node') !== null;
  const start = (e: TouchEvent): void => {
    const two = e.touches.length === 2 && [...e.touches].some(onNode) ? fingers(e) : undefined;
    began = two && { ...two, view: view.get() };
    if (began) take(e);
  };
  const move = (e: TouchEvent): void => {
    const now = began && fingers(e);
    if (!began || !now) return;
    take(e);
    view.set(pinched(began.view, began, now));
  };
  // The node under the first finger is not to move, nor the view under the second.
  const take = (e: TouchEvent): void => {
    e.preventDefault();
    e.stopPropagation();
  };
  const end = (): void => {
    began = undefined;
  };
  const options = { capture: true, passive: false };
  area.addEventListener('touchstart', start, options);
  area.addEventListener('touchmove', move, options);
  area.addEventListener('touchend', end, options);
  area.addEventListener('touchcancel', end, options);
  return () => {
    area.removeEventListener('touchstart', start, options);
    area.removeEventListener('touchmove', move, options);
    area.removeEventListener('touchend', end, options);
    area.removeEventListener('touchcancel', end, options);
  };
}
