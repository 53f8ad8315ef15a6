/** What the canvas knows for the moment only: measured sizes, and what is being drawn or offered. Nearly all on the canvas listens: what changes with every frame is kept elsewhere (stores/drag.ts). */
import { create } from 'zustand';
import type { End, Point, Wire } from '../../graph/model.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}
/** Where on the canvas somebody is. */
export type Place =
  | { readonly at: 'node'; readonly node: string }
  | { readonly at: 'port'; readonly end: End; readonly side: 'input' | 'output' }
  | { readonly at: 'wire'; readonly key: string };
export interface QuickAdd {
  /** Where on the drawing the node goes. */
  readonly at: Point;
  /** Where on the screen the box opens, within the canvas. */
  readonly screen: Point;
  /** A wire that waits for its other end. */
  readonly from?: { readonly end: End; readonly side: 'input' | 'output' } | undefined;
  /** A wire that the new node is put into. */
  readonly into?: Wire | undefined;
  /** Ports that are there already come first: somebody wires by keyboard. */
  readonly existing?: boolean | undefined;
  /** The place was chosen here, not by the user. */
  readonly offered?: boolean | undefined;
}
/** What the open end of a wire fits. */
export interface Fitting {
  readonly side: 'input' | 'output';
  /** "enc.x" */
  readonly ends: ReadonlySet<string>;
  readonly nodes: ReadonlySet<string>;
}
/** How much of the drawing is shown: all; what can still be made out; or only what stands where and of what sort it is. */
export type Detail = 'full' | 'far' | 'least';
interface CanvasState {
  readonly measured: ReadonlyMap<string, Size>;
  readonly detail: Detail;
  /** Many nodes have just come, and it is not known yet which of them will be in sight. */
  readonly arriving: boolean;
  /** The node whose ports the keyboard has gone to: they are there at any distance. */
  readonly entered: string | undefined;
  readonly quickAdd: QuickAdd | undefined;
  /** The menu that is open, and what it is about; undefined: the canvas itself. */
  readonly menu: { readonly at: Point; readonly screen: Point; readonly place: Place | undefined } | undefined;
  /** The frame or note whose text is being edited in its place. */
  readonly editing: string | undefined;
  /** Everything is drawn, also what lies outside the view: a picture is being taken. */
  readonly whole: boolean;
  /** A wire is being drawn; it fits these ports. */
  readonly fitting: Fitting | undefined;
  /** Key of the wire whose input end is in the user's hand. */
  readonly lifted: string | undefined;
  /** Key of the wire a dragged node would be put into. */
  readonly splice: string | undefined;
  /** Moves the view; set by the canvas once it is there. */
  readonly focus: ((nodes: readonly string[]) => void) | undefined;
  /** Shows a drawing just opened: as it was left, or all of it. */
  readonly arrive: (() => void) | undefined;
  readonly center: (() => Point) | undefined;
  /** Is all of a box on the drawing in sight? */
  readonly inView: ((box: Point & Size) => boolean) | undefined;
  /** A point of the window, on the drawing and within the canvas. */
  readonly project: ((client: Point) => { readonly at: Point; readonly screen: Point } | undefined) | undefined;
}
export const useCanvas = create<CanvasState>()(() => ({
  measured: new Map(),
  detail: 'full',
  arriving: false,
  entered: undefined,
  quickAdd: undefined,
  menu: undefined,
  editing: undefined,
  whole: false,
  fitting: undefined,
  lifted: undefined,
  splice: undefined,
  focus: undefined,
  arrive: undefined,
  center: undefined,
  inView: undefined,
  project: undefined,
}));
