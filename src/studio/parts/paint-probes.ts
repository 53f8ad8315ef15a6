/** Drawing what nodes hold: fields, landscapes, warped grids, clouds by class. No React. */
import type { Shows } from '../../graph/vocabulary.ts';
import type { Probed } from '../../workers/protocol.ts';
import { type Bounds, boundsOf, fit, frameOf, ink, paintClouds, paintHistogram, paintImages, viridis } from './paint.ts';
import { CLASS_HUES, ofClass } from './class-hues.ts';
import { paintNext } from './paint-next.ts';
import { paintArrows } from './paint-plane.ts';
import { paintBeside, paintNoised, paintVariable } from './paint-variables.ts';

/** Which of several pictures: a noise level, a position of a text. */
export interface Choice {
  readonly level?: number | undefined;
}
type Paint = (canvas: HTMLCanvasElement, p: Probed, choice: Choice) => void;

/** The level that is shown before anybody asks: where the field is neither all noise nor all detail. */
export const usualLevel = (p: Probed): number => p.at ?? Math.floor((p.levels?.length ?? 1) / 2);

export function paintField(canvas: HTMLCanvasElement, p: Probed, { level = usualLevel(p) }: Choice): void {
  const field = p.parts[String(level)];
  if (field) paintArrows(canvas, field, p, ink(canvas, '--network'));
}

/** Nats of energy that are told apart above the lowest. */
const DEPTH = 8;
/** Bright where the model or the critic believes in data; the critic's zero, where it cannot tell, is a line. */
export function paintLandscape(canvas: HTMLCanvasElement, p: Probed): void {
  const fitted = fit(canvas);
  const values = p.parts['value'];
  if (!fitted || !values) return;
  const { g, w, h } = fitted;
  const sorted = values.filter((v) => Number.isFinite(v)).sort();
  const energy = p.quantity === 'energy';
  const low = energy ? sorted[0]! : sorted[Math.floor(sorted.length * 0.02)]!;
  const high = energy ? low + DEPTH : sorted[Math.floor(sorted.length * 0.98)]!;
  const light = (v: number): number => {
    const t = (v - low) / (high - low || 1);
    return energy ? 1 - t : t;
  };
  const sheet = document.createElement('canvas');
  sheet.width = sheet.height = p.size;
  const s = sheet.getContext('2d');
  if (!s) return;
  const image = s.createImageData(p.size, p.size);
  for (let i = 0; i < values.length; i++) {
    const at = ((p.size - 1 - Math.floor(i / p.size)) * p.size + (i % p.size)) * 4;
    image.data.set([...viridis(light(values[i]!)), 255], at);
  }
  s.putImageData(image, 0, 0);
  const side = Math.min(w, h);
  const [left, top] = [(w - side) / 2, (h - side) / 2];
  g.imageSmoothingEnabled = true;
  g.drawImage(sheet, left, top, side, side);
  if (energy) return;
  g.strokeStyle = '#fff';
  g.lineWidth = 1.2;
  g.beginPath();
  const place = (col: number, row: number): [number, number] => [
    left + ((col + 0.5) * side) / p.size,
    top + side - ((row + 0.5) * side) / p.size,
  ];
  for (const [a, b, c, d] of crossings(values, p.size)) {
    g.moveTo(...place(a, b));
    g.lineTo(...place(c, d));
  }
  g.stroke();
}
/** Pieces of the line where a grid of values crosses zero, in cells: [column, row, column, row] (marching squares). */
export function crossings(values: ArrayLike<number>, size: number): readonly (readonly [number, number, number, number])[] {
  const found: [number, number, number, number][] = [];
  const at = (col: number, row: number): number => values[row * size + col]!;
  for (let row = 0; row + 1 < size; row++)
    for (let col = 0; col + 1 < size; col++) {
      const corners = [
        [col, row],
        [col + 1, row],
        [col + 1, row + 1],
        [col, row + 1],
      ] as const;
      const cut: [number, number][] = [];
      for (let k = 0; k < 4; k++) {
        const [a, b] = [corners[k]!, corners[(k + 1) % 4]!];
        const [va, vb] = [at(...a), at(...b)];
        if (va < 0 === vb < 0) continue;
        const t = va / (va - vb);
        cut.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
      }
      for (let k = 0; k + 1 < cut.length; k += 2) found.push([...cut[k]!, ...cut[k + 1]!]);
    }
  return found;
}

/** The lines of the grid where the flow has taken them; those through the middle stronger. */
export function paintGrid(canvas: HTMLCanvasElement, p: Probed): void {
  const fitted = fit(canvas);
  const points = p.parts['value'];
  if (!fitted || !points) return;
  const { g, w, h } = fitted;
  const lines = points.length / 2 / p.size;
  const { x, y } = frameOf(boundsOf(points, points.length / 2, 2, 0.04), w, h);
  g.strokeStyle = ink(canvas, '--distribution');
  for (let l = 0; l < lines; l++) {
    const middle = l % (lines / 2) === Math.floor(lines / 4);
    g.lineWidth = middle ? 1.6 : 0.8;
    g.globalAlpha = middle ? 1 : 0.65;
    g.beginPath();
    for (let k = 0; k < p.size; k++) {
      const i = l * p.size + k;
      g[k ? 'lineTo' : 'moveTo'](x(points[2 * i]!), y(points[2 * i + 1]!));
    }
    g.stroke();
  }
  g.globalAlpha = 1;
}

export function paintCodes(canvas: HTMLCanvasElement, p: Probed, _: Choice, bounds?: Bounds): void {
  const { draw } = p.parts;
  if (!draw) return;
  const box = bounds ?? boundsOf(draw, draw.length / 2, 2);
  const dot = { dim: 2, alpha: 0.7, radius: 0.99 };
  if (!p.classes) return paintClouds(canvas, [{ ...dot, data: draw, n: draw.length / 2, color: ink(canvas, '--distribution') }], box);
  const kinds = [...new Set(p.classes)].toSorted((a, b) => a - b);
  const clouds = kinds.map((k) => {
    const data = ofClass(draw, p.classes!, k);
    return { ...dot, data, n: data.length / 2, color: CLASS_HUES[k % CLASS_HUES.length]! };
  });
  paintClouds(canvas, clouds, box);
}
function paintDraws(canvas: HTMLCanvasElement, p: Probed): void {
  const { draw } = p.parts;
  if (!draw) return;
  const color = ink(canvas, '--distribution');
  if (p.width === 1) return paintHistogram(canvas, draw, color);
  const n = draw.length / p.width;
  paintClouds(canvas, [{ data: draw, n, dim: p.width, color, alpha: 0.5, radius: 0.9 }], boundsOf(draw, n, p.width));
}
function paintManifold(canvas: HTMLCanvasElement, p: Probed): void {
  const values = p.parts['value'];
  if (!values || !p.space) return;
  if (p.space.layout === 'image') {
    // rows of the picture run downwards, those of the plane upwards
    const flipped = new Float32Array(values.length);
    const row = p.size * p.width;
    for (let r = 0; r < p.size; r++) flipped.set(values.subarray(r * row, (r + 1) * row), (p.size - 1 - r) * row);
    return paintImages(canvas, flipped, p.size * p.size, p.space, p.size);
  }
  const n = p.size * p.size;
  paintClouds(
    canvas,
    [{ data: values, n, dim: p.width, color: ink(canvas, '--distribution'), alpha: 0.8, radius: 1.4 }],
    boundsOf(values, n, p.width),
  );
}
export const PAINT: Readonly<Record<Shows, Paint>> = {
  field: paintField,
  landscape: paintLandscape,
  grid: paintGrid,
  posterior: paintCodes,
  draws: paintDraws,
  manifold: paintManifold,
  next: (canvas, p, { level }) => paintNext(canvas, p, level),
  noised: paintNoised,
  codes: paintVariable,
  beside: paintBeside,
};
