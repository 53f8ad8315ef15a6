/** Drawing over the plane: arrows, differences, paths of particles. No React. */
import { type Bounds, fit, frameOf, ink } from './paint.ts';

export interface Square extends Bounds {
  readonly size: number;
}
/** Arrows at the centres of cells, each as long as its cell where the field is strong. @param field x and y a cell */
export function paintArrows(canvas: HTMLCanvasElement, field: Float32Array, s: Square, color: string): void {
  const fitted = fit(canvas);
  if (!fitted) return;
  const { g, w, h } = fitted;
  const { x, y, scale } = frameOf(s, w, h);
  const lengths = Float32Array.from({ length: field.length / 2 }, (_, i) => Math.hypot(field[2 * i]!, field[2 * i + 1]!)).sort();
  const strong = lengths[Math.floor(lengths.length * 0.9)] || 1;
  const cell = ((s.high[0] - s.low[0]) / s.size) * scale;
  g.strokeStyle = color;
  g.lineWidth = Math.max(0.8, Math.min(1.6, cell / 9));
  for (let i = 0; i < s.size * s.size; i++) {
    const [dx, dy] = [field[2 * i]!, field[2 * i + 1]!];
    const much = Math.hypot(dx, dy);
    if (!(much > 0)) continue;
    // the root lets a weak field show its direction too
    const long = (0.9 * cell * Math.sqrt(Math.min(1, much / strong))) / much;
    const px = x(s.low[0] + ((i % s.size) + 0.5) * ((s.high[0] - s.low[0]) / s.size));
    const py = y(s.low[1] + (Math.floor(i / s.size) + 0.5) * ((s.high[1] - s.low[1]) / s.size));
    arrow(g, px - (dx * long) / 2, py + (dy * long) / 2, dx * long, -dy * long);
  }
}
function arrow(g: CanvasRenderingContext2D, x: number, y: number, dx: number, dy: number): void {
  const [tx, ty] = [x + dx, y + dy];
  g.beginPath();
  g.moveTo(x, y);
  g.lineTo(tx, ty);
  g.moveTo(tx - 0.35 * dx + 0.22 * dy, ty - 0.35 * dy - 0.22 * dx);
  g.lineTo(tx, ty);
  g.lineTo(tx - 0.35 * dx - 0.22 * dy, ty - 0.35 * dy + 0.22 * dx);
  g.stroke();
}

/** Two hues over the ground: where there is too much, and where too little. @param top what is drawn in full */
export function paintDifference(canvas: HTMLCanvasElement, values: Float32Array, size: number, top: number): void {
  const fitted = fit(canvas);
  const sheet = document.createElement('canvas');
  sheet.width = sheet.height = size;
  const s = sheet.getContext('2d');
  if (!fitted || !s) return;
  const { g, w, h } = fitted;
  const image = s.createImageData(size, size);
  for (let i = 0; i < values.length; i++) {
    const at = ((size - 1 - Math.floor(i / size)) * size + (i % size)) * 4;
    const v = values[i]!;
    // orange and blue of Okabe and Ito; the square root lets small differences show
    image.data.set([...(v > 0 ? [213, 94, 0] : [0, 114, 178]), 255 * Math.sqrt(Math.min(1, Math.abs(v) / (top || 1)))], at);
  }
  s.putImageData(image, 0, 0);
  const side = Math.min(w, h);
  g.imageSmoothingEnabled = true;
  g.drawImage(sheet, (w - side) / 2, (h - side) / 2, side, side);
}

/** How single particles came to where they are. @param frames the same n points of the plane, one moment after the other */
export function paintPaths(canvas: HTMLCanvasElement, frames: readonly Float32Array[], n: number, bounds: Bounds): void {
  const fitted = fit(canvas);
  const last = frames.at(-1);
  if (!fitted || !last) return;
  const { g, w, h } = fitted;
  const { x, y } = frameOf(bounds, w, h);
  g.strokeStyle = ink(canvas, '--network');
  g.lineWidth = 0.9;
  for (let i = 0; i < n; i++) {
    g.globalAlpha = 0.55;
    g.beginPath();
    frames.forEach((f, k) => g[k ? 'lineTo' : 'moveTo'](x(f[2 * i]!), y(f[2 * i + 1]!)));
    g.stroke();
  }
  g.globalAlpha = 1;
  g.fillStyle = ink(canvas, '--distribution');
  for (let i = 0; i < n; i++) {
    g.beginPath();
    g.arc(x(last[2 * i]!), y(last[2 * i + 1]!), 1.8, 0, 6.2832);
    g.fill();
  }
}
