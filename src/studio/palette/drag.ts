/** What travels from the palette to the canvas. */
import type { Params } from '../../graph/model.ts';

/** The name under which a dragged kind of node travels from the palette to the canvas. */
export const PALETTE_TYPE = 'application/x-wellspring-kind';
/** The kind that is being dragged, and the settings it comes with: a browser tells what is in a drag only when it is dropped. */
export const dragged: { kind: string | undefined; params: Params } = { kind: undefined, params: {} };
