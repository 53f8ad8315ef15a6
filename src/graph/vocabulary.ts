/** What the document layer must know about node kinds to check a drawing; src/nodes provides it. */

export const WIRE_KINDS = ['value', 'distribution', 'network', 'schedule', 'variable', 'objective'] as const;
export type WireKind = (typeof WIRE_KINDS)[number];

/**
 * What a node shows of itself while it learns. field: where a denoising network moves noisy points of the plane. landscape: an energy or a critic's
 * score over the plane. grid: a grid of the base, as the flow so far has warped it. posterior: codes of data, by class. draws: what it draws.
 * manifold: what is decoded from a grid of latents. next: what it says of each position of an example after those before it. noised: examples along
 * a noise schedule. codes: a latent beside data, and what its p draws. beside: data, to be seen beside samples.
 */
export const SHOWS = ['field', 'landscape', 'grid', 'posterior', 'draws', 'manifold', 'next', 'noised', 'codes', 'beside'] as const;
export type Shows = (typeof SHOWS)[number];

export interface InputPort {
  readonly kind: WireKind;
  readonly arity: 'one' | 'optional' | 'many';
  readonly meaning: string;
  /** What a network that is wired here shows of the work it does. */
  readonly shows?: Shows;
}
export interface OutputPort {
  readonly kind: WireKind;
  readonly meaning: string;
  /** Inputs this output reads; all, if absent (DESIGN rule 11). */
  readonly reads?: readonly string[];
}

interface ParamBase {
  readonly label: string;
  readonly meaning: string;
  /** Show only while another parameter has one of these values. */
  readonly when?: { readonly param: string; readonly in: readonly (string | number | boolean)[] };
}
export type ParamSpec = ParamBase &
  (
    | {
        readonly type: 'number';
        readonly default: number;
        readonly min: number;
        readonly max: number;
        readonly integer?: boolean;
        readonly unit?: string;
        readonly scale?: 'linear' | 'log';
      }
    /** null means "found by inference" or "off"; `whenNull` says which. */
    | {
        readonly type: 'optional-number';
        readonly default: number | null;
        readonly min: number;
        readonly max: number;
        readonly integer?: boolean;
        readonly unit?: string;
        readonly whenNull: string;
      }
    | {
        readonly type: 'choice';
        readonly default: string;
        /** `words`: others that people look for it by. */
        readonly options: readonly { readonly value: string; readonly label: string; readonly words?: string }[];
      }
    | { readonly type: 'boolean'; readonly default: boolean }
    | { readonly type: 'text'; readonly default: string; readonly multiline?: boolean; readonly maxLength: number }
    /** A list of whole numbers, such as hidden widths [128, 128]. */
    | {
        readonly type: 'integers';
        readonly default: readonly number[];
        readonly min: number;
        readonly max: number;
        readonly maxLength: number;
        readonly unit?: string;
      }
    /** A list of names (node ids, variable ids). */
    | { readonly type: 'names'; readonly default: readonly string[]; readonly maxLength: number }
    /** The id of a subgraph of this document. */
    | { readonly type: 'subgraph'; readonly default: string }
  );

export const CATEGORIES = ['data', 'variable', 'distribution', 'network', 'layer', 'objective', 'training', 'structure', 'note'] as const;
export type Category = (typeof CATEGORIES)[number];
/** What they are called in the palette and in the reference. */
export const CATEGORY_TITLES: Readonly<Record<Category, string>> = {
  data: 'Data',
  variable: 'Random variables',
  distribution: 'Distributions',
  network: 'Networks',
  layer: 'Layers',
  objective: 'Objectives',
  training: 'Optimisers',
  structure: 'Groups and wires',
  note: 'Notes',
};

export interface KindShape {
  readonly kind: string;
  readonly version: number;
  readonly title: string;
  readonly category: Category;
  readonly inputs: Readonly<Record<string, InputPort>>;
  readonly outputs: Readonly<Record<string, OutputPort>>;
  readonly params: Readonly<Record<string, ParamSpec>>;
  readonly shows?: Shows;
  /** Only inside a CustomNetwork's subgraph. */
  readonly layer?: boolean;
  /** Only inside a group. */
  readonly border?: boolean;
  /** Its ports are found in the drawing (groups/shapes.ts): a group has those of its inside. */
  readonly open?: boolean;
  /** Its ports take any kind of wire, since nothing has settled theirs yet. */
  readonly free?: boolean;
}
export type Vocabulary = ReadonlyMap<string, KindShape>;
