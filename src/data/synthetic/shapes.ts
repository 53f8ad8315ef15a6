/** One coloured shape per picture, with the factors it was drawn from and a caption: for disentangling and for conditioning. */
import type { Stream } from '../random.ts';
import { streamed } from './streamed.ts';

const SIZE = 16;
const BACKGROUND = 24;

/** Red, green, blue. */
const COLOURS: readonly (readonly [string, readonly [number, number, number]])[] = [
  ['red', [230, 60, 50]],
  ['orange', [245, 150, 40]],
  ['yellow', [240, 220, 70]],
  ['green', [70, 190, 90]],
  ['blue', [60, 120, 235]],
  ['violet', [170, 90, 220]],
];

type Distance = (x: number, y: number, r: number) => number;
/** Signed distance to the edge in pixels, negative inside. Circle and square of one r have the same area; all lie within 1.05 r. */
const SHAPES: readonly (readonly [string, Distance])[] = [
  ['circle', (x, y, r) => Math.hypot(x, y) - r],
  ['square', (x, y, r) => Math.max(Math.abs(x), Math.abs(y)) - 0.89 * r],
  // Equal sides, base down: the largest distance to a side, from the centre of mass, which lies below the middle.
  ['triangle', (x, y, r) => Math.max(y - 0.3 * r, 0.866 * Math.abs(x) - 0.5 * (y - 0.3 * r)) - 0.6 * r],
];

const WORDS = ['small', 'large', ...COLOURS.map(([name]) => name), ...SHAPES.map(([name]) => name), 'top', 'bottom', 'left', 'right']; // prettier-ignore
const word = (name: string): number => WORDS.indexOf(name);
const [LEAST, MOST] = [2.6, 5.2];
/** Words of a caption, such as "small red circle top left". */
const CAPTION = 5;
/** Colour, shape, size, x, y. */
const FACTORS = 5;

function drawShape(u: Float64Array, factors: Float32Array, caption: Float32Array, x: Float32Array): void {
  const colour = Math.floor(u[0]! * COLOURS.length);
  const shape = Math.floor(u[1]! * SHAPES.length);
  const size = 2 * u[2]! - 1;
  const [left, top] = [2 * u[3]! - 1, 2 * u[4]! - 1];
  factors.set([(2 * colour) / (COLOURS.length - 1) - 1, shape - 1, size, left, top]);
  const [colourName, rgb] = COLOURS[colour]!;
  const [shapeName, distance] = SHAPES[shape]!;
  const names = [size < 0 ? 'small' : 'large', colourName, shapeName, top < 0 ? 'top' : 'bottom', left < 0 ? 'left' : 'right']; // prettier-ignore
  caption.set(names.map(word));

  const r = LEAST + ((MOST - LEAST) * (size + 1)) / 2;
  // The middle stays far enough from the border that every shape lies wholly inside, whatever its size.
  const room = SIZE / 2 - 1.05 * MOST;
  const [cx, cy] = [SIZE / 2 + room * left, SIZE / 2 + room * top];
  for (let j = 0; j < SIZE; j++)
    for (let i = 0; i < SIZE; i++) {
      const cover = Math.min(1, Math.max(0, 0.5 - distance(i + 0.5 - cx, j + 0.5 - cy, r)));
      for (let c = 0; c < 3; c++) x[(j * SIZE + i) * 3 + c] = Math.round(BACKGROUND + cover * (rgb[c]! - BACKGROUND));
    }
}

/**
 * x: levels of 256 [16, 16, 3]; factors: real [5], colour, shape, size, x and y, each evenly spread over [-1, 1] (colour in 6
 * and shape in 3 steps); caption: tokens of 15, shape [5].
 */
export const shapes = streamed({
  name: 'shapes',
  title: 'Coloured shapes',
  summary: 'A coloured circle, square or triangle, 16 by 16 pixels, with its factors and a caption.',
  columns: {
    x: { space: { layout: 'image', shape: [SIZE, SIZE, 3], values: { kind: 'levels', k: 256 } } },
    factors: { space: { layout: 'vector', shape: [FACTORS], values: { kind: 'real' } } },
    caption: { space: { layout: 'sequence', shape: [CAPTION], values: { kind: 'tokens', k: WORDS.length } } },
  },
  labels: { factors: ['colour', 'shape', 'size', 'x', 'y'], caption: WORDS },
  draw: (s: Stream, n) => {
    const u = s.uniform(n * FACTORS);
    const x = new Float32Array(n * SIZE * SIZE * 3);
    const factors = new Float32Array(n * FACTORS);
    const caption = new Float32Array(n * CAPTION);
    const part = (a: Float32Array, i: number): Float32Array => a.subarray((i * a.length) / n, ((i + 1) * a.length) / n);
    for (let i = 0; i < n; i++) drawShape(u.subarray(i * FACTORS, (i + 1) * FACTORS), part(factors, i), part(caption, i), part(x, i));
    return { x, factors, caption };
  },
});
