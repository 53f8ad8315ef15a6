/** Points drawn by a model over the truth: its density where that is known, else real examples. */
import type { Truth } from '../../data/source.ts';
import { BLUE, INK3, LINE, ORANGE, PANEL, Raster } from './raster.ts';

const SIZE = 640;

export interface Points {
  readonly n: number;
  /** n*dim numbers, row-major. */
  readonly data: Float32Array;
}
interface Range {
  readonly low: number;
  readonly high: number;
}
/** Where all but a few points lie, with a margin: one stray sample must not shrink the picture. */
function range(points: Points, dim: number, axis: number): Range {
  const values = Float32Array.from({ length: points.n }, (_, i) => points.data[i * dim + axis]!).sort();
  const low = values[Math.floor(0.002 * points.n)] ?? -1;
  const high = values[Math.ceil(0.998 * points.n) - 1] ?? 1;
  const margin = Math.max(0.15 * (high - low), 1e-3);
  return { low: low - margin, high: high + margin };
}

/** The first two numbers of each example; both axes in one scale. */
export function scatter(model: Points, real: Points, dim: number, truth: Truth | undefined): Raster {
  const [x, y] = square(range(real, dim, 0), range(real, dim, 1));
  const raster = new Raster(SIZE, SIZE, PANEL);
  if (truth && dim === 2) shadeDensity(raster, truth, x, y);
  const place = (p: Points, i: number): readonly [number, number] => [
    (SIZE * (p.data[i * dim]! - x.low)) / (x.high - x.low),
    // the y axis points up
    SIZE - (SIZE * (p.data[i * dim + 1]! - y.low)) / (y.high - y.low),
  ];
  if (!truth || dim !== 2) for (let i = 0; i < real.n; i++) raster.dot(...place(real, i), 1.6, INK3, 0.35);
  for (let i = 0; i < model.n; i++) raster.dot(...place(model, i), 1.8, ORANGE, 0.6);
  raster.frame(LINE);
  return raster;
}
function square(x: Range, y: Range): readonly [Range, Range] {
  const half = Math.max(x.high - x.low, y.high - y.low) / 2;
  const around = (r: Range): Range => ({ low: (r.low + r.high) / 2 - half, high: (r.low + r.high) / 2 + half });
  return [around(x), around(y)];
}
function shadeDensity(raster: Raster, truth: Truth, x: Range, y: Range): void {
  const points = new Float32Array(SIZE * SIZE * 2);
  for (let j = 0; j < SIZE; j++)
    for (let i = 0; i < SIZE; i++) {
      points[(j * SIZE + i) * 2] = x.low + ((i + 0.5) / SIZE) * (x.high - x.low);
      points[(j * SIZE + i) * 2 + 1] = y.high - ((j + 0.5) / SIZE) * (y.high - y.low);
    }
  const log = truth.logDensity(points, SIZE * SIZE);
  const top = log.reduce((a, b) => Math.max(a, b), -Infinity);
  // the root shows thin tails that the density itself would hide
  for (let j = 0; j < SIZE; j++)
    for (let i = 0; i < SIZE; i++) raster.blend(i, j, BLUE, 0.5 * Math.sqrt(Math.exp(log[j * SIZE + i]! - top)));
}

/** One number an example: the model's histogram as bars over the truth. */
export function histogram(model: Points, real: Points, truth: Truth | undefined): Raster {
  const height = 360;
  const bins = 64;
  const { low, high } = range(real, 1, 0);
  const raster = new Raster(SIZE, height, PANEL);
  const bar = SIZE / bins;
  const density = (p: Points): Float64Array => {
    const counts = new Float64Array(bins);
    for (let i = 0; i < p.n; i++) {
      const k = Math.floor((bins * (p.data[i]! - low)) / (high - low));
      if (k >= 0 && k < bins) counts[k]!++;
    }
    return counts.map((c) => (c * bins) / (p.n * (high - low)));
  };
  const centres = Float32Array.from({ length: bins }, (_, k) => low + ((k + 0.5) / bins) * (high - low));
  const drawn = density(model);
  const known = truth ? truth.logDensity(centres, bins).map(Math.exp) : density(real);
  const top = 1.1 * Math.max(...drawn, ...known);
  const level = (d: number): number => Math.round(height * (1 - d / top));
  for (let k = 0; k < bins; k++) {
    raster.fill(k * bar, level(known[k]!), bar, height - level(known[k]!), BLUE, 0.35);
    raster.fill(k * bar + 1, level(drawn[k]!), bar - 2, height - level(drawn[k]!), ORANGE, 0.55);
  }
  raster.frame(LINE);
  return raster;
}
