/** What the canvas knows for the moment only: measured sizes, and positions while something is dragged. */
import { create } from 'zustand';
import type { End, Point } from '../../graph/model.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface QuickAdd {
  /** Where on the drawing the node goes. */
  readonly at: Point;
  /** Where on the screen the box opens, within the canvas. */
  readonly screen: Point;
  /** A wire that waits for its other end. */
  readonly from?: { readonly end: End; readonly side: 'input' | 'output' } | undefined;
}
interface CanvasState {
  readonly measured: ReadonlyMap<string, Size>;
  readonly moving: Readonly<Record<string, Point>>;
  readonly quickAdd: QuickAdd | undefined;
  /** A wire is being drawn. */
  readonly connecting: boolean;
  /** Everything is drawn, also what lies outside the view: a picture is being taken. */
  readonly whole: boolean;
  /** Moves the view; set by the canvas once it is there. */
  readonly focus: ((nodes: readonly string[]) => void) | undefined;
  readonly center: (() => Point) | undefined;
}
export const useCanvas = create<CanvasState>()(() => ({
  measured: new Map(),
  moving: {},
  quickAdd: undefined,
  connecting: false,
  whole: false,
  focus: undefined,
  center: undefined,
}));
