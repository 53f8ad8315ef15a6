/** On which side of a circle its picture stands: where the fewest nodes and wires are. */
import type { Box, Side } from './ports.ts';

export const PICTURE = { width: 112, height: 78 } as const;
/** Below there is a caption. */
export const CAPTION = 27;
const GAP = 9;
/** Pixels of overlap that a wire on that side counts for, and anything that is covered at all. */
const WIRED = 900;
const COVERED = 1000;
/** Sides in the order in which they are taken where nothing speaks against them: above and below keep a drawing narrow. */
const ORDER: readonly Side[] = ['bottom', 'top', 'right', 'left'];

/** The picture's corner from the circle's corner. */
export function cornerOn(side: Side, { width, height }: Pick<Box, 'width' | 'height'>): { readonly left: number; readonly top: number } {
  const [middleX, middleY] = [(width - PICTURE.width) / 2, (height - PICTURE.height) / 2];
  switch (side) {
    case 'bottom':
      return { left: middleX, top: height + CAPTION };
    case 'top':
      return { left: middleX, top: -GAP - PICTURE.height };
    case 'right':
      return { left: width + GAP + 4, top: middleY };
    case 'left':
      return { left: -GAP - 4 - PICTURE.width, top: middleY };
  }
}
const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

const covered = (pixels: number): number => (pixels > 0 ? COVERED + pixels : 0);

/** @param wired sides on which the circle has wires @param others boxes of the other nodes */
export function freeSide(circle: Box, wired: ReadonlySet<Side>, others: readonly Box[]): Side {
  let [best, least]: [Side, number] = ['bottom', Infinity];
  for (const side of ORDER) {
    const { left, top } = cornerOn(side, circle);
    const box = { x: circle.x + left, y: circle.y + top, ...PICTURE };
    const cost = others.reduce((sum, o) => sum + covered(overlap(box, o)), wired.has(side) ? WIRED : 0);
    if (cost < least) [best, least] = [side, cost];
  }
  return best;
}

export interface Circle {
  readonly id: string;
  readonly box: Box;
  /** Sides on which it has wires. */
  readonly wired: ReadonlySet<Side>;
}
/** A picture reaches no farther than this from its circle's corner. */
const REACH = 240;

/** The corners of all pictures, from those of their circles: one after the other, so that none covers another where there is room. */
export function placePictures(
  circles: readonly Circle[],
  boxes: ReadonlyMap<string, Box>,
): ReadonlyMap<string, { readonly left: number; readonly top: number }> {
  const taken = [...boxes].map(([id, box]) => ({ id, box }));
  const corners = new Map<string, { readonly left: number; readonly top: number }>();
  for (const { id, box, wired } of circles) {
    const near = taken.filter(
      ({ id: other, box: b }) =>
        other !== id && b.x < box.x + REACH && b.x + b.width > box.x - REACH && b.y < box.y + REACH && b.y + b.height > box.y - REACH,
    );
    const corner = cornerOn(
      freeSide(
        box,
        wired,
        near.map((n) => n.box),
      ),
      box,
    );
    corners.set(id, corner);
    taken.push({ id: '', box: { x: box.x + corner.left, y: box.y + corner.top, ...PICTURE } });
  }
  return corners;
}
