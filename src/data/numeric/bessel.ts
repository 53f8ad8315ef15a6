/** The modified Bessel function of order zero, for densities on rings. */

/**
 * log(I0(z) exp(-z)) for z >= 0, to about 1e-15 relative. Power series to z = 30, Hankel's asymptotic series beyond
 * (Abramowitz and Stegun 9.6.12 and 9.7.1); at 30 its smallest term is of order exp(-60).
 */
export function logI0Scaled(z: number): number {
  let term = 1;
  let sum = 1;
  if (z <= 30) {
    const q = (z * z) / 4;
    for (let k = 1; term > sum * 1e-17; k++) {
      term *= q / (k * k);
      sum += term;
    }
    return Math.log(sum) - z;
  }
  for (let k = 1; k < 40; k++) {
    const next = (term * (2 * k - 1) * (2 * k - 1)) / (8 * k * z);
    if (next < sum * 1e-17) break;
    term = next;
    sum += term;
  }
  return Math.log(sum) - 0.5 * Math.log(2 * Math.PI * z);
}
