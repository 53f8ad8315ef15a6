/** A Space describes one example, without the batch axis. Every field unifies on its own (DESIGN rule 15). */

export const LAYOUTS = ['vector', 'points', 'image', 'sequence', 'wave', 'graph'] as const;
export type Layout = (typeof LAYOUTS)[number];

/**
 * What the numbers mean.
 * - real: any finite number
 * - unit: the closed interval [0, 1]
 * - binary: 0 or 1
 * - levels: integers 0..k-1 with an order (pixel intensities)
 * - tokens: one of k symbols without an order (classes, characters)
 */
export type Values = { readonly kind: 'real' | 'unit' | 'binary' } | { readonly kind: 'levels' | 'tokens'; readonly k: number };
export type ValueKind = Values['kind'];

/** `shape` is the shape of one example: [2] for a point, [28, 28, 1] (height, width, channels) for an image, [] for a class label. */
export interface Space {
  readonly layout: Layout;
  readonly shape: readonly number[];
  readonly values: Values;
}

/** What is known of a Space so far. */
export interface SpaceTerm {
  readonly layout?: Layout | undefined;
  readonly shape?: readonly number[] | undefined;
  readonly values?: Values | undefined;
}

export const numel = (shape: readonly number[]): number => shape.reduce((a, d) => a * d, 1);
export const isDiscrete = (v: Values): boolean => v.kind === 'binary' || v.kind === 'levels' || v.kind === 'tokens';
export const sameShape = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((d, i) => d === b[i]);

/** The event shape a Space has inside programs: tokens travel one-hot over a trailing axis; levels travel as their integer. */
export const eventOf = (s: Pick<Space, 'shape' | 'values'>): readonly number[] =>
  s.values.kind === 'tokens' ? [...s.shape, s.values.k] : s.shape;

export const layoutOf = (shape: readonly number[]): Layout => (shape.length === 3 ? 'image' : shape.length === 2 ? 'sequence' : 'vector');
export const real = (...shape: number[]): Space => ({ layout: layoutOf(shape), shape, values: { kind: 'real' } });
export const tokens = (k: number, ...shape: number[]): Space => ({
  layout: layoutOf(shape),
  shape,
  values: { kind: 'tokens', k },
});

export const showValues = (v: Values | undefined): string => (v === undefined ? '?' : 'k' in v ? `${v.kind} of ${v.k}` : v.kind);
/** Human form: "real [28×28×1]", "tokens of 10 []". */
export const showSpace = (s: SpaceTerm): string => `${showValues(s.values)} [${s.shape ? s.shape.join('×') : '?'}]`;
