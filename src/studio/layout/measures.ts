/** Distances of a drawing that is laid out here, in pixels. */
import { CAPTION, PICTURE } from '../canvas/beside-circle.ts';

export interface TidySize {
  readonly width: number;
  readonly height: number;
  /** A picture will stand beside it: above it, or below where something stands above. */
  readonly beside?: boolean | undefined;
}
/** Below a circle: its caption and its picture. */
export const BESIDE = CAPTION + PICTURE.height;
/** Between the line and what stands above it. */
export const ABOVE = 64;
