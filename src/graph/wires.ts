import type { End, Wire } from './model.ts';

/** "dec.p" — ids have no dots, so the text is unique. */
export const showEnd = (end: End): string => `${end.node}.${end.port}`;
/** One text per wire; equal for wires between the same ends. */
export const wireKey = (wire: Wire): string => `${showEnd(wire.from)}>${showEnd(wire.to)}`;
export const sameWire = (a: Wire, b: Wire): boolean =>
  a.from.node === b.from.node && a.from.port === b.from.port && a.to.node === b.to.node && a.to.port === b.to.port;
