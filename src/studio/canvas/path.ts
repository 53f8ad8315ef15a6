/** The line of a wire. */
import type { Side } from './ports.ts';

const AWAY: Readonly<Record<Side, readonly [number, number]>> = { left: [-1, 0], right: [1, 0], top: [0, -1], bottom: [0, 1] };

/** A point outside a node, this far from one on its rim. */
export function beside(x: number, y: number, side: Side, far: number): readonly [number, number] {
  const [dx, dy] = AWAY[side];
  return [x + dx * far, y + dy * far];
}
/** React Flow gives a socket's outer edge; wires meet in its middle. */
export function toMiddle(x: number, y: number, side: Side): readonly [number, number] {
  const [dx, dy] = AWAY[side];
  return [x - dx * 7, y - dy * 7];
}

/** Long wires along a row sag below it, so that they do not run behind every node between their ends. */
export function wirePath(x1: number, y1: number, from: Side, x2: number, y2: number, to: Side): string {
  const distance = Math.hypot(x2 - x1, y2 - y1);
  const reach = Math.max(24, Math.min(distance * 0.42, 140));
  const [ax, ay] = AWAY[from];
  const [bx, by] = AWAY[to];
  const long = from === 'right' && x2 - x1 > 380 && Math.abs(y2 - y1) < 200 && to !== 'top';
  const sag = long ? Math.min(240, 60 + 0.16 * (x2 - x1)) : 0;
  const backward = from === 'right' && to === 'left' && x2 < x1 - 20;
  const stretch = backward ? reach + 40 : reach;
  const c1 = [x1 + ax * stretch, y1 + ay * stretch + sag * 0.9];
  // From below, a long wire comes up steeply, past what stands before its end.
  const shift = long ? (to === 'bottom' ? 30 : 0.22 * (x2 - x1)) : 0;
  const c2 = [x2 + bx * stretch - shift, y2 + by * stretch + sag * 0.55];
  return `M${x1} ${y1}C${c1[0]} ${c1[1]},${c2[0]} ${c2[1]},${x2} ${y2}`;
}
