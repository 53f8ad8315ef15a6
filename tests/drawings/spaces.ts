/** Data of the drawings: the columns a Dataset has. */
import { layoutOf, real, tokens, type Space } from '../../src/graph/space.ts';

const of = (values: Space['values'], shape: readonly number[]): Space => ({ layout: layoutOf(shape), shape, values });
export const binary = (...shape: number[]): Space => of({ kind: 'binary' }, shape);
export const unit = (...shape: number[]): Space => of({ kind: 'unit' }, shape);
export const levels = (k: number, ...shape: number[]): Space => of({ kind: 'levels', k }, shape);

/** Points in the plane, alone and with a class of three. */
export const X = { x: real(2) };
export const XY = { x: real(2), y: tokens(3) };
