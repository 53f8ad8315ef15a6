/** Drawing ways over the plane: lines of what a model makes between two examples, each from a ring to a ring. No React. */
import { type Bounds, fit, frameOf, ink } from './paint.ts';

export interface Ways {
  readonly from: Float32Array;
  readonly to: Float32Array;
  /** rows x steps points. */
  readonly along: Float32Array;
  readonly rows: number;
  readonly steps: number;
}
export function paintWays(canvas: HTMLCanvasElement, { from, to, along, rows, steps }: Ways, bounds: Bounds): void {
  const fitted = fit(canvas);
  if (!fitted) return;
  const { g, w, h } = fitted;
  const { x, y } = frameOf(bounds, w, h);
  const [line, data] = [ink(canvas, '--distribution'), ink(canvas, '--objective')];
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
    g.strokeStyle = data;
    for (const end of [from, to]) {
      g.beginPath();
      g.arc(x(end[2 * r]!), y(end[2 * r + 1]!), 3.2, 0, 6.2832);
      g.stroke();
    }
  }
}
