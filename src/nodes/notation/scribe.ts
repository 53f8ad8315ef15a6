/** What an objective has at hand to write itself down. */
import type { Formula, Line, Statement, Term } from './formula.ts';
import type { Reading } from './law.ts';

/** Names a variable anew: what it is called, and its id. */
export type Naming = (symbol: string, variable: string) => string;
export interface Scribe {
  /** A variable's name as KaTeX. */
  symbol(variable: string): string;
  /** "p_{\\theta}(x\\mid z)" with everything it is made of. */
  factor(variable: string, side: 'p' | 'q' | 'regulariser', as?: Naming): Term;
  /** "_{\\theta}": the letters of all weights behind the p of some variables. */
  letters(variables: readonly string[]): string;
  /** Has it a q? */
  inferred(variable: string): boolean;
  /** Is its q a point? */
  certain(variable: string): boolean;
  /** Variables that a variable's p or q reads. */
  read(variable: string, side: 'p' | 'q'): readonly string[];
  /** An expectation over data, and over the q of latents among the variables. */
  overData(variables: readonly string[]): Term;
  /** What a node reads. */
  reading(node: string): Reading;
  /** How a variable is drawn by its p or q. */
  draw(variable: string, side: 'p' | 'q', as?: Naming): readonly Line[];
  /** These variables and all that is drawn above them by p, parents first; without conditions. */
  above(variables: readonly string[]): readonly string[];
  /** Nodes that take part in drawing variables by their p. */
  makers(variables: readonly string[]): readonly string[];
}
/** An objective on paper: what is drawn to find it, then what is minimised and what stands in it. */
export interface Written {
  readonly draws: readonly Line[];
  /** Follows "L =". */
  readonly formula: Formula;
  readonly where: readonly Statement[];
}
