/** SSA values of the program language. A value has named plates (leading axes, aligned by name) and an event shape (aligned from the right). */
import type { Op } from './ops.ts';
import type { HostScalar } from './host.ts';

/** 'B' examples, 'K' importance samples, 'E.z' the support of z, 'prior.c' components of a mixture. */
export type Plate = string;

/** The node (and output port) of the drawing a value was recorded for; shown when a value fails or costs. */
export interface Origin {
  readonly node: string;
  readonly port?: string;
  /** The value belongs to the derivative of what the node computes. */
  readonly pass?: 'gradient';
}

/** How a parameter starts. `normal` draws N(0, scale^2); `values` gives the numbers; `data` finds them in the first batch, and is zero until then. */
export type Init =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'normal'; readonly scale: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'values'; readonly values: readonly number[] }
  | { readonly kind: 'data' };
export const ZEROS: Init = { kind: 'constant', value: 0 };

/** A named leaf: its shape and its start. */
export interface Slot {
  readonly name: string;
  readonly event: readonly number[];
  readonly init: Init;
}

/** Names for the axes of a contraction: event axes of both operands and of the result, and the plates the result keeps. */
export interface Contraction {
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly out: readonly string[];
}
/** NHWC convolution with square strides; `pads` is [top, bottom, left, right]. */
export interface Convolution {
  readonly stride: number;
  readonly pads: readonly [number, number, number, number];
  /** [height, width, channels] of the input. */
  readonly input: readonly [number, number, number];
  /** [height, width, in channels, out channels] of the filter. */
  readonly filter: readonly [number, number, number, number];
}

/** Static attributes; which of them an op needs is declared in the op table. */
export interface Attributes {
  readonly name?: string;
  readonly data?: readonly number[];
  readonly law?: 'normal' | 'uniform';
  readonly host?: HostScalar;
  readonly axis?: number;
  readonly axes?: readonly number[];
  readonly plates?: readonly Plate[];
  readonly plate?: Plate;
  readonly to?: Plate;
  readonly index?: number;
  readonly indices?: readonly number[];
  readonly low?: number;
  readonly high?: number;
  readonly contraction?: Contraction;
  readonly convolution?: Convolution;
  readonly region?: Region;
}

/**
 * The body of a loop. Its leaves are `arg` values: the number of the turn, the carried values, this turn's member of each value gone over, and what it
 * reads from outside. The loop's operands are the first carried values, the values gone over (which have the plate) and what is read, in that order.
 */
export interface Region {
  /** Its size is the number of turns. */
  readonly plate: Plate;
  readonly turns: number;
  /** Visits the turns from the last to the first. */
  readonly reverse: boolean;
  /** Number of the turn, from 0: plates [], event []. */
  readonly index: Val;
  readonly carried: readonly Val[];
  readonly over: readonly Val[];
  readonly reads: readonly Val[];
  /** The carried values of the next turn. */
  readonly results: readonly Val[];
  /** What this turn leaves: it comes back with the plate. */
  readonly each: readonly Val[];
  /** A carried value that a viewer may follow, and its name. */
  readonly frames?: { readonly name: string; readonly of: number } | undefined;
}

export interface Val {
  readonly id: number;
  readonly op: Op;
  readonly ins: readonly Val[];
  readonly at: Attributes;
  readonly plates: readonly Plate[];
  readonly event: readonly number[];
  readonly from: Origin;
}

/** A traced program: named results and the leaves they read. */
export interface Program {
  readonly name: string;
  readonly outputs: Readonly<Record<string, Val>>;
  /** Sizes of plates; 'batch' is bound when the program runs. */
  readonly plates: ReadonlyMap<Plate, number | 'batch'>;
  readonly params: ReadonlyMap<string, Slot>;
  /** State that its nodes declare; after packing, vectors of weights too. */
  readonly states: ReadonlyMap<string, Slot>;
}
