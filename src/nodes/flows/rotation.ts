/** A random rotation and its LU factors, made on the host in float64: the start of an invertible matrix. */

/** Standard normal numbers that a text names: a hash (FNV-1a, then the finaliser of MurmurHash3) and Box and Muller. They only have to look random. */
function normals(key: string, n: number): readonly number[] {
  let seed = 2166136261;
  for (const c of key) seed = Math.imul(seed ^ c.codePointAt(0)!, 16777619);
  const uniform = (i: number): number => {
    let h = (seed + Math.imul(i, 0x9e3779b9)) >>> 0;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return (((h ^ (h >>> 16)) >>> 0) + 0.5) / 2 ** 32;
  };
  return Array.from({ length: n }, (_, i) => Math.sqrt(-2 * Math.log(uniform(2 * i))) * Math.cos(2 * Math.PI * uniform(2 * i + 1)));
}
type Matrix = number[][];

/** Rows of an orthogonal matrix: Gram and Schmidt over normal rows, each made orthogonal twice, which is enough. */
function rotation(key: string, n: number): Matrix {
  const z = normals(key, n * n);
  const rows: Matrix = [];
  for (let i = 0; i < n; i++) {
    let row = z.slice(i * n, (i + 1) * n);
    for (let pass = 0; pass < 2; pass++)
      for (const other of rows) {
        const along = other.reduce((s, o, k) => s + o * row[k]!, 0);
        row = row.map((v, k) => v - along * other[k]!);
      }
    const length = Math.hypot(...row);
    rows.push(row.map((v) => v / length));
  }
  return rows;
}

export interface Factors {
  /** Row i of the matrix is row `order[i]` of L U. */
  readonly order: readonly number[];
  /** Row-major n by n, zero on and above the diagonal. */
  readonly lower: readonly number[];
  /** Row-major n by n, zero on and below the diagonal. */
  readonly upper: readonly number[];
  /** Signs and logarithms of the diagonal of U. */
  readonly sign: readonly number[];
  readonly logScale: readonly number[];
}
/** W = P L (U + diag(s)) by elimination with partial pivoting. @param key names the rotation */
export function factoredRotation(key: string, n: number): Factors {
  const a = rotation(key, n);
  const pivots = Array.from({ length: n }, (_, i) => i);
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i]![k]!) > Math.abs(a[best]![k]!)) best = i;
    [a[k], a[best]] = [a[best]!, a[k]!];
    [pivots[k], pivots[best]] = [pivots[best]!, pivots[k]!];
    for (let i = k + 1; i < n; i++) {
      const factor = a[i]![k]! / a[k]![k]!;
      a[i]![k] = factor;
      for (let j = k + 1; j < n; j++) a[i]![j]! -= factor * a[k]![j]!;
    }
  }
  const where = (keep: (i: number, j: number) => boolean): number[] => a.flatMap((row, i) => row.map((v, j) => (keep(i, j) ? v : 0)));
  return {
    order: pivots.map((_, i) => pivots.indexOf(i)),
    lower: where((i, j) => j < i),
    upper: where((i, j) => j > i),
    sign: a.map((row, i) => Math.sign(row[i]!)),
    logScale: a.map((row, i) => Math.log(Math.abs(row[i]!))),
  };
}
