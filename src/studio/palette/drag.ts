/** The name under which a dragged kind of node travels from the palette to the canvas. */
export const PALETTE_TYPE = 'application/x-wellspring-kind';
