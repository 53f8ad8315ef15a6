/** What stands where on the open drawing, and moving the view to what was just added. */
import type { Box } from '../canvas/spots.ts';
import { expectedSizes } from '../canvas/sizes.ts';
import { useCanvas } from '../stores/canvas.ts';
import { useDerived } from '../stores/derived.ts';
import { bodyOf, graphNow } from '../stores/document.ts';
import { session } from '../stores/session.ts';

/** Every node as large as it is, or as it will be once it has its picture. */
export function boxesNow(): readonly Box[] {
  const body = bodyOf(graphNow(), session().within);
  const { measured } = useCanvas.getState();
  const expected = expectedSizes(body, useDerived.getState().compiled?.spaces);
  return body.nodes.map((n) => {
    const soon = expected(n.id);
    const now = measured.get(n.id);
    return { ...n.position, width: now?.width ?? soon.width, height: Math.max(now?.height ?? 0, soon.height) };
  });
}
/** React Flow knows a new node a moment after it was added. */
const KNOWN_MS = 60;
export function bringIntoView(box: Box): void {
  if (useCanvas.getState().inView?.(box) === false) window.setTimeout(() => useCanvas.getState().focus?.([]), KNOWN_MS);
}
