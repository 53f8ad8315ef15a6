/** Where the pointer is over the canvas: the place that a shortcut means by "here". */
import type { Point } from '../../graph/model.ts';

export const pointer: { at: Point | undefined } = { at: undefined };
