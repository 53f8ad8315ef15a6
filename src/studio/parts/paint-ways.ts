/** Drawing ways over the plane: lines of what a model makes between two examples, each from a ring to a ring; or between two draws, over data. No React. */
import { type Bounds, fit, frameOf, ink } from './paint.ts';

export interface Ways {
  /** Data, where ways lead from data to data. */
  readonly ends?: { readonly from: Float32Array; readonly to: Float32Array } | undefined;
  /** Data beneath. */
  readonly around?: Float32Array | undefined;
  /** rows x steps points. */
  readonly along: Float32Array;
  readonly rows: number;
  readonly steps: number;
}
export function paintWays(canvas: HTMLCanvasElement, { ends, around, along, rows, steps }: Ways, bounds: Bounds): void {
  const fitted = fit(canvas);
  if (!fitted) return;
  const { g, w, h } = fitted;
  const { x, y } = frameOf(bounds, w, h);
  const [line, data] = [ink(canvas, '--distribution'), ink(canvas, '--objective')];
  if (around) paintDots(g, around, { x, y }, ink(canvas, '--ink3'));
  g.lineWidth = 1.2;
  for (let r = 0; r < rows; r++) {
    g.strokeStyle = g.fillStyle = line;
    g.globalAlpha = 0.8;
    g.beginPath();
    for (let k = 0; k < steps; k++) {
      const i = 2 * (r * steps + k);
      g[k ? 'lineTo' : 'moveTo'](x(along[i]!), y(along[i + 1]!));
    }
    g.stroke();
    // how fast it goes
    for (let k = 0; k < steps; k++) {
      const i = 2 * (r * steps + k);
      g.fillRect(x(along[i]!) - 1.2, y(along[i + 1]!) - 1.2, 2.4, 2.4);
    }
    g.globalAlpha = 1;
    // draws are the model's, like all on their way
    if (!ends)
      for (const k of [0, steps - 1]) {
        const i = 2 * (r * steps + k);
        disc(g, x(along[i]!), y(along[i + 1]!));
        g.fill();
      }
    g.strokeStyle = data;
    for (const end of ends ? [ends.from, ends.to] : []) {
      disc(g, x(end[2 * r]!), y(end[2 * r + 1]!));
      g.stroke();
    }
  }
}
function disc(g: CanvasRenderingContext2D, x: number, y: number): void {
  g.beginPath();
  g.arc(x, y, 3.2, 0, 6.2832);
}
function paintDots(
  g: CanvasRenderingContext2D,
  points: Float32Array,
  { x, y }: Pick<ReturnType<typeof frameOf>, 'x' | 'y'>,
  color: string,
): void {
  g.fillStyle = color;
  g.globalAlpha = 0.28;
  for (let i = 0; i < points.length; i += 2) g.fillRect(x(points[i]!) - 1, y(points[i + 1]!) - 1, 2, 2);
}
