/** Where a new node goes: near where it is wanted, and over nothing else. */
import type { Point } from '../../graph/model.ts';
import type { Size } from '../stores/canvas.ts';

export const GRID = 10;
export type Box = Point & Size;
const snap = (v: number): number => Math.round(v / GRID) * GRID;

/** Room between two nodes: for the names of ports and the caption under a circle. */
const GAP = 34;
const STRIDE = 40;
const REACH = 34;
/** Steps away from a place, the nearest first; to the side before up or down, as drawings grow to the side. */
const STEPS: readonly Point[] = Array.from({ length: 2 * REACH + 1 }, (_, i) => i - REACH)
  .flatMap((x) => Array.from({ length: 2 * REACH + 1 }, (_, j) => ({ x, y: j - REACH })))
  .toSorted((a, b) => cost(a) - cost(b));
function cost({ x, y }: Point): number {
  return Math.abs(x) * (x < 0 ? 1.05 : 1) + Math.abs(y) * (y < 0 ? 1.35 : 1.25);
}

const apart = (a: Box, b: Box): boolean =>
  a.x + a.width + GAP <= b.x || b.x + b.width + GAP <= a.x || a.y + a.height + GAP <= b.y || b.y + b.height + GAP <= a.y;

/**
 * The free place nearest to a wanted one; the wanted one itself where there is no room for far around.
 * @param inView places that are in sight come first
 */
export function freeSpot(taken: readonly Box[], size: Size, wanted: Point, inView?: (box: Box) => boolean): Point {
  const at = { x: snap(wanted.x), y: snap(wanted.y) };
  const boxOf = ({ x, y }: Point): Box => ({ ...size, x: at.x + x * STRIDE, y: at.y + y * STRIDE });
  const isFree = (p: Point): boolean => taken.every((t) => apart(t, boxOf(p)));
  const step = (inView && STEPS.find((p) => isFree(p) && inView(boxOf(p)))) ?? STEPS.find(isFree);
  return step ? { x: at.x + step.x * STRIDE, y: at.y + step.y * STRIDE } : at;
}
