/** Folds neighbouring axes over which every operand broadcasts in the same way: kernels are limited in rank, and fewer axes run faster. */

export interface Merged {
  readonly shape: readonly number[];
  /** One folded shape per operand, of the merged rank. */
  readonly operands: readonly (readonly number[])[];
}

/**
 * @param shapes operand shapes, each broadcasting to `shape` from the right
 * @returns undefined where nothing can be folded
 */
export function mergeAxes(shapes: readonly (readonly number[])[], shape: readonly number[]): Merged | undefined {
  const padded = shapes.map((s) => [...shape.map(() => 1), ...s].slice(-shape.length));
  const groups: { size: number; wide: readonly boolean[] }[] = [];
  shape.forEach((size, i) => {
    if (size === 1) return;
    const wide = padded.map((s) => s[i] !== 1);
    const last = groups.at(-1);
    if (last && last.wide.every((w, k) => w === wide[k])) last.size *= size;
    else groups.push({ size, wide });
  });
  if (groups.length === shape.length) return undefined;
  return { shape: groups.map((g) => g.size), operands: padded.map((_, k) => groups.map((g) => (g.wide[k] ? g.size : 1))) };
}
