/** How a node that gives a distribution is written down: its density, and how a value is drawn from it. */
import type { Space } from '../../graph/space.ts';
import { type Formula, type Line, type Piece, type Statement, term } from './formula.ts';

/** What a node reads, as mathematics. */
export interface Reading {
  readonly id: string;
  wired(port: string): boolean;
  /** The variables behind what some ports read: "z,y"; "" where there are none. */
  args(...ports: readonly string[]): string;
  /** "_{\\theta}": the letter of its weights, and of the network wired to a port; "" where there are none. */
  weights(...ports: readonly string[]): string;
  /** The node, and whatever is wired to these ports, up to the next variables. */
  nodes(...ports: readonly string[]): readonly string[];
  /** Settings of the node wired to a port. */
  settings(port: string): Readonly<Record<string, unknown>> | undefined;
}
export interface LawContext extends Reading {
  /** What it is a law of: "x", "z_{1}". */
  readonly v: string;
  /** Its Space, where it is known. */
  readonly space: Space | undefined;
  /** The output whose law is asked for. */
  readonly output: string;
  /** Laws of the distributions wired to a port, each of the value named. */
  laws(port: string, v: string): readonly Law[];
}
/** A random quantity inside a distribution, for plate diagrams. */
export interface Inner {
  readonly symbol: string;
  readonly nodes: readonly string[];
  /** It is repeated: "t = 1, …, 200". */
  readonly plate?: string | undefined;
  /** Each copy depends on the one before. */
  readonly chained?: boolean | undefined;
  /** A function of what is above it. */
  readonly fixed?: boolean | undefined;
}
/** One invertible step of a flow, from its base towards the data. */
export interface FlowStep {
  readonly id: string;
  readonly nodes: readonly string[];
  readonly title: string;
  /** log |det| of the step away from the base, of u_{k-1}; "" where it keeps volumes. */
  readonly logDet: string;
  /** The law of numbers that join the chain at this step, and their name. */
  readonly joins?: { readonly symbol: (k: number) => string; readonly density: (k: number) => string } | undefined;
}
export interface Law {
  /** Every node it is made of. */
  readonly nodes: readonly string[];
  /** What stands behind the sign. */
  readonly formula: Formula;
  /** What stands before it: the density, or its logarithm. */
  readonly of: 'density' | 'log';
  readonly sign: '=' | '\\ge' | '\\approx';
  readonly text?: string | undefined;
  /** What is to be said about the symbols in it. */
  readonly where: readonly Statement[];
  readonly draw: readonly Line[];
  /** It is a point: a value follows from what it reads. */
  readonly point?: boolean | undefined;
  /** No direction: a factor of an undirected model. */
  readonly undirected?: boolean | undefined;
  /** Positions of its value that follow one another: "i = 1, …, 16". */
  readonly positions?: string | undefined;
  readonly inner?: readonly Inner[] | undefined;
  readonly flow?: { readonly base: Law; readonly steps: readonly FlowStep[] } | undefined;
}

/** A law with a density that is one term, from which values are drawn in one go. */
export function simple(c: Reading & { readonly v: string }, density: string, nodes: readonly string[], family: string): Law {
  return {
    nodes,
    formula: [term(density, nodes)],
    of: 'density',
    sign: '=',
    where: [],
    draw: [{ depth: 0, text: `$${c.v} \\sim ${family}$`, nodes }],
  };
}
/** A law that a value follows without chance. @param f what gives the value */
export const certain = (v: string, f: string, nodes: readonly string[]): Law => ({
  nodes,
  formula: [term(`\\delta\\big(${v}-${f}\\big)`, nodes)],
  of: 'density',
  sign: '=',
  where: [],
  draw: [{ depth: 0, text: `$${v} \\leftarrow ${f}$`, nodes }],
  point: true,
});
/** What stands for a distribution that nothing is wired for. */
export const unknown = (v: string, id: string): Law => ({
  nodes: [id],
  formula: [term(`p(${v})`, [id])],
  of: 'density',
  sign: '=',
  where: [],
  draw: [{ depth: 0, text: `$${v} \\sim p(${v})$`, nodes: [id] }],
});
export const only = (c: LawContext, port: string, v: string): Law => c.laws(port, v)[0] ?? unknown(v, c.id);

/** "p(u) = …" or "log p(u) = …". */
export function stated(left: Piece, law: Law): Statement {
  const head: Formula = law.of === 'log' ? [term('\\log'), left] : [left];
  return { formula: [...head, term(law.sign), ...law.formula], text: law.text };
}
/** The statement of a law, and all that it needs. */
export const explained = (left: Piece, law: Law): readonly Statement[] => [stated(left, law), ...law.where];
