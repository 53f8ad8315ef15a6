/** What stands where on the open drawing, and moving the view to what was just added. */
import type { Box } from '../canvas/spots.ts';
import { pictureBoxes } from '../canvas/placing.ts';
import { type Expected, expectedSizes } from '../canvas/sizes.ts';
import { NODES } from '../../nodes/registry.ts';
import { useCanvas } from '../stores/canvas.ts';
import { useDerived } from '../stores/derived.ts';
import { type Body, bodyOf, graphNow } from '../stores/document.ts';
import { session } from '../stores/session.ts';

/** Every node as large as it is, or as it will be: a card that may yet get a picture keeps room for it, an objective for its loss. */
export function sizesOf(body: Body): (id: string) => Expected {
  const { measured } = useCanvas.getState();
  const expected = expectedSizes(body, useDerived.getState().compiled?.spaces);
  const losses = new Set(body.nodes.flatMap((n) => (NODES.get(n.kind)?.category === 'objective' ? [n.id] : [])));
  return (id) => {
    const size = measured.get(id);
    const { width, height, beside } = expected(id);
    if (!size) return { width, height, beside };
    return { width: losses.has(id) ? Math.max(size.width, width) : size.width, height: Math.max(size.height, height), beside };
  };
}
/** Boxes of the nodes, and of the pictures that stand beside circles when the model runs. */
export function boxesNow(): readonly Box[] {
  const { within } = session();
  const body = bodyOf(graphNow(), within);
  const sizeOf = sizesOf(body);
  return [...body.nodes.map((n) => ({ ...n.position, width: sizeOf(n.id).width, height: sizeOf(n.id).height })), ...picturesNow()];
}
const picturesNow = (): readonly Box[] => pictureBoxes(graphNow(), session().within, useCanvas.getState().measured).map(({ box }) => box);
/** React Flow knows a new node a moment after it was added. */
const KNOWN_MS = 60;
export function bringIntoView(boxes: readonly Box[]): void {
  const { inView } = useCanvas.getState();
  if (boxes.some((box) => inView?.(box) === false)) window.setTimeout(() => useCanvas.getState().focus?.([]), KNOWN_MS);
}
