/**
 * Five curved arms (after Johnson et al., 2016, "Composing graphical models with neural networks"). There the twist depends on
 * a point's coordinate along its arm; here on its distance from the origin, which keeps areas, so the density is exact.
 */
import { real } from '../../graph/space.ts';
import { entropy2d } from '../numeric/plane.ts';
import { streamed } from './streamed.ts';
import { pointwise2d, truthOf } from './truth.ts';

const ARMS = 5;
const CENTRE = 1.3;
const ALONG = 0.35;
const ACROSS = 0.1;
/** Radians of twist per unit of distance. */
const TWIST = 0.9;

const arm = (k: number): number => (2 * Math.PI * k) / ARMS;
const logNorm = -Math.log(2 * Math.PI * ALONG * ACROSS * ARMS);

/** log p before the twist: straight arms. */
const straight = (x: number, y: number): number => {
  const logs = new Float64Array(ARMS);
  let top = -Infinity;
  for (let k = 0; k < ARMS; k++) {
    const [c, s] = [Math.cos(arm(k)), Math.sin(arm(k))];
    const u = (c * x + s * y - CENTRE) / ALONG;
    const v = (c * y - s * x) / ACROSS;
    logs[k] = -0.5 * (u * u + v * v);
    if (logs[k]! > top) top = logs[k]!;
  }
  let sum = 0;
  for (const l of logs) sum += Math.exp(l - top);
  return logNorm + top + Math.log(sum);
};

/** x: real [2]; arms centred at distance 1.3, standard deviation 0.35 along and 0.1 across. */
export const pinwheel = streamed({
  name: 'pinwheel',
  title: 'Pinwheel',
  summary: 'Five curved arms: clusters that are neither round nor straight.',
  columns: { x: { space: real(2) } },
  draw: (s, n) => {
    const which = s.integers(n, ARMS);
    const z = s.normal(2 * n);
    const x = new Float32Array(2 * n);
    for (let i = 0; i < n; i++) {
      const u = CENTRE + ALONG * z[2 * i]!;
      const v = ACROSS * z[2 * i + 1]!;
      const a = arm(which[i]!) + TWIST * Math.hypot(u, v);
      x[2 * i] = u * Math.cos(a) - v * Math.sin(a);
      x[2 * i + 1] = u * Math.sin(a) + v * Math.cos(a);
    }
    return { x };
  },
  truth: () => ({
    x: truthOf({
      logDensity: pointwise2d((x, y) => {
        const a = -TWIST * Math.hypot(x, y);
        return straight(x * Math.cos(a) - y * Math.sin(a), x * Math.sin(a) + y * Math.cos(a));
      }),
      // The twist keeps areas, so it keeps the entropy; the straight arms are smoother to integrate.
      entropy: () => entropy2d(straight, { lo: [-4.5, -4.5], hi: [4.5, 4.5] }, ACROSS / 4),
      entropyBy: 'quadrature on a grid of spacing sd / 4, error below 1e-6',
    }),
  }),
});
