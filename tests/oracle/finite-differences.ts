/** Numerical derivatives in float64, the reference for the symbolic ones. */

/**
 * Gradient of `f` at `x` by central differences of the fourth order, with steps of `h` relative to the size of each number.
 * Error about h^4 times the fifth derivative, plus rounding of about 1e-16 / h.
 */
export function differences(f: (x: Float64Array) => number, x: ArrayLike<number>, h = 1e-3): Float64Array {
  const at = Float64Array.from(x);
  return Float64Array.from(at, (xi, i) => {
    const step = h * Math.max(1, Math.abs(xi));
    const value = (d: number): number => {
      at[i] = xi + d * step;
      return f(at);
    };
    const g = (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / (12 * step);
    at[i] = xi;
    return g;
  });
}
