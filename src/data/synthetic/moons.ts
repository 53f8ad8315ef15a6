/** Two interlocking half circles, as in scikit-learn's make_moons with noise 0.1, moved to zero mean; angles are drawn evenly. */
import { real } from '../../graph/space.ts';
import { gaussLegendre } from '../numeric/gauss-legendre.ts';
import { alongCurve, smearTruth } from './smear.ts';
import { streamed } from './streamed.ts';

const SD = 0.1;
// The mean of the two arcs is (1/2, 1/4); each arc is given relative to it.
const upper = (t: number): readonly [number, number] => [Math.cos(t) - 0.5, Math.sin(t) - 0.25];
const lower = (t: number): readonly [number, number] => [0.5 - Math.cos(t), 0.25 - Math.sin(t)];

/** x: real [2]; radius 1, noise 0.1. */
export const moons = streamed({
  name: 'moons',
  title: 'Two moons',
  summary: 'Two interlocking half circles: a curved shape in two pieces.',
  columns: { x: { space: real(2) } },
  draw: (s, n) => {
    const side = s.integers(n, 2);
    const t = s.uniform(n);
    const z = s.normal(2 * n);
    const x = new Float32Array(2 * n);
    for (let i = 0; i < n; i++) {
      const [a, b] = (side[i] === 0 ? upper : lower)(Math.PI * t[i]!);
      x[2 * i] = a + SD * z[2 * i]!;
      x[2 * i + 1] = b + SD * z[2 * i + 1]!;
    }
    return { x };
  },
  truth: () => {
    // 96 nodes on an arc of length pi: at most 0.05 apart, half the noise, so the sum is the integral to about 1e-12.
    const rule = gaussLegendre(96, 0, Math.PI);
    const [a, b] = [alongCurve(rule, upper), alongCurve(rule, lower)];
    const m = rule.nodes.length;
    const centres = new Float64Array(4 * m);
    centres.set(a.centres);
    centres.set(b.centres, 2 * m);
    const weights = new Float64Array(2 * m);
    weights.set(a.weights.map((w) => w / 2));
    weights.set(
      b.weights.map((w) => w / 2),
      m,
    );
    return { x: smearTruth({ centres, weights, sd: SD }) };
  },
});
