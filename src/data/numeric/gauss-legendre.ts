/** Nodes and weights of Gauss-Legendre quadrature. */

export interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** The n-point rule on [lo, hi], exact for polynomials of degree 2n-1. Nodes by Newton's method on the Legendre recurrence. */
export function gaussLegendre(n: number, lo: number, hi: number): Rule {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  const mid = (hi + lo) / 2;
  const half = (hi - lo) / 2;
  for (let i = 0; i < n; i++) {
    // Tricomi's first guess; Newton then needs 3 or 4 rounds.
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let round = 0; round < 8; round++) {
      let p = 1;
      let before = 0;
      for (let k = 1; k <= n; k++) [p, before] = [((2 * k - 1) * x * p - (k - 1) * before) / k, p];
      slope = (n * (x * p - before)) / (x * x - 1);
      x -= p / slope;
    }
    nodes[i] = mid - half * x;
    weights[i] = (2 * half) / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

/** `panels` rules of n points each, side by side on [lo, hi]. */
export function panelled(panels: number, n: number, lo: number, hi: number): Rule {
  const nodes = new Float64Array(panels * n);
  const weights = new Float64Array(panels * n);
  const width = (hi - lo) / panels;
  for (let p = 0; p < panels; p++) {
    const rule = gaussLegendre(n, lo + p * width, lo + (p + 1) * width);
    nodes.set(rule.nodes, p * n);
    weights.set(rule.weights, p * n);
  }
  return { nodes, weights };
}
