/** The name under which a dragged kind of node travels from the palette to the canvas. */
export const PALETTE_TYPE = 'application/x-wellspring-kind';
/** The kind that is being dragged: a browser tells what is in a drag only when it is dropped. */
export const dragged: { kind: string | undefined } = { kind: undefined };
