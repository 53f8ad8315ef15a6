/** Drawing numbers onto a canvas: points, image grids, heat maps. No React. */
import type { Space } from '../../graph/space.ts';
import { numel } from '../../graph/space.ts';

export interface Bounds {
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
}

/** Sizes the canvas for the screen's density and gives its context in CSS pixels. */
export function fit(
  canvas: HTMLCanvasElement,
): { readonly g: CanvasRenderingContext2D; readonly w: number; readonly h: number } | undefined {
  const w = canvas.clientWidth;
  const h = canvas.clientHeight;
  // drawn by the processor: the graphics card is for training
  const g = canvas.getContext('2d', { willReadFrequently: true });
  if (!g || w === 0 || h === 0) return undefined;
  const d = Math.min(3, window.devicePixelRatio || 1);
  const [pw, ph] = [Math.round(w * d), Math.round(h * d)];
  if (canvas.width !== pw || canvas.height !== ph) {
    canvas.width = pw;
    canvas.height = ph;
  }
  g.setTransform(d, 0, 0, d, 0, 0);
  g.clearRect(0, 0, w, h);
  return { g, w, h };
}
/** A colour of the theme. Asked of the page's root, where they are set: asked of a canvas, each of many pictures would have styles worked out anew. */
export const ink = (element: Element, name: string): string =>
  getComputedStyle(element.ownerDocument.documentElement).getPropertyValue(name).trim();

/** A box around points, with a margin; outliers beyond the outer 0.5% do not shrink the rest. */
export function boundsOf(data: Float32Array, n: number, dim: number, margin = 0.12): Bounds {
  const axis = (k: number): [number, number] => {
    const values = new Float32Array(n);
    for (let i = 0; i < n; i++) values[i] = data[i * dim + k] ?? 0;
    values.sort();
    const low = values[Math.floor(n * 0.005)] ?? -1;
    const high = values[Math.min(n - 1, Math.ceil(n * 0.995))] ?? 1;
    const pad = Math.max(1e-6, (high - low) * margin);
    return [low - pad, high + pad];
  };
  const [x0, x1] = axis(0);
  const [y0, y1] = axis(1);
  return { low: [x0, y0], high: [x1, y1] };
}

/** Keeps both axes to one scale, in the middle of the box. */
export function frameOf(
  b: Bounds,
  w: number,
  h: number,
): { readonly x: (v: number) => number; readonly y: (v: number) => number; readonly scale: number } {
  const scale = Math.min(w / (b.high[0] - b.low[0]), h / (b.high[1] - b.low[1]));
  const cx = (b.low[0] + b.high[0]) / 2;
  const cy = (b.low[1] + b.high[1]) / 2;
  return { x: (v) => w / 2 + (v - cx) * scale, y: (v) => h / 2 - (v - cy) * scale, scale };
}

export interface Cloud {
  readonly data: Float32Array;
  readonly n: number;
  readonly dim: number;
  readonly color: string;
  readonly alpha: number;
  readonly radius: number;
}
export function paintClouds(canvas: HTMLCanvasElement, clouds: readonly Cloud[], bounds: Bounds): void {
  const fitted = fit(canvas);
  if (!fitted) return;
  const { g, w, h } = fitted;
  const { x, y } = frameOf(bounds, w, h);
  for (const c of clouds) {
    g.fillStyle = c.color;
    g.globalAlpha = c.alpha;
    const r = c.radius;
    for (let i = 0; i < c.n; i++) {
      const px = x(c.data[i * c.dim]!);
      const py = y(c.data[i * c.dim + 1]!);
      if (px < -4 || py < -4 || px > w + 4 || py > h + 4) continue;
      // nobody can tell so small a disc from a square, which is drawn in a tenth of the time
      if (r < 1) {
        g.fillRect(px - SQUARE * r, py - SQUARE * r, 2 * SQUARE * r, 2 * SQUARE * r);
        continue;
      }
      g.beginPath();
      g.arc(px, py, r, 0, 6.2832);
      g.fill();
    }
  }
  g.globalAlpha = 1;
}
/** Half the side of the square that is as large as a disc of radius 1. */
const SQUARE = Math.sqrt(Math.PI) / 2;

/** Draws examples one by one, as bars, where there is no plane to draw them in. */
export function paintHistogram(canvas: HTMLCanvasElement, values: Float32Array, color: string, classes?: number): void {
  const fitted = fit(canvas);
  if (!fitted || values.length === 0) return;
  const { g, w, h } = fitted;
  let low = classes === undefined ? Infinity : -0.5;
  let high = classes === undefined ? -Infinity : classes - 0.5;
  for (const v of classes === undefined ? values : []) {
    low = Math.min(low, v);
    high = Math.max(high, v);
  }
  // One bar a class, or as many as can be told apart.
  const bins = classes ?? Math.max(4, Math.min(40, Math.floor(w / 5)));
  const counts = new Float32Array(bins);
  for (const v of values) {
    const k = Math.min(bins - 1, Math.floor(((v - low) / (high - low || 1)) * bins));
    counts[k] = counts[k]! + 1;
  }
  const most = Math.max(...counts);
  g.fillStyle = color;
  const gap = classes === undefined ? 1 : Math.max(1, (w / bins) * 0.25);
  const foot = classes !== undefined && bins <= 24 && h > 60 ? 14 : 0;
  counts.forEach((c, k) => {
    const tall = (c / most) * (h - 4 - foot);
    g.globalAlpha = 0.8;
    g.fillRect((k * w) / bins + gap / 2, h - foot - tall, w / bins - gap, tall);
    g.globalAlpha = 1;
    if (foot > 0) label(g, String(k), ((k + 0.5) * w) / bins, h - 3);
  });
}

function label(g: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  g.font = '10px system-ui';
  g.textAlign = 'center';
  g.fillText(text, x, y);
}

/** How a pixel's number becomes light. */
function lightOf(space: Space): (v: number) => number {
  const { values } = space;
  if (values.kind === 'levels') return (v) => (255 * v) / Math.max(1, values.k - 1);
  if (values.kind === 'real') return (v) => 127.5 + 127.5 * v;
  return (v) => 255 * v;
}
/** One image, a pixel a pixel. */
export function paintedImage(data: Float32Array, space: Space): HTMLCanvasElement | undefined {
  const [rows = 0, cols = 0, channels = 1] = space.shape;
  const sheet = document.createElement('canvas');
  sheet.width = cols;
  sheet.height = rows;
  const s = sheet.getContext('2d');
  if (!s || rows === 0 || cols === 0) return undefined;
  s.putImageData(pixelsOf(s, data, [rows, cols, channels], lightOf(space)), 0, 0);
  return sheet;
}
function pixelsOf(
  s: CanvasRenderingContext2D,
  data: Float32Array,
  [rows, cols, channels]: readonly [number, number, number],
  light: (v: number) => number,
): ImageData {
  const image = s.createImageData(cols, rows);
  for (let p = 0; p < rows * cols; p++) {
    for (let c = 0; c < 3; c++) image.data[p * 4 + c] = light(data[p * channels + Math.min(c, channels - 1)] ?? 0);
    image.data[p * 4 + 3] = 255;
  }
  return image;
}
/** A grid of images with as many columns as suit the box. */
export function paintImages(canvas: HTMLCanvasElement, data: Float32Array, n: number, space: Space, columns?: number): void {
  const fitted = fit(canvas);
  const [rows = 0, cols = 0, channels = 1] = space.shape;
  if (!fitted || rows === 0 || cols === 0 || n === 0) return;
  const { g, w, h } = fitted;
  const across = columns ?? Math.max(1, Math.ceil(Math.sqrt((n * w * rows) / (h * cols))));
  const down = Math.ceil(n / across);
  const sheet = document.createElement('canvas');
  sheet.width = across * (cols + 1) - 1;
  sheet.height = down * (rows + 1) - 1;
  const s = sheet.getContext('2d');
  if (!s) return;
  const light = lightOf(space);
  const size = numel(space.shape);
  for (let i = 0; i < n; i++) {
    const image = pixelsOf(s, data.subarray(i * size, (i + 1) * size), [rows, cols, channels], light);
    s.putImageData(image, (i % across) * (cols + 1), Math.floor(i / across) * (rows + 1));
  }
  const scale = Math.min(w / sheet.width, h / sheet.height);
  g.imageSmoothingEnabled = false;
  g.drawImage(sheet, (w - sheet.width * scale) / 2, (h - sheet.height * scale) / 2, sheet.width * scale, sheet.height * scale);
}

// Viridis at nine points: light grows evenly, and people who confuse red and green read it too.
const VIRIDIS = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 74, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [109, 205, 89],
  [253, 231, 37],
] as const;
export function viridis(t: number): readonly [number, number, number] {
  const at = Math.max(0, Math.min(1, t)) * (VIRIDIS.length - 1);
  const i = Math.min(VIRIDIS.length - 2, Math.floor(at));
  const f = at - i;
  const a = VIRIDIS[i]!;
  const b = VIRIDIS[i + 1]!;
  return [a[0] + f * (b[0] - a[0]), a[1] + f * (b[1] - a[1]), a[2] + f * (b[2] - a[2])];
}
export const rgb = ([r, g, b]: readonly [number, number, number]): string => `rgb(${Math.round(r)} ${Math.round(g)} ${Math.round(b)})`;
/** A density from its logarithms, scaled so that `top` (a log density) is the brightest. */
export function paintHeat(canvas: HTMLCanvasElement, logs: Float32Array, size: number, top: number): void {
  const fitted = fit(canvas);
  if (!fitted) return;
  const { g, w, h } = fitted;
  const sheet = document.createElement('canvas');
  sheet.width = size;
  sheet.height = size;
  const s = sheet.getContext('2d');
  if (!s) return;
  const image = s.createImageData(size, size);
  for (let row = 0; row < size; row++)
    for (let col = 0; col < size; col++) {
      const log = logs[(size - 1 - row) * size + col]!;
      // The square root lets thin tails show beside sharp peaks.
      const [r, gr, b] = viridis(Number.isFinite(log) ? Math.sqrt(Math.min(1, Math.exp(log - top))) : 0);
      const k = (row * size + col) * 4;
      image.data[k] = r;
      image.data[k + 1] = gr;
      image.data[k + 2] = b;
      image.data[k + 3] = 255;
    }
  s.putImageData(image, 0, 0);
  const side = Math.min(w, h);
  g.imageSmoothingEnabled = true;
  g.drawImage(sheet, (w - side) / 2, (h - side) / 2, side, side);
}
