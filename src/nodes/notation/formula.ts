/** Mathematics as data: pieces of KaTeX, each with the nodes of the drawing it came from. */

export interface Term {
  readonly latex: string;
  /** Ids of nodes; empty for signs and brackets. */
  readonly nodes: readonly string[];
}
export interface Fraction {
  readonly over: Formula;
  readonly under: Formula;
}
export type Piece = Term | Fraction;
export type Formula = readonly Piece[];

/** One line of mathematics, with what is to be said about it. */
export interface Statement {
  readonly formula: Formula;
  readonly text?: string | undefined;
}
/** One line of an algorithm. Mathematics stands between dollar signs. */
export interface Line {
  readonly depth: number;
  readonly text: string;
  readonly nodes: readonly string[];
}

export const term = (latex: string, nodes: readonly string[] = []): Term => ({ latex, nodes: [...new Set(nodes)] });
export const line = (text: string, nodes: readonly string[] = [], depth = 0): Line => ({ depth, text, nodes: [...new Set(nodes)] });
export const deeper = (lines: readonly Line[]): readonly Line[] => lines.map((l) => ({ ...l, depth: l.depth + 1 }));
export const isFraction = (p: Piece): p is Fraction => 'over' in p;

/** The whole as one piece of KaTeX. */
export const latexOf = (f: Formula): string =>
  f.map((p) => (isFraction(p) ? `\\frac{${latexOf(p.over)}}{${latexOf(p.under)}}` : p.latex)).join(' ');
/** Every node that a formula came from, in order. */
export const nodesIn = (f: Formula): readonly string[] => [
  ...new Set(f.flatMap((p) => (isFraction(p) ? [...nodesIn(p.over), ...nodesIn(p.under)] : p.nodes))),
];
/** Formulas with a sign between them. */
export const joined = (parts: readonly Formula[], sign: string): Formula => parts.flatMap((f, i) => (i > 0 ? [term(sign), ...f] : [...f]));

/** An index below a symbol that may have one already: "z_{1}" and "t" make "z_{1,t}". */
export function below(symbol: string, index: string): string {
  const m = /^(.*)_\{([^{}]*)\}$/.exec(symbol);
  if (m && !m[1]!.includes('_')) return `${m[1]}_{${m[2]},${index}}`;
  return /^(\\[A-Za-z]+|[A-Za-z])$/.test(symbol) ? `${symbol}_{${index}}` : `{${symbol}}_{${index}}`;
}
/** A symbol under a hat, with its index: "z_{1}" and "0" make "\\hat{z}_{1,0}". */
export function hatted(symbol: string, index: string): string {
  const m = /^([A-Za-z])(?:_\{(\d+)\})?$/.exec(symbol);
  return m ? `\\hat{${m[1]}}_{${m[2] === undefined ? '' : `${m[2]},`}${index}}` : below(`\\widehat{${symbol}}`, index);
}
/** A function of what it reads: "\\mu_{\\theta}(z,y)"; without arguments, a parameter. */
export const applied = (f: string, args: string): string => (args === '' ? f : `${f}(${args})`);
export const listed = (...args: readonly string[]): string => args.filter(Boolean).join(',');
