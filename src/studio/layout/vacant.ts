/** Places that nothing has taken yet. */
import type { Point } from '../../graph/model.ts';
import type { Box } from '../canvas/ports.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}
/** Kept free around what stands, in pixels; and below what had to give way. */
const ROOM = { x: 20, y: 30, below: 34 } as const;

export class Vacant {
  constructor(private readonly taken: Box[]) {}

  /** The first of some places that is free; else below whatever stands on the first of them. Taken from then on. */
  take(wanted: readonly [Point, ...Point[]], size: Size): Point {
    const place = wanted.find((p) => !this.on(p, size)) ?? this.below(wanted[0], size);
    this.taken.push({ ...place, ...size });
    return place;
  }
  private below({ x, y }: Point, size: Size): Point {
    const over = this.on({ x, y }, size);
    return over ? this.below({ x, y: over.y + over.height + ROOM.below }, size) : { x, y };
  }
  private on({ x, y }: Point, { width, height }: Size): Box | undefined {
    return this.taken.find(
      (t) => x < t.x + t.width + ROOM.x && x + width + ROOM.x > t.x && y < t.y + t.height + ROOM.y && y + height + ROOM.y > t.y,
    );
  }
}
