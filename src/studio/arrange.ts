/** Aligning and distributing boxes. */
import type { Point } from '../graph/model.ts';

export interface ArrangedBox extends Point {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}
export const ARRANGEMENTS = {
  left: 'Align left edges',
  center: 'Align centres across',
  right: 'Align right edges',
  top: 'Align top edges',
  middle: 'Align centres down',
  bottom: 'Align bottom edges',
  across: 'Distribute across',
  down: 'Distribute down',
} as const;
export type Arrange = keyof typeof ARRANGEMENTS;

/** Equal gaps between neighbours; the outermost stay. */
function distributed(boxes: readonly ArrangedBox[], axis: 'x' | 'y'): ReadonlyMap<string, number> {
  const size = (b: ArrangedBox): number => (axis === 'x' ? b.width : b.height);
  const row = boxes.toSorted((a, b) => a[axis] + size(a) / 2 - (b[axis] + size(b) / 2));
  const [first] = row;
  const last = row.at(-1);
  if (!first || !last) return new Map();
  const room = last[axis] + size(last) - first[axis] - row.reduce((sum, b) => sum + size(b), 0);
  const gap = room / Math.max(1, row.length - 1);
  let at = first[axis];
  return new Map(
    row.map((b) => {
      const here = at;
      at += size(b) + gap;
      return [b.id, here];
    }),
  );
}
/** New places of boxes, by id. */
export function arranged(boxes: readonly ArrangedBox[], how: Arrange): Readonly<Record<string, Point>> {
  const left = Math.min(...boxes.map((b) => b.x));
  const right = Math.max(...boxes.map((b) => b.x + b.width));
  const top = Math.min(...boxes.map((b) => b.y));
  const bottom = Math.max(...boxes.map((b) => b.y + b.height));
  const spread = how === 'across' ? distributed(boxes, 'x') : how === 'down' ? distributed(boxes, 'y') : undefined;
  const place = (b: ArrangedBox): Point => {
    switch (how) {
      case 'left':
        return { x: left, y: b.y };
      case 'center':
        return { x: (left + right - b.width) / 2, y: b.y };
      case 'right':
        return { x: right - b.width, y: b.y };
      case 'top':
        return { x: b.x, y: top };
      case 'middle':
        return { x: b.x, y: (top + bottom - b.height) / 2 };
      case 'bottom':
        return { x: b.x, y: bottom - b.height };
      case 'across':
        return { x: spread?.get(b.id) ?? b.x, y: b.y };
      case 'down':
        return { x: b.x, y: spread?.get(b.id) ?? b.y };
    }
  };
  return Object.fromEntries(boxes.map((b) => [b.id, place(b)]));
}
