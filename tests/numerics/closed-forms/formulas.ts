/** Closed forms written apart from the program language. */
export const LOG_2PI = Math.log(2 * Math.PI);
export const mean = (xs: ArrayLike<number>): number => Array.from(xs).reduce((a, x) => a + x, 0) / xs.length;
export const logSumExp = (xs: readonly number[]): number => {
  const top = Math.max(...xs);
  return top + Math.log(xs.reduce((a, x) => a + Math.exp(x - top), 0));
};
export const softmax = (xs: readonly number[]): number[] => xs.map((x) => Math.exp(x - logSumExp(xs)));
export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
/** log N(x; m, s^2) */
export const logNormal = (x: number, m: number, s: number): number => -0.5 * ((x - m) / s) ** 2 - Math.log(s) - 0.5 * LOG_2PI;
/** The greatest difference between two lists of numbers of one length. */
export const worst = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  a.length === b.length ? Array.from(a).reduce((m, x, i) => Math.max(m, Math.abs(x - b[i]!)), 0) : Infinity;
/** A flat list as rows of n. */
export const rows = (a: ArrayLike<number>, n: number): number[][] =>
  Array.from({ length: a.length / n }, (_, i) => Array.from({ length: n }, (__, j) => a[i * n + j]!));
/** The standard error of a mean. */
export function standardError(xs: ArrayLike<number>): number {
  const m = mean(xs);
  return Math.sqrt(mean(Array.from(xs, (x) => (x - m) ** 2)) / xs.length);
}

/** log |det| and solution by Gaussian elimination with partial pivoting. */
export function eliminate(m: readonly (readonly number[])[], r: readonly number[]): { logdet: number; x: number[] } {
  const n = m.length;
  const a = m.map((row, i) => [...row, r[i]!]);
  let logdet = 0;
  for (let i = 0; i < n; i++) {
    let p = i;
    for (let k = i; k < n; k++) if (Math.abs(a[k]![i]!) > Math.abs(a[p]![i]!)) p = k;
    [a[i], a[p]] = [a[p]!, a[i]!];
    logdet += Math.log(Math.abs(a[i]![i]!));
    for (let k = i + 1; k < n; k++) {
      const f = a[k]![i]! / a[i]![i]!;
      for (let j = i; j <= n; j++) a[k]![j]! -= f * a[i]![j]!;
    }
  }
  const x = Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let s = a[i]![n]!;
    for (let j = i + 1; j < n; j++) s -= a[i]![j]! * x[j]!;
    x[i] = s / a[i]![i]!;
  }
  return { logdet, x };
}
/** W W' + diag(psi), for loadings W [n, k]. */
export const covariance = (W: readonly (readonly number[])[], psi: readonly number[]): number[][] =>
  W.map((r, i) => W.map((q, j) => r.reduce((a, v, k) => a + v * q[k]!, 0) + (i === j ? psi[i]! : 0)));
/** log N(x; m, S) of a dense covariance. */
export function logDense(x: readonly number[], m: readonly number[], S: readonly (readonly number[])[]): number {
  const d = x.map((v, i) => v - m[i]!);
  const { logdet, x: u } = eliminate(S, d);
  return -0.5 * (d.reduce((a, v, i) => a + v * u[i]!, 0) + logdet + x.length * LOG_2PI);
}
/** Integral of f over [low, high] by the midpoint rule. */
export function integral(f: (x: number) => number, low: number, high: number, n = 4000): number {
  const h = (high - low) / n;
  let s = 0;
  for (let i = 0; i < n; i++) s += f(low + (i + 0.5) * h);
  return s * h;
}
