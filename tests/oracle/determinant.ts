/** Determinant by Gaussian elimination with row pivots. @param rows n rows of n numbers */
export function determinant(rows: readonly (readonly number[])[]): number {
  const m = rows.map((r) => [...r]);
  let product = 1;
  for (let i = 0; i < m.length; i++) {
    let best = i;
    for (let k = i + 1; k < m.length; k++) if (Math.abs(m[k]![i]!) > Math.abs(m[best]![i]!)) best = k;
    if (best !== i) {
      [m[i], m[best]] = [m[best]!, m[i]!];
      product = -product;
    }
    const pivot = m[i]![i]!;
    if (pivot === 0) return 0;
    product *= pivot;
    for (let k = i + 1; k < m.length; k++) {
      const factor = m[k]![i]! / pivot;
      for (let j = i; j < m.length; j++) m[k]![j]! -= factor * m[i]![j]!;
    }
  }
  return product;
}
