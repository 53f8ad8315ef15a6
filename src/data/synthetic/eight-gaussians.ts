/** Eight equal normals on a circle: the usual test of whether a model finds every mode. */
import { real } from '../../graph/space.ts';
import { smearTruth } from './smear.ts';
import { streamed } from './streamed.ts';

const K = 8;
const RADIUS = 2;
const SD = 0.2;

const centres = new Float64Array(2 * K);
for (let k = 0; k < K; k++) centres.set([RADIUS * Math.cos((2 * Math.PI * k) / K), RADIUS * Math.sin((2 * Math.PI * k) / K)], 2 * k);

/** x: real [2]; centres at radius 2, standard deviation 0.2 in each direction. */
export const eightGaussians = streamed({
  name: '8gaussians',
  title: 'Eight Gaussians',
  summary: 'Eight separate round clusters on a circle: does a model find every one?',
  columns: { x: { space: real(2) } },
  draw: (s, n) => {
    const which = s.integers(n, K);
    const z = s.normal(2 * n);
    const x = new Float32Array(2 * n);
    for (let i = 0; i < n; i++) {
      const k = which[i]!;
      x[2 * i] = centres[2 * k]! + SD * z[2 * i]!;
      x[2 * i + 1] = centres[2 * k + 1]! + SD * z[2 * i + 1]!;
    }
    return { x };
  },
  truth: () => ({
    x: smearTruth({ centres, weights: new Float64Array(K).fill(1 / K), sd: SD }, { centres: Float32Array.from(centres), radius: 3 * SD }),
  }),
});
