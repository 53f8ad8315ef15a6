/** Drawing what variables hold, and examples on their way to noise. No React. */
import { numel } from '../../graph/space.ts';
import type { Probed } from '../../workers/protocol.ts';
import { CLASS_HUES, ofClass } from './class-hues.ts';
import { type Bounds, type Cloud, boundsOf, fit, frameOf, ink, paintClouds, paintHistogram, paintImages } from './paint.ts';
import { paintPicture } from './paint-picture.ts';

/** Codes by class over draws of p, faintly; single numbers and tokens as bars. */
export function paintVariable(canvas: HTMLCanvasElement, p: Probed): void {
  const { draw, prior } = p.parts;
  if (!draw) return;
  const color = ink(canvas, '--variable');
  if (p.width === 1) return paintHistogram(canvas, draw, color, p.space?.values.kind === 'tokens' ? p.space.values.k : undefined);
  const n = draw.length / 2;
  const under: Cloud[] = prior ? [{ data: prior, n: prior.length / 2, dim: 2, color: ink(canvas, '--ink3'), alpha: 0.4, radius: 0.8 }] : [];
  const dot = { dim: 2, alpha: 0.75, radius: 0.95 };
  const { classes } = p;
  const clouds = !classes
    ? [{ ...dot, data: draw, n, color }]
    : [...new Set(classes)]
        .toSorted((a, b) => a - b)
        .map((k) => {
          const data = ofClass(draw, classes, k);
          return { ...dot, data, n: data.length / 2, color: CLASS_HUES[k % CLASS_HUES.length]! };
        });
  const all = prior ? joined(draw, prior) : draw;
  paintClouds(canvas, [...under, ...clouds], boundsOf(all, all.length / 2, 2, 0.06));
}
function joined(a: Float32Array, b: Float32Array): Float32Array {
  const all = new Float32Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
/** The data of a variable. */
export function paintBeside(canvas: HTMLCanvasElement, p: Probed): void {
  const { data } = p.parts;
  if (!data || !p.space) return;
  const n = data.length / Math.max(1, numel(p.space.shape));
  paintPicture(canvas, { picture: { space: p.space, data, n }, color: '--ink2', most: 400, radius: 0.9 });
}

/** More noise than this dwarfs the data: then every level has a scale of its own. */
const ONE_SCALE = 2;
const GAP = 3;
/** From the data on the left to noise on the right. */
export function paintNoised(canvas: HTMLCanvasElement, p: Probed): void {
  const levels = Object.keys(p.parts).toSorted((a, b) => Number(a) - Number(b));
  const rows = levels.map((l) => p.parts[l]!);
  const [first] = rows;
  if (!first) return;
  if (p.space?.layout === 'image' && p.space.shape.length === 3) {
    const size = numel(p.space.shape);
    const strip = new Float32Array(rows.length * size);
    rows.forEach((r, i) => strip.set(r.subarray(0, size), i * size));
    return paintImages(canvas, strip, rows.length, p.space, rows.length);
  }
  const dim = Math.min(2, p.width);
  const fitted = fit(canvas);
  if (!fitted) return;
  const { g, w, h } = fitted;
  const wide = (w - GAP * (rows.length - 1)) / rows.length;
  const flat = (r: Float32Array): Float32Array => (dim === 2 ? r : lifted(r));
  const together =
    Math.max(...(p.levels ?? [0])) <= ONE_SCALE ? boundsOf(rows.map(flat).reduce(joined), rows.length * p.size, 2, 0.05) : undefined;
  g.fillStyle = ink(canvas, '--schedule');
  rows.map(flat).forEach((r, i) => {
    const bounds: Bounds = together ?? boundsOf(r, r.length / 2, 2, 0.05);
    const { x, y } = frameOf(bounds, wide, h);
    g.globalAlpha = 0.6;
    for (let k = 0; k < r.length / 2; k++) {
      const [px, py] = [x(r[2 * k]!), y(r[2 * k + 1]!)];
      if (px < 0 || px > wide || py < 0 || py > h) continue;
      g.fillRect(i * (wide + GAP) + px - 0.6, py - 0.6, 1.2, 1.2);
    }
  });
  g.globalAlpha = 1;
}
/** Single numbers as points of the plane: the height is the number of the example, so that they do not cover each other. */
function lifted(r: Float32Array): Float32Array {
  const out = new Float32Array(2 * r.length);
  r.forEach((v, i) => out.set([v, (4 * i) / r.length - 2], 2 * i));
  return out;
}
