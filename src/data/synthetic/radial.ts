/** Circles around the origin blurred by an isotropic normal: density in closed form, entropy by an integral over the radius. */
import { logI0Scaled } from '../numeric/bessel.ts';
import { gaussLegendre } from '../numeric/gauss-legendre.ts';
import type { Stream } from '../random.ts';
import type { Truth } from '../source.ts';
import { pointwise2d, truthOf } from './truth.ts';

/** Points on one of `radii` (equally likely), at an even angle, plus N(0, sd^2 I). n*2 numbers, row-major. */
export function drawCircles(s: Stream, n: number, radii: readonly number[], sd: number): Float32Array {
  const which = s.integers(n, radii.length);
  const u = s.uniform(n);
  const z = s.normal(2 * n);
  const x = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) {
    const r = radii[which[i]!]!;
    const a = 2 * Math.PI * u[i]!;
    x[2 * i] = r * Math.cos(a) + sd * z[2 * i]!;
    x[2 * i + 1] = r * Math.sin(a) + sd * z[2 * i + 1]!;
  }
  return x;
}

/**
 * A point at distance r from the centre of a blurred circle of radius R has density
 * exp(-(r - R)^2 / 2sd^2) I0(rR / sd^2) exp(-rR / sd^2) / (2 pi sd^2) (the Rice distribution over its circumference).
 */
export function circlesTruth(radii: readonly number[], sd: number): Truth {
  const v = sd * sd;
  const logNorm = -Math.log(2 * Math.PI * v) - Math.log(radii.length);
  const atRadius = (r: number): number => {
    const logs = radii.map((R) => -((r - R) * (r - R)) / (2 * v) + logI0Scaled((r * R) / v));
    const top = Math.max(...logs);
    return logNorm + top + Math.log(logs.reduce((a, l) => a + Math.exp(l - top), 0));
  };
  return truthOf({
    logDensity: pointwise2d((x, y) => atRadius(Math.hypot(x, y))),
    entropy: () => {
      const bounds = radii
        .flatMap((R) => [R - 12 * sd, R + 12 * sd])
        .map((r) => Math.max(0, r))
        .sort((a, b) => a - b);
      let sum = 0;
      for (let i = 1; i < bounds.length; i++) {
        const { nodes, weights } = gaussLegendre(200, bounds[i - 1]!, bounds[i]!);
        nodes.forEach((r, k) => {
          const l = atRadius(r);
          if (l > -700) sum -= weights[k]! * 2 * Math.PI * r * l * Math.exp(l);
        });
      }
      return sum;
    },
    entropyBy: 'quadrature over the radius, error below 1e-9',
  });
}
