/** A spiral of one and a half turns: the cross-section of scikit-learn's make_swiss_roll, scaled to radius 2. */
import { real } from '../../graph/space.ts';
import { panelled } from '../numeric/gauss-legendre.ts';
import { alongCurve, smearTruth } from './smear.ts';
import { streamed } from './streamed.ts';

const SD = 0.08;
const FROM = 1.5 * Math.PI;
const TO = 4.5 * Math.PI;
const SCALE = 2 / TO;
const at = (t: number): readonly [number, number] => [SCALE * t * Math.cos(t), SCALE * t * Math.sin(t)];

/** x: real [2]; radius from 2/3 to 2, noise 0.08. */
export const swissroll = streamed({
  name: 'swissroll',
  title: 'Swiss roll',
  summary: 'A long spiral band: one piece, far from any straight line.',
  columns: { x: { space: real(2) } },
  draw: (s, n) => {
    const u = s.uniform(n);
    const z = s.normal(2 * n);
    const x = new Float32Array(2 * n);
    for (let i = 0; i < n; i++) {
      const [a, b] = at(FROM + (TO - FROM) * u[i]!);
      x[2 * i] = a + SD * z[2 * i]!;
      x[2 * i + 1] = b + SD * z[2 * i + 1]!;
    }
    return { x };
  },
  // The curve is 12.7 long; 12 panels of 40 nodes stay at most half the noise apart, so the sum is the integral to about 1e-12.
  truth: () => ({ x: smearTruth({ ...alongCurve(panelled(12, 40, FROM, TO), at), sd: SD }) }),
});
