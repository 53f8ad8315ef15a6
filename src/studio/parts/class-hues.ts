/** Classes by colour. */

/** Hues of classes, told apart by most eyes, in an order that keeps neighbours apart (Okabe and Ito; Tol). */
export const CLASS_HUES = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#a3507f',
  '#999933',
  '#44aa99',
  '#aa4499',
  '#6699cc',
  '#b0614d',
] as const;

/** Rows of those examples whose class it is. */
export function ofClass(data: Float32Array, classes: Float32Array, which: number): Float32Array {
  const found: number[] = [];
  for (let i = 0; i < classes.length; i++) if (classes[i] === which) found.push(data[2 * i]!, data[2 * i + 1]!);
  return Float32Array.from(found);
}
