/** Image samples side by side. */
import type { Space } from '../../graph/space.ts';
import { PAPER, Raster } from './raster.ts';

/** From a value to a shade 0..255. Real values have no range of their own: theirs is taken from what is shown. */
function shading(space: Space, data: Float32Array): (v: number) => number {
  const { values } = space;
  if (values.kind === 'levels') return (v) => (255 * v) / Math.max(1, values.k - 1);
  if (values.kind === 'binary' || values.kind === 'unit') return (v) => 255 * v;
  let low = Infinity;
  let high = -Infinity;
  for (const v of data) {
    low = Math.min(low, v);
    high = Math.max(high, v);
  }
  return high > low ? (v) => (255 * (v - low)) / (high - low) : () => 128;
}

/** Small pictures are enlarged by a whole factor, so that pixels stay square. */
export function imageGrid(space: Space, data: Float32Array, n: number): Raster {
  const [height = 1, width = 1, channels = 1] = space.shape;
  const columns = Math.ceil(Math.sqrt(n));
  const rows = Math.ceil(n / columns);
  const scale = Math.max(1, Math.floor(64 / Math.max(height, width)));
  const gap = 4;
  const step = { x: width * scale + gap, y: height * scale + gap };
  const raster = new Raster(columns * step.x + gap, rows * step.y + gap, PAPER);
  const shade = shading(space, data);
  for (let i = 0; i < n; i++) {
    const left = gap + (i % columns) * step.x;
    const top = gap + Math.floor(i / columns) * step.y;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const at = ((i * height + y) * width + x) * channels;
        const value = (c: number): number => Math.min(255, Math.max(0, Math.round(shade(data[at + (channels >= 3 ? c : 0)]!))));
        raster.fill(left + x * scale, top + y * scale, scale, scale, [value(0), value(1), value(2)]);
      }
  }
  return raster;
}
