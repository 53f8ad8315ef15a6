/** What a reader made of one or several files: the columns, ready to be split. */
import type { Diagnostic } from '../../graph/diagnostic.ts';
import type { FiniteColumn } from '../finite.ts';
import type { Classes } from './classes.ts';

export interface Reading {
  readonly total: number;
  readonly x: FiniteColumn;
  readonly y?: Classes;
  /** Names of the symbols of x. */
  readonly symbols?: readonly string[];
  /** The last so many examples are held out; absent where the files do not say which. */
  readonly heldOut?: number;
  /** Warnings and remarks; what is an error is no reading. */
  readonly remarks: readonly Diagnostic[];
}
