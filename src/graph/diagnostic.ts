/** A user's mistake, as data. Exceptions are for our own bugs. */
export type Severity = 'error' | 'warning' | 'info';

export interface Place {
  readonly node?: string | undefined;
  readonly port?: string | undefined;
  readonly param?: string | undefined;
  /** The subgraph that holds the node, when it is not on the canvas itself. */
  readonly within?: string | undefined;
  /** Outside a graph: a file name, a line, a flag. */
  readonly where?: string | undefined;
}
export interface Diagnostic extends Place {
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence. */
  readonly what: string;
  /** Why it is wrong, in terms of the drawing. */
  readonly why: string;
  /** How to mend it. */
  readonly mend: string;
}
