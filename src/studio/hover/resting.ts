/** Opens the card of what the pointer rests on, and closes it when the pointer has gone elsewhere. */
import { placeOf } from '../canvas/focus.ts';
import { useCanvas } from '../stores/canvas.ts';
import { type HoverState, type Shown, closeFacts, sameShown, useHover } from '../stores/hover.ts';

/** Milliseconds of rest after which a pointer is taken for looking, and in which it may cross over to the card. */
const REST_MS = 550;
const LEAVE_MS = 260;

/** What has facts under a point of the page. */
function shownAt(target: EventTarget | null): Shown | undefined {
  if (!(target instanceof Element) || !target.closest('.canvas .react-flow__node, .canvas .react-flow__edge')) return undefined;
  const place = placeOf(target);
  // a port has a tooltip of its own
  return place?.at === 'port' ? undefined : place;
}
const elementOf = (of: Shown): Element | null =>
  of.at === 'node'
    ? document.querySelector(`.react-flow__node[data-id="${CSS.escape(of.node)}"]`)
    : document.querySelector(`.react-flow__edge[data-id="${CSS.escape(of.key)}"]`);
/** @param point where on a wire somebody points; its middle, if absent */
function anchorOf(of: Shown, point?: { readonly x: number; readonly y: number }): HoverState['anchor'] | undefined {
  const box = elementOf(of)?.getBoundingClientRect();
  if (!box) return undefined;
  if (of.at === 'node') return { left: box.left, top: box.top, right: box.right, bottom: box.bottom };
  const { x, y } = point ?? { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  return { left: x, top: y, right: x, bottom: y };
}
/** Opens the card for as long as it is wanted. */
export function openFacts(of: Shown, pinned: boolean, point?: { readonly x: number; readonly y: number }): void {
  const anchor = anchorOf(of, point);
  if (anchor) useHover.setState({ of, anchor, pinned });
}

const busy = (): boolean => {
  const { fitting, quickAdd, menu, editing } = useCanvas.getState();
  return fitting !== undefined || quickAdd !== undefined || menu !== undefined || editing !== undefined;
};
const inCard = (target: EventTarget | null): boolean => target instanceof Element && target.closest('.hover-card') !== null;

export function listenForRest(): () => void {
  let [resting, leaving]: (number | undefined)[] = [];
  let at = { x: Number.NaN, y: Number.NaN };
  /** What was pressed is not looked at until the pointer has been elsewhere. */
  let pressed: Shown | undefined;
  const stay = (): void => {
    window.clearTimeout(leaving);
    leaving = undefined;
  };
  const close = (): void => {
    window.clearTimeout(resting);
    stay();
    closeFacts();
  };
  const onMove = (e: PointerEvent): void => {
    // the browser also tells of moves when the page has moved under a still pointer
    if (e.clientX === at.x && e.clientY === at.y) return;
    at = { x: e.clientX, y: e.clientY };
    window.clearTimeout(resting);
    if (e.pointerType === 'touch') return;
    const { of, pinned } = useHover.getState();
    if (inCard(e.target)) return stay();
    if (e.buttons !== 0) return pinned ? undefined : close();
    const here = shownAt(e.target);
    if (!sameShown(here, pressed)) pressed = undefined;
    if (of && sameShown(here, of)) return stay();
    if (of && !pinned) leaving ??= window.setTimeout(close, LEAVE_MS);
    if (here && !pinned && !sameShown(here, pressed))
      resting = window.setTimeout(() => {
        if (busy()) return;
        stay();
        openFacts(here, false, at);
      }, REST_MS);
  };
  const onDown = (e: PointerEvent): void => {
    if (inCard(e.target)) return;
    at = { x: e.clientX, y: e.clientY };
    pressed = shownAt(e.target);
    close();
  };
  const onWheel = (e: WheelEvent): void => {
    if (!inCard(e.target)) close();
  };
  const onOut = (e: PointerEvent): void => {
    if (e.relatedTarget === null && !useHover.getState().pinned) close();
  };
  const onKey = (e: KeyboardEvent): void => {
    if (e.key !== 'Escape' || !useHover.getState().of) return;
    // Escape takes the card away first, and nothing else
    e.stopPropagation();
    e.preventDefault();
    close();
  };
  const onFocus = (e: FocusEvent): void => {
    const { of, pinned } = useHover.getState();
    if (of && pinned && !inCard(e.target) && !sameShown(shownAt(e.target), of)) close();
  };
  window.addEventListener('pointermove', onMove, { passive: true });
  window.addEventListener('pointerdown', onDown, true);
  window.addEventListener('wheel', onWheel, { passive: true, capture: true });
  document.addEventListener('pointerout', onOut);
  window.addEventListener('keydown', onKey, true);
  document.addEventListener('focusin', onFocus);
  return () => {
    close();
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerdown', onDown, true);
    window.removeEventListener('wheel', onWheel, true);
    document.removeEventListener('pointerout', onOut);
    window.removeEventListener('keydown', onKey, true);
    document.removeEventListener('focusin', onFocus);
  };
}
