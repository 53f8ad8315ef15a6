/** Which wire lies under a point: the one that a node dropped there is put into. */
import type { Point } from '../../graph/model.ts';

export interface Curve {
  /** The wire's key. */
  readonly id: string;
  readonly points: readonly Point[];
}
const PIECES = 24;

/** Points along "M x yC x y,x y,x y", the only form wires are drawn in. */
export function pointsOf(path: string): readonly Point[] {
  const v = (path.match(/-?\d+(\.\d+)?(e-?\d+)?/g) ?? []).map(Number);
  if (v.length !== 8) return [];
  const [x0, y0, x1, y1, x2, y2, x3, y3] = v as [number, number, number, number, number, number, number, number];
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
    return id !== null && path !== null && path !== undefined ? [{ id, points: pointsOf(path) }] : [];
  });
}

function toPiece(p: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length));
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}
export function distanceTo(curve: Curve, p: Point): number {
  let least = Infinity;
  for (let i = 1; i < curve.points.length; i++) least = Math.min(least, toPiece(p, curve.points[i - 1]!, curve.points[i]!));
  return least;
}
/** Wires that pass within reach of a point, the nearest first. */
export const curvesNear = (curves: readonly Curve[], p: Point, reach: number): readonly string[] =>
  curves
    .map((c) => ({ id: c.id, d: distanceTo(c, p) }))
    .filter(({ d }) => d <= reach)
    .toSorted((a, b) => a.d - b.d)
    .map(({ id }) => id);
