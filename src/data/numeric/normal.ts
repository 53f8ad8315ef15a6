/** A multivariate normal distribution in a few dimensions. */

export interface Normal {
  readonly dim: number;
  /** log density in nats of n points, row-major. */
  logDensity(x: ArrayLike<number>, n: number): Float64Array;
  /** Differential entropy in nats, closed form. */
  readonly entropy: number;
  /** mean + L z, for n standard normal points z. */
  place(z: Float64Array, n: number): Float32Array;
}

/** Lower Cholesky factor of a symmetric matrix, row-major. Throws if it is not positive definite. */
export function cholesky(a: readonly number[], d: number): Float64Array {
  const l = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let s = a[i * d + j]!;
      for (let k = 0; k < j; k++) s -= l[i * d + k]! * l[j * d + k]!;
      if (i === j) {
        if (!(s > 0)) throw new RangeError('the covariance is not positive definite');
        l[i * d + i] = Math.sqrt(s);
      } else l[i * d + j] = s / l[j * d + j]!;
    }
  }
  return l;
}

/** `mean` has d numbers, `covariance` d*d, row-major. */
export function normal(mean: readonly number[], covariance: readonly number[]): Normal {
  const d = mean.length;
  const l = cholesky(covariance, d);
  let logDet = 0;
  for (let i = 0; i < d; i++) logDet += 2 * Math.log(l[i * d + i]!);
  const logNorm = -0.5 * (d * Math.log(2 * Math.PI) + logDet);
  return {
    dim: d,
    entropy: d / 2 - logNorm,
    logDensity: (x, n) => {
      const out = new Float64Array(n);
      const r = new Float64Array(d);
      for (let e = 0; e < n; e++) {
        let square = 0;
        for (let i = 0; i < d; i++) {
          let s = x[e * d + i]! - mean[i]!;
          for (let k = 0; k < i; k++) s -= l[i * d + k]! * r[k]!;
          r[i] = s / l[i * d + i]!;
          square += r[i]! * r[i]!;
        }
        out[e] = logNorm - 0.5 * square;
      }
      return out;
    },
    place: (z, n) => {
      const out = new Float32Array(n * d);
      for (let e = 0; e < n; e++)
        for (let i = 0; i < d; i++) {
          let s = mean[i]!;
          for (let k = 0; k <= i; k++) s += l[i * d + k]! * z[e * d + k]!;
          out[e * d + i] = s;
        }
      return out;
    },
  };
}
