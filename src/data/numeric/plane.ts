/** Integrals over the plane by the trapezium rule, which converges faster than any power of the spacing for smooth densities. */

export interface Box {
  readonly lo: readonly [number, number];
  readonly hi: readonly [number, number];
}

/** The integral of f over the box on a grid of the given spacing; f should vanish at the border. */
export function integrate2d(f: (x: number, y: number) => number, box: Box, spacing: number): number {
  const nx = Math.ceil((box.hi[0] - box.lo[0]) / spacing);
  const ny = Math.ceil((box.hi[1] - box.lo[1]) / spacing);
  let sum = 0;
  for (let j = 0; j <= ny; j++) {
    const y = box.lo[1] + j * spacing;
    let row = 0;
    for (let i = 0; i <= nx; i++) row += f(box.lo[0] + i * spacing, y);
    sum += row;
  }
  return sum * spacing * spacing;
}

/** -integral of p log p, from log p. */
export function entropy2d(log: (x: number, y: number) => number, box: Box, spacing: number): number {
  return integrate2d(
    (x, y) => {
      const l = log(x, y);
      return l < -700 ? 0 : -l * Math.exp(l);
    },
    box,
    spacing,
  );
}
