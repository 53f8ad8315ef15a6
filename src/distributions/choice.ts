/** Choosing one of k symbols by logits, as they are or sharpened. */
import type { Builder } from '../ir/builder.ts';
import type { Plate, Val } from '../ir/value.ts';
import { gumbel } from './categorical.ts';

export interface Choice {
  /** Logits are divided by it; below 1 the likely becomes likelier. */
  readonly temperature: number;
  /** The likeliest, always. */
  readonly greedy: boolean;
  /** Only among this many of the likeliest; null: all (Fan et al., 2018). */
  readonly topK: number | null;
  /** Only among the likeliest that together have this probability; null: all (Holtzman et al., 2020, The curious case of neural text degeneration). */
  readonly topP: number | null;
}
export const AS_IT_IS: Choice = { temperature: 1, greedy: false, topK: null, topP: null };
/** What a choice changes about the distribution it draws from, in words; undefined where it draws as the probabilities say. */
export function sharpening(c: Choice): string | undefined {
  if (c.greedy) return 'always the likeliest';
  const words = [
    ...(c.temperature === 1 ? [] : [`temperature ${c.temperature}`]),
    ...(c.topK === null ? [] : [`the ${c.topK} likeliest`]),
    ...(c.topP === null || c.topP >= 1 ? [] : [`the likeliest up to probability ${c.topP}`]),
  ];
  return words.length ? words.join(', ') : undefined;
}

/** One-hot [k] of a symbol drawn by logits [k]. */
export function choose(b: Builder, plates: readonly Plate[], logits: Val, c: Choice): Val {
  if (c.greedy) return b.argmaxHot(b.expand(logits, plates, logits.event));
  let l = b.div(logits, c.temperature);
  if (c.topK !== null && c.topK < l.event[0]!) l = kept(b, l, b.greater(c.topK - 0.5, above(b, l, b.of(1))));
  if (c.topP !== null && c.topP < 1) l = kept(b, l, b.greater(c.topP, above(b, l, b.exp(b.logSoftmax(l)))));
  return b.argmaxHot(b.add(l, gumbel(b, [...plates, ...l.plates], l.event)));
}
const kept = (b: Builder, l: Val, keep: Val): Val => b.where(keep, l, -1e9);
/** For each symbol, the total weight of those that are likelier: [k]. */
function above(b: Builder, l: Val, weight: Val): Val {
  const k = l.event[0]!;
  return b.sum(b.mul(b.greater(b.reshape(l, [1, k]), b.reshape(l, [k, 1])), weight), [1]);
}
