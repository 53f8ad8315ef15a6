/** All examples of an imported data set, in the order its files have them. */
import type { Batch, DataSource } from '../data/source.ts';
import { permutation, split } from '../data/split.ts';

/** Undoes the split into training and held-out examples. Only for finite sets that were split as `importFiles` does by default. */
export function whole(source: DataSource): Batch {
  if (source.size === 'streamed' || source.heldOutSize === 'streamed') throw new Error(`${source.name} has no end`);
  const total = source.size + source.heldOutSize;
  const { train, heldOut } = split(total);
  // the same orders that the set visits its examples in
  const parts = [
    { batch: source.batch(0, 0, source.size), rows: permutation(0, 'data/epoch', 0, source.size).map((i) => train[i]!) },
    { batch: source.heldOut(0, source.heldOutSize), rows: permutation(0, 'data/held-out', 0, source.heldOutSize).map((i) => heldOut[i]!) },
  ];
  const columns: Record<string, Float32Array> = {};
  for (const name of Object.keys(source.columns)) {
    const width = parts[0]!.batch.columns[name]!.length / source.size;
    const all = new Float32Array(total * width);
    for (const { batch, rows } of parts)
      rows.forEach((row, i) => all.set(batch.columns[name]!.subarray(i * width, (i + 1) * width), row * width));
    columns[name] = all;
  }
  return { n: total, columns };
}

/** A set of which every example may be judged: files given for that, and not the ones it learnt from. */
export function allHeldOut(source: DataSource): DataSource {
  const { n: total, columns } = whole(source);
  return {
    ...source,
    heldOutSize: total,
    heldOut: (seed, n) => {
      const rows = permutation(seed, 'data/held-out', 0, total).subarray(0, n);
      const picked = Object.entries(columns).map(([name, all]) => {
        const width = all.length / total;
        const out = new Float32Array(rows.length * width);
        rows.forEach((row, i) => out.set(all.subarray(row * width, (row + 1) * width), i * width));
        return [name, out] as const;
      });
      return { n: rows.length, columns: Object.fromEntries(picked) };
    },
  };
}
