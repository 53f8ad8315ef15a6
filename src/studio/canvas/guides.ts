/** Snap lines: while something is dragged it settles level with the edges and middles of what stands around it. */
import type { Guide } from '../stores/drag.ts';
import type { Box } from './ports.ts';

interface Match {
  readonly by: number;
  /** Where the line stands. */
  readonly at: number;
  readonly box: Box;
}
type Axis = 'x' | 'y';
const size = (b: Box, axis: Axis): number => (axis === 'x' ? b.width : b.height);
const lines = (b: Box, axis: Axis): readonly [number, number, number] => [b[axis], b[axis] + size(b, axis) / 2, b[axis] + size(b, axis)];

function nearest(box: Box, others: readonly Box[], reach: number, axis: Axis): Match | undefined {
  let best: (Match & { readonly apart: number }) | undefined;
  for (const other of others)
    for (const [i, line] of lines(box, axis).entries())
      for (const [j, at] of lines(other, axis).entries()) {
        // A middle settles on a middle, an edge on an edge.
        if ((i === 1) !== (j === 1)) continue;
        const by = at - line;
        if (Math.abs(by) > reach) continue;
        const cross: Axis = axis === 'x' ? 'y' : 'x';
        const apart = Math.abs(other[cross] - box[cross]);
        const closer = best === undefined || Math.abs(by) < Math.abs(best.by) - 0.01;
        if (closer || (Math.abs(Math.abs(by) - Math.abs(best!.by)) <= 0.01 && apart < best!.apart)) best = { by, at, box: other, apart };
      }
  return best;
}

export interface Snapped {
  readonly dx: number;
  readonly dy: number;
  readonly guides: readonly Guide[];
}
/** How far to shift a dragged box so that it stands level, and the lines that show with what. */
export function snapTo(box: Box, others: readonly Box[], reach: number): Snapped {
  const x = nearest(box, others, reach, 'x');
  const y = nearest(box, others, reach, 'y');
  const at: Box = { ...box, x: box.x + (x?.by ?? 0), y: box.y + (y?.by ?? 0) };
  const guides: Guide[] = [];
  if (x) guides.push({ x1: x.at, x2: x.at, y1: Math.min(at.y, x.box.y), y2: Math.max(at.y + at.height, x.box.y + x.box.height) });
  if (y) guides.push({ y1: y.at, y2: y.at, x1: Math.min(at.x, y.box.x), x2: Math.max(at.x + at.width, y.box.x + y.box.width) });
  return { dx: x?.by ?? 0, dy: y?.by ?? 0, guides };
}
/** The box around several. */
export function around(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined;
  const x = Math.min(...boxes.map((b) => b.x));
  const y = Math.min(...boxes.map((b) => b.y));
  return { x, y, width: Math.max(...boxes.map((b) => b.x + b.width)) - x, height: Math.max(...boxes.map((b) => b.y + b.height)) - y };
}
