/** From a way of drawing examples to a data set without end. */
import { stream } from '../random.ts';
import type { Stream } from '../random.ts';
import type { Batch, Bayes, Column, DataSource, Truth } from '../source.ts';

/** A synthetic set before it is opened: what a palette can show without drawing anything. */
export interface SyntheticEntry {
  /** Stable id, as files name it. */
  readonly name: string;
  readonly title: string;
  /** One sentence for the palette. */
  readonly summary: string;
  readonly columns: Readonly<Record<string, Column>>;
  open(): DataSource;
}

export interface Recipe {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly columns: Readonly<Record<string, Column>>;
  readonly labels?: Readonly<Record<string, readonly string[]>>;
  /** `n` examples from `s`, and from nothing else; every column of `columns`, row-major. */
  draw(s: Stream, n: number): Readonly<Record<string, Float32Array>>;
  readonly truth?: () => Readonly<Record<string, Truth>>;
  readonly bayes?: () => Bayes;
}

/** Throws on a count or step that is no whole number >= 0: that is a mistake of the program, not of the user. */
export function checkCount(what: string, n: number): void {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`${what} must be a whole number >= 0, not ${n}`);
}

/** Training batches come from one stream per step; held-out examples from a stream that no step of training reads. */
export function streamed(recipe: Recipe): SyntheticEntry {
  const { name, title, summary, columns, labels } = recipe;
  const draw = (seed: number, part: string, step: number, n: number): Batch => {
    checkCount('step', step);
    checkCount('n', n);
    return { n, columns: recipe.draw(stream(seed, `data/${name}/${part}`, step), n) };
  };
  return {
    name,
    title,
    summary,
    columns,
    open: () => ({
      name,
      title,
      columns,
      size: 'streamed',
      heldOutSize: 'streamed',
      batch: (seed, step, n) => draw(seed, 'train', step, n),
      heldOut: (seed, n) => draw(seed, 'held-out', 0, n),
      ...(labels && { labels }),
      ...(recipe.truth && { truth: recipe.truth() }),
      ...(recipe.bayes && { bayes: recipe.bayes() }),
    }),
  };
}
