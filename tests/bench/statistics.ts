/** Order statistics of a few rounds. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  const [a, b] = [sorted[low], sorted[Math.ceil(at)]];
  if (a === undefined || b === undefined) throw new Error('no values');
  return a + (at - low) * (b - a);
}
export const median = (values: readonly number[]): number => quantile(values, 0.5);
