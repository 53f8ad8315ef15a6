/** What the interpreter needs besides arithmetic. */

/** Gauss-Jordan elimination with partial pivoting of [matrix | right-hand side]. */
export function eliminated(m: number[][]): { solution: number[]; determinant: number } {
  const k = m.length;
  let determinant = 1;
  for (let j = 0; j < k; j++) {
    let best = j;
    for (let i = j + 1; i < k; i++) if (Math.abs(m[i]![j]!) > Math.abs(m[best]![j]!)) best = i;
    if (best !== j) {
      [m[j], m[best]] = [m[best]!, m[j]!];
      determinant = -determinant;
    }
    const pivot = m[j]![j]!;
    determinant *= pivot;
    m[j] = m[j]!.map((a) => a / pivot);
    for (let i = 0; i < k; i++) {
      if (i === j) continue;
      const f = m[i]![j]!;
      m[i] = m[i]!.map((a, c) => a - f * m[j]![c]!);
    }
  }
  return { solution: m.map((row) => row[k]!), determinant };
}

/** The error function by its Maclaurin series, and by the continued fraction of its complement for large arguments. */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (a > 6) return Math.sign(x);
  if (a < 2.5) {
    let term = a;
    let s = a;
    for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(s) && n < 200; n++) {
      term *= (-a * a) / n;
      s += term / (2 * n + 1);
    }
    return Math.sign(x) * (2 / Math.sqrt(Math.PI)) * s;
  }
  let f = 0;
  for (let n = 100; n >= 1; n--) f = n / 2 / (a + f);
  return Math.sign(x) * (1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + f));
}
