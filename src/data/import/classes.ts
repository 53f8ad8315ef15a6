/** From whatever labels a file uses to class indices 0..k-1 with names. */
import type { Limits } from '../limits.ts';
import { refuse } from '../messages.ts';
import type { Outcome } from '../messages.ts';

export interface Classes {
  /** One index per example. */
  readonly values: Uint16Array;
  /** k names, in order. */
  readonly names: readonly string[];
}

/** Whole numbers that begin at 0 keep their value, so that a class that is missing from a sample keeps its place; others are numbered in order. */
export function classesOfNumbers(where: string, labels: ArrayLike<number>, limits: Limits): Outcome<Classes> {
  let [least, most] = [Infinity, -Infinity];
  const seen = new Set<number>();
  for (let i = 0; i < labels.length; i++) {
    const v = labels[i]!;
    if (!Number.isInteger(v) || v < 0) return refuse('labels.not-whole', where, String(v));
    least = Math.min(least, v);
    most = Math.max(most, v);
    if (seen.size <= limits.classes) seen.add(v);
  }
  if (seen.size > limits.classes) return refuse('labels.too-many', where, seen.size, limits.classes);
  const inOrder = [...seen].sort((a, b) => a - b);
  const kept = least === 0 && most < limits.classes ? Array.from({ length: most + 1 }, (_, i) => i) : inOrder;
  const index = new Map(kept.map((v, i) => [v, i]));
  return { value: { values: Uint16Array.from(labels, (v) => index.get(v)!), names: kept.map(String) } };
}

/** Words are numbered in alphabetical order. */
export function classesOfWords(where: string, labels: readonly string[], limits: Limits): Outcome<Classes> {
  const names = [...new Set(labels)].sort();
  if (names.length > limits.classes) return refuse('labels.too-many', where, names.length, limits.classes);
  const index = new Map(names.map((v, i) => [v, i]));
  return { value: { values: Uint16Array.from(labels, (v) => index.get(v)!), names } };
}
