/** What an autoregressive distribution says of one position: the likeliest values, what comes before, what the data has there. Pure. */
import type { Probed } from '../../workers/protocol.ts';
import { figure } from '../facts.ts';
import { namesOf } from './text-lines.ts';

export interface NextValue {
  /** From 0. */
  readonly position: number;
  readonly of: number;
  /** The symbols before it, the nearest last; undefined where the example is no text. */
  readonly before: string | undefined;
  /** Probability of each value, or its density where values have no steps. */
  readonly odds: readonly number[];
  readonly density: boolean;
  /** What a value is called. */
  readonly name: (index: number) => string;
  /** Indices of the likeliest values, the likeliest first. */
  readonly likeliest: readonly number[];
  /** Index of what the data has there; the nearest place where values have no steps. */
  readonly given: number;
  /** Nats. */
  readonly entropy: number;
}
/** Symbols before the position that are worth their room. */
const BEFORE = 18;

export function nextValue(p: Probed, position = p.at ?? 0): NextValue | undefined {
  const { logs, given, values } = p.parts;
  const kind = p.space?.values.kind;
  if (!logs || !given || !values || position < 0 || position >= p.size) return undefined;
  const { name, glue } = namesOf({ symbols: p.names });
  const text = kind === 'tokens' && p.space!.shape.length === 1;
  const density = kind === 'real' || kind === 'unit';
  const own = logs.subarray(position * p.width, (position + 1) * p.width);
  const odds = Array.from(own, Math.exp);
  const likeliest = odds.map((_, i) => i).toSorted((a, b) => odds[b]! - odds[a]!);
  // of places along a range, the share each stands for
  const share = density ? (values.at(-1)! - values[0]!) / (values.length - 1) : 1;
  const far = (i: number): number => Math.abs(values[i]! - given[position]!);
  return {
    position,
    of: p.size,
    before: text ? Array.from(given.subarray(Math.max(0, position - BEFORE), position), name).join(glue) : undefined,
    odds,
    density,
    name: kind === 'tokens' ? (i) => name(values[i]!) : (i) => figure(values[i]!, 2),
    likeliest,
    given: Array.from(values, (_, i) => i).reduce((best, i) => (far(i) < far(best) ? i : best), 0),
    entropy: own.reduce((h, l) => h - (l > -50 ? l * Math.exp(l) * share : 0), 0),
  };
}
export const percentOf = (p: number): string => `${p >= 0.0995 ? (100 * p).toFixed(0) : (100 * p).toFixed(1)} %`;

/** "row 3, column 5" of a picture, "symbol 7 of 64" of a text, "number 2 of 16". */
export function placeOf(p: Probed, position: number): string {
  const { shape = [], layout, values } = p.space ?? {};
  if (layout === 'image' && shape.length >= 2) {
    const [, across = 1, channels = 1] = shape;
    const pixel = Math.floor(position / channels);
    const channel = channels > 1 ? `, channel ${(position % channels) + 1}` : '';
    return `row ${Math.floor(pixel / across) + 1}, column ${(pixel % across) + 1}${channel}`;
  }
  return `${values?.kind === 'tokens' ? 'symbol' : 'number'} ${position + 1} of ${p.size}`;
}
/** In words. */
export function describeNext(p: Probed, position = p.at ?? 0): string {
  const n = nextValue(p, position);
  if (!n) return `What ${p.node} says of the next value of ${p.variable}`;
  const after = n.before === undefined ? '' : n.before === '' ? ', the first' : ` after “${n.before}”`;
  const top = n.density
    ? `likeliest near ${n.name(n.likeliest[0]!)}`
    : n.likeliest
        .slice(0, 3)
        .map((i) => `${n.name(i)} ${percentOf(n.odds[i]!)}`)
        .join(', ');
  return `Next value of ${p.variable}, ${placeOf(p, position)}${after}: ${top}; held-out data: ${n.name(n.given)}; entropy ${figure(n.entropy, 2)} nats`;
}
