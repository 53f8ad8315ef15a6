/** The eight dark squares of a 4x4 board, evenly filled: hard edges and corners that touch. */
import { real } from '../../graph/space.ts';
import { streamed } from './streamed.ts';
import { pointwise2d, truthOf } from './truth.ts';

const EVEN = 2 ** 20;

/** Column and row (from the lower left, 0..3) of dark square k in 0..7: those with column + row even. */
const square = (k: number): readonly [number, number] => {
  const row = k >> 1;
  return [2 * (k & 1) + (row & 1), row];
};

/** log 1/8 on the dark squares of [-2, 2]^2, -Infinity elsewhere. */
const log = (x: number, y: number): number => {
  const [i, j] = [Math.floor(x + 2), Math.floor(y + 2)];
  return i >= 0 && i < 4 && j >= 0 && j < 4 && ((i + j) & 1) === 0 ? -Math.log(8) : -Infinity;
};

/** x: real [2]; the board is [-2, 2]^2, squares of side 1. */
export const checkerboard = streamed({
  name: 'checkerboard',
  title: 'Checkerboard',
  summary: 'Eight evenly filled squares: sharp edges, and corners that touch.',
  columns: { x: { space: real(2) } },
  draw: (s, n) => {
    const which = s.integers(n, 8);
    const u = s.uniform(2 * n);
    // Midpoints of a fine grid are exact in float32, so that rounding never puts a point on or over an edge.
    const inside = (v: number): number => (Math.floor(v * EVEN) + 0.5) / EVEN;
    const x = new Float32Array(2 * n);
    for (let i = 0; i < n; i++) {
      const [a, b] = square(which[i]!);
      x[2 * i] = a - 2 + inside(u[2 * i]!);
      x[2 * i + 1] = b - 2 + inside(u[2 * i + 1]!);
    }
    return { x };
  },
  truth: () => ({
    x: truthOf({
      logDensity: pointwise2d(log),
      entropy: () => Math.log(8),
      entropyBy: 'closed form: log 8',
      // Half a diagonal: the whole square, touching its neighbours at their corners only.
      modes: {
        centres: Float32Array.from([0, 1, 2, 3, 4, 5, 6, 7].flatMap((k) => square(k).map((c) => c - 1.5))),
        radius: Math.SQRT1_2,
      },
    }),
  }),
});
