/** Changing what the numbers of column x mean, before a model sees them. */
import type { Space, Values } from '../graph/space.ts';
import type { Batch, Column, DataSource } from './source.ts';

export interface PrepareOptions {
  /**
   * - as-is: unchanged
   * - binary: 1 from the middle of the range on, else 0
   * - levels: whole numbers 0..levels-1, in steps of equal width
   * - unit: scaled to [0, 1]
   */
  readonly values: 'as-is' | 'binary' | 'levels' | 'unit';
  /** At least 2; read for 'levels' only. */
  readonly levels: number;
}

interface Change {
  readonly values: Values;
  apply(v: number): number;
}

/** Maps a value to its place in [0, 1]; undefined where the values have no declared range (real) or no order (tokens). */
function toUnit(values: Values): ((v: number) => number) | undefined {
  if (values.kind === 'levels') return values.k > 1 ? (v) => v / (values.k - 1) : () => 0;
  return values.kind === 'unit' || values.kind === 'binary' ? (v) => v : undefined;
}

function changeOf(from: Values, { values, levels }: PrepareOptions): Change | undefined {
  const unit = toUnit(from);
  if (values === 'as-is' || !unit || (from.kind === values && values !== 'levels')) return undefined;
  if (values === 'unit') return { values: { kind: 'unit' }, apply: unit };
  if (values === 'binary') return { values: { kind: 'binary' }, apply: (v) => (unit(v) >= 0.5 ? 1 : 0) };
  const k = Math.max(2, Math.floor(levels));
  if (from.kind === 'levels')
    return from.k === k ? undefined : { values: { kind: 'levels', k }, apply: (v) => Math.floor((v * k) / from.k) };
  return { values: { kind: 'levels', k }, apply: (v) => Math.min(k - 1, Math.floor(v * k)) };
}

/** Whether the option means anything for such values: real numbers have no range to cut or scale, tokens no order. */
export const canPrepare = (space: Space, options: PrepareOptions): boolean =>
  options.values === 'as-is' || toUnit(space.values) !== undefined;

/** The columns `prepare` would give; x stays as it is where `canPrepare` says no. */
export function preparedColumns(columns: Readonly<Record<string, Column>>, options: PrepareOptions): Readonly<Record<string, Column>> {
  const x = columns['x'];
  const change = x && changeOf(x.space.values, options);
  return change ? { ...columns, x: { space: { ...x.space, values: change.values } } } : columns;
}

/** The same examples in the same order with the values of x changed. The density of x, known for the old values only, is dropped. */
export function prepare(source: DataSource, options: PrepareOptions): DataSource {
  const x = source.columns['x'];
  const change = x && changeOf(x.space.values, options);
  if (!change) return source;
  const apply = (batch: Batch): Batch => ({
    n: batch.n,
    columns: { ...batch.columns, x: batch.columns['x']!.map(change.apply) },
  });
  const { x: _, ...truth } = source.truth ?? {};
  return {
    name: source.name,
    title: source.title,
    columns: preparedColumns(source.columns, options),
    size: source.size,
    heldOutSize: source.heldOutSize,
    batch: (seed, step, n) => apply(source.batch(seed, step, n)),
    heldOut: (seed, n) => apply(source.heldOut(seed, n)),
    ...(Object.keys(truth).length > 0 && { truth }),
    ...(source.labels && { labels: source.labels }),
  };
}
