/** What a person does and sees, as data. `follow.ts` carries it out. */
import type { Page } from '@playwright/test';

type Role = Parameters<Page['getByRole']>[0];
/** By role and accessible name, as a screen reader finds it. Several of one name: the first. */
export type Named = readonly [role: Role, name?: string | RegExp];
/** Of a node or a port: "enc" or "enc.x". */
type Id = string;
/** Where it is looked for: on a node, or in a region of the page. */
type Place = Id | 'Run' | 'Inspector';
interface Shift {
  readonly x: number;
  readonly y: number;
}

/** What a person does. */
export type Act =
  | { readonly press: string; readonly times?: number }
  | { readonly type: string }
  | { readonly click: Named; readonly on?: Place }
  /** The second of several of one name. */
  | { readonly clickSecond: Named }
  | { readonly focusAndPress: Named; readonly key: string }
  /** Onto the clipboard: a text, or a template’s file. */
  | { readonly copied: string }
  | { readonly copiedFile: string }
  | { readonly hover: Named; readonly on?: Place }
  | { readonly focus: Named }
  /** A node, by id; with keys held, as in a second choice. */
  | { readonly choose: Id; readonly holding?: 'Shift' }
  /** A wire, by its two ends. */
  | { readonly chooseWire: readonly [from: Id, to: Id] }
  /** A node by its title, so many pixels; kept in the hand until it is let go. */
  | { readonly drag: Id; readonly by: Shift; readonly holding?: 'Alt'; readonly kept?: true }
  | { readonly letGo: true }
  /** What is shown, from its middle, so many pixels. */
  | { readonly pull: Named; readonly by: Shift }
  /** Over empty canvas, from its upper left corner. */
  | { readonly doubleClick: Shift }
  | { readonly clickEmpty: Shift }
  /** From a port, to a port or so many pixels into the void. */
  | { readonly draw: Id; readonly to: Id | Shift }
  /** A field, a list or a box to tick. */
  | { readonly set: Named; readonly to: string | boolean }
  | { readonly setting: string; readonly to: string }
  /** Trains until so many steps are done, then pauses; or to the end of the run, with its pictures. */
  | { readonly train: number | 'to the end' }
  /** Points of a Gaussian, always the same, as a file for the Dataset that is selected. */
  | { readonly loadPoints: number }
  | { readonly reload: true };
/** What a person sees. */
export type Sight =
  | { readonly see: Named; readonly saying?: string | RegExp; readonly on?: Place }
  | { readonly missing: Named; readonly on?: Place }
  /** What a node says of itself on the canvas. */
  | { readonly shows: Id; readonly saying: string | RegExp }
  | { readonly count: Named; readonly is: number }
  | { readonly value: Named; readonly is: string | RegExp }
  /** What a screen reader is told of the last change. */
  | { readonly hear: string }
  /** A message in the corner. */
  | { readonly told: string | RegExp }
  /** What Undo would take back. */
  | { readonly undo: string }
  | { readonly nodes: number }
  | { readonly wires: number }
  | { readonly wire: readonly [from: Id, to: Id]; readonly gone?: true }
  /** Every wire begins and ends at its sockets, as they are drawn. */
  | { readonly wiresMeet: 'their sockets' }
  | { readonly chosen: number }
  | { readonly theme: 'light' | 'dark' }
  /** The focus is on it. */
  | { readonly on: Named }
  /** The focus is on a setting of what is selected. */
  | { readonly ready: string }
  | { readonly clipboard: RegExp }
  /** How many drawn lines the chart of losses has: of this run, the raw ones behind them, those of earlier runs. */
  | { readonly curves: 'smooth' | 'raw' | 'earlier'; readonly are: number };
/** What comes of doing something. */
export type Consequence =
  /** Something that ends in a file. */
  | { readonly file: RegExp; readonly saying?: RegExp; readonly by: Act }
  /** Something that asks for a file. */
  | { readonly asks: 'file'; readonly by: Act }
  /** The view or the nodes are on their way. */
  | { readonly moves: 'view' | 'nodes'; readonly by: Act }
  /** Of these it says: nothing is another than before. */
  | { readonly keeps: 'view' | 'places' | 'drawing'; readonly by: readonly Step[] }
  /** Which nodes are lit up. */
  | { readonly lights: readonly Id[]; readonly by: Act }
  /** A picture is another than before. */
  | { readonly changes: Named; readonly on?: Place; readonly by: Act }
  /** The same steps in a second tab of the same browser. */
  | { readonly elsewhere: readonly Step[] };
export type Step = Act | Sight | Consequence;

export interface Flow {
  /** A template; an empty canvas where absent. */
  readonly from?: string;
  /** Its settings, where they are to be others, by node. */
  readonly with?: Readonly<Record<Id, Readonly<Record<string, unknown>>>>;
  /** Steps that its run takes. */
  readonly length?: number;
  readonly steps: readonly Step[];
}
export type Flows = Readonly<Record<string, Flow>>;
