/** What is being dragged: it changes with every frame, so few listen. */
import { create } from 'zustand';
import type { Point } from '../../graph/model.ts';

/** A line along which what is dragged stands level with something else. */
export interface Guide {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}
interface DragState {
  /** Where React Flow is told that something is. */
  readonly moving: Readonly<Record<string, Point>>;
  /** What is carried without its knowledge, and how far (canvas/carry.ts). */
  readonly carried: { readonly ids: ReadonlySet<string>; readonly by: Point } | undefined;
  /** Where copies will stand when Alt drags them off. */
  readonly copies: Readonly<Record<string, Point>>;
  readonly guides: readonly Guide[];
}
const RESTS: DragState = { moving: {}, carried: undefined, copies: {}, guides: [] };
export const useDrag = create<DragState>()(() => RESTS);

export const endDrag = (): void => useDrag.setState(RESTS);
