/** A finger that rests opens the menu, as a right click does. */
import type { PointerEvent } from 'react';
import { openMenu } from './menu.tsx';

const REST_MS = 500;
/** Fingers tremble. */
const TREMBLE = 9;

let pressing: { readonly timer: number; readonly x: number; readonly y: number } | undefined;
const stop = (): void => {
  window.clearTimeout(pressing?.timer);
  pressing = undefined;
};
export const longPress = {
  onPointerDown: (e: PointerEvent): void => {
    const second = pressing !== undefined;
    stop();
    if (e.pointerType !== 'touch' || second) return;
    const { target, clientX: x, clientY: y } = e;
    pressing = { x, y, timer: window.setTimeout(() => openMenu(target, { x, y }), REST_MS) };
  },
  onPointerMove: (e: PointerEvent): void => {
    if (pressing && Math.hypot(e.clientX - pressing.x, e.clientY - pressing.y) > TREMBLE) stop();
  },
  onPointerUp: stop,
  onPointerCancel: stop,
};
