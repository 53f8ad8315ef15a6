/** Two overlapping normals of different shape, with the class of each point: what a classifier can reach is known. */
import { real, tokens } from '../../graph/space.ts';
import { normal } from '../numeric/normal.ts';
import { entropy2d, integrate2d } from '../numeric/plane.ts';
import type { Bayes } from '../source.ts';
import { streamed } from './streamed.ts';
import { lazy, truthOf } from './truth.ts';

const K = 2;
const CLASSES = [normal([-0.8, 0.3], [1, 0.5, 0.5, 0.7]), normal([0.9, -0.3], [0.5, -0.2, -0.2, 0.9])];
const BOX = { lo: [-9, -9], hi: [9, 9] } as const;

/** log p(y) p(x | y), n*k. */
function logJoint(x: ArrayLike<number>, n: number): Float64Array {
  const out = new Float64Array(n * K);
  CLASSES.forEach((p, k) => p.logDensity(x, n).forEach((l, i) => (out[i * K + k] = l - Math.log(K))));
  return out;
}

function logDensity(x: ArrayLike<number>, n: number): Float64Array {
  const joint = logJoint(x, n);
  return Float64Array.from({ length: n }, (_, i) => {
    const [a, b] = [joint[2 * i]!, joint[2 * i + 1]!];
    return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
  });
}

/** p(y | x) for n points: n*2, rows summing to 1. */
export function twoClassesPosterior(x: Float32Array, n: number): Float64Array {
  const joint = logJoint(x, n);
  return Float64Array.from(joint, (l, at) => 1 / (1 + Math.exp(joint[at ^ 1]! - l)));
}

/** Integral of max over y of p(y, x); the crease at the boundary leaves an error of about the spacing squared, below 1e-4. */
const accuracy = lazy(() => integrate2d((x, y) => Math.exp(Math.max(...logJoint([x, y], 1))), { lo: [-5, -5], hi: [5, 5] }, 0.02));

const bayes: Bayes = {
  posterior: twoClassesPosterior,
  get accuracy() {
    return accuracy();
  },
};

/** x: real [2]; y: tokens of 2, shape [], equally likely. */
export const twoClasses = streamed({
  name: 'two-classes',
  title: 'Two classes',
  summary: 'Two overlapping clouds with their class: the best possible accuracy is known.',
  columns: { x: { space: real(2) }, y: { space: tokens(K) } },
  labels: { y: ['left', 'right'] },
  draw: (s, n) => {
    const y = Float32Array.from(s.integers(n, K));
    const z = s.normal(2 * n);
    const x = new Float32Array(2 * n);
    const placed = CLASSES.map((p) => p.place(z, n));
    y.forEach((k, i) => x.set(placed[k]!.subarray(2 * i, 2 * i + 2), 2 * i));
    return { x, y };
  },
  truth: () => ({
    x: truthOf({
      logDensity,
      entropy: () => entropy2d((x, y) => logDensity([x, y], 1)[0]!, BOX, 0.1),
      entropyBy: 'quadrature on a grid of spacing 0.1, error below 1e-6',
    }),
  }),
  bayes: () => bayes,
});
