/** A round pen on a grey grid: strokes to pixels by distance, smooth at the edge. */
import type { Glyph } from './glyphs.ts';

/** Pieces per pair of points of a smooth stroke: enough that corners do not show at 28 pixels. */
const PIECES = 5;

/** x, y pairs along a stroke: the uniform Catmull-Rom spline through its points, or the points themselves. */
export function tracePoints(points: ArrayLike<number>, smooth: boolean): number[] {
  const n = points.length / 2;
  const out = [points[0]!, points[1]!];
  const at = (i: number, c: number): number => points[2 * Math.min(n - 1, Math.max(0, i)) + c]!;
  const pieces = smooth ? PIECES : 3;
  for (let i = 0; i + 1 < n; i++)
    for (let k = 1; k <= pieces; k++) {
      const t = k / pieces;
      for (const c of [0, 1]) {
        const [a, b, d, e] = [at(i - 1, c), at(i, c), at(i + 1, c), at(i + 2, c)];
        out.push(smooth ? b + 0.5 * t * (d - a + t * (2 * a - 5 * b + 4 * d - e + t * (3 * (b - d) + e - a))) : b + t * (d - b));
      }
    }
  return out;
}

/** For each pixel centre, the least over all segments of (distance - radius), in pixels; starts at a large number. */
export interface Ink {
  readonly size: number;
  readonly depth: Float32Array;
}

export const blank = (size: number): Ink => ({ size, depth: new Float32Array(size * size).fill(9) });

/** Draws one segment; only pixels within its bounding box, widened by the pen, are visited. */
export function segment({ size, depth }: Ink, ax: number, ay: number, bx: number, by: number, radius: number): void {
  const reach = radius + 1;
  const [x0, x1] = [Math.max(0, Math.floor(Math.min(ax, bx) - reach)), Math.min(size - 1, Math.ceil(Math.max(ax, bx) + reach))];
  const [y0, y1] = [Math.max(0, Math.floor(Math.min(ay, by) - reach)), Math.min(size - 1, Math.ceil(Math.max(ay, by) + reach))];
  const [dx, dy] = [bx - ax, by - ay];
  const inverse = 1 / Math.max(1e-9, dx * dx + dy * dy);
  for (let y = y0; y <= y1; y++)
    for (let x = x0; x <= x1; x++) {
      const [px, py] = [x + 0.5 - ax, y + 0.5 - ay];
      const t = Math.min(1, Math.max(0, (px * dx + py * dy) * inverse));
      const [qx, qy] = [px - t * dx, py - t * dy];
      const d = Math.sqrt(qx * qx + qy * qy) - radius;
      const i = y * size + x;
      if (d < depth[i]!) depth[i] = d;
    }
}

/** Grey values 0..255: full inside the stroke, none half a soft pixel outside. */
export function develop({ depth }: Ink, out: Float32Array, at: number): void {
  for (let i = 0; i < depth.length; i++) {
    const v = Math.min(1, Math.max(0, 0.5 - depth[i]! / 1.3));
    out[at + i] = Math.round(255 * v * v * (3 - 2 * v));
  }
}

/** The points of a glyph moved by `place`, drawn with a pen of `radius(t)` pixels, t from 0 to 1 along each stroke. */
export function write(
  ink: Ink,
  glyph: Glyph,
  place: (x: number, y: number) => readonly [number, number],
  radius: (t: number) => number,
  jitter: (i: number) => number,
): void {
  let drawn = 0;
  for (const { points, smooth } of glyph) {
    const path = tracePoints(
      points.map((p) => p + jitter(drawn++)),
      smooth,
    );
    const n = path.length / 2;
    let [ax, ay] = place(path[0]!, path[1]!);
    for (let i = 1; i < n; i++) {
      const [bx, by] = place(path[2 * i]!, path[2 * i + 1]!);
      segment(ink, ax, ay, bx, by, radius(i / n));
      [ax, ay] = [bx, by];
    }
  }
}
