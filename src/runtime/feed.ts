/** Inputs of a program from data sources: "data.x" reads column x of the Dataset node data. */
import { topological } from '../ir/dependencies.ts';
import type { Program } from '../ir/value.ts';
import type { Batch, DataSource } from '../data/source.ts';

/** Names of the inputs a program reads. */
export const inputsOf = (p: Program): readonly string[] => [
  ...new Set(topological(Object.values(p.outputs)).flatMap((v) => (v.op === 'input' ? [v.at.name!] : []))),
];

/** Splits "data.x" into its node and column; a variable's own name has no column. */
export function columnOf(input: string): { readonly node: string; readonly column: string } | undefined {
  const dot = input.lastIndexOf('.');
  return dot < 0 ? undefined : { node: input.slice(0, dot), column: input.slice(dot + 1) };
}
/** The columns a program reads, from one batch of each data source. */
export function feed(inputs: readonly string[], batchOf: (node: string) => Batch): Readonly<Record<string, Float32Array>> {
  const batches = new Map<string, Batch>();
  const fed: Record<string, Float32Array> = {};
  for (const input of inputs) {
    const at = columnOf(input);
    if (!at) continue;
    let batch = batches.get(at.node);
    if (!batch) batches.set(at.node, (batch = batchOf(at.node)));
    const data = batch.columns[at.column];
    if (data) fed[input] = data;
  }
  return fed;
}
export type Sources = ReadonlyMap<string, DataSource>;
/** The first n examples. */
export const cut = (batch: Batch, n: number): Batch => ({
  n,
  columns: Object.fromEntries(Object.entries(batch.columns).map(([name, v]) => [name, v.subarray(0, (v.length / batch.n) * n)])),
});
