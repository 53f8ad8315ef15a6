/** Which wire lies under a point: the one that a node dropped there is put into. */
import type { Point } from '../../graph/model.ts';

export interface Curve {
  /** The wire's key. */
  readonly id: string;
  readonly bend: Bend;
}
/** Its begin, two points that bend it, its end: the wire stays between them. */
type Bend = readonly [number, number, number, number, number, number, number, number];
const PIECES = 24;

/** The numbers of "M x yC x y,x y,x y", the only form wires are drawn in. */
export function bendOf(path: string): Bend | undefined {
  const v = (path.match(/-?\d+(\.\d+)?(e-?\d+)?/g) ?? []).map(Number);
  return v.length === 8 ? (v as unknown as Bend) : undefined;
}
/** Points along a wire. */
export function pointsOf([x0, y0, x1, y1, x2, y2, x3, y3]: Bend): readonly Point[] {
  return Array.from({ length: PIECES + 1 }, (_, i) => {
    const t = i / PIECES;
    const u = 1 - t;
    const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
    return { x: a * x0 + b * x1 + c * x2 + d * x3, y: a * y0 + b * y1 + c * y2 + d * y3 };
  });
}
/** The wires in sight, as they are drawn. */
export function curvesIn(canvas: Element): readonly Curve[] {
  return [...canvas.querySelectorAll('.react-flow__edge')].flatMap((edge) => {
    const id = edge.getAttribute('data-id');
    const path = edge.querySelector('.react-flow__edge-path')?.getAttribute('d');
    const bend = bendOf(path ?? '');
    return id !== null && bend ? [{ id, bend }] : [];
  });
}

function toPiece(p: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length));
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}
export function distanceTo({ bend }: Curve, p: Point): number {
  const points = pointsOf(bend);
  let least = Infinity;
  for (let i = 1; i < points.length; i++) least = Math.min(least, toPiece(p, points[i - 1]!, points[i]!));
  return least;
}
/** Of hundreds nearly all are ruled out by their corners. */
function passesBy({ bend: [x0, y0, x1, y1, x2, y2, x3, y3] }: Curve, { x, y }: Point, reach: number): boolean {
  return (
    x + reach >= Math.min(x0, x1, x2, x3) &&
    x - reach <= Math.max(x0, x1, x2, x3) &&
    y + reach >= Math.min(y0, y1, y2, y3) &&
    y - reach <= Math.max(y0, y1, y2, y3)
  );
}
/** Wires that pass within reach of a point, the nearest first. */
export const curvesNear = (curves: readonly Curve[], p: Point, reach: number): readonly string[] =>
  curves
    .filter((c) => passesBy(c, p, reach))
    .map((c) => ({ id: c.id, d: distanceTo(c, p) }))
    .filter(({ d }) => d <= reach)
    .toSorted((a, b) => a.d - b.d)
    .map(({ id }) => id);
