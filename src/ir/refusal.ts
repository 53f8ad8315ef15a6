/** What a node says when the drawing asks of it what it cannot do. Caught where programs are derived and shown as a diagnostic or as the reason of a grade. */
export class Refusal extends Error {
  constructor(
    readonly node: string,
    readonly why: string,
    readonly mend: string,
  ) {
    super(`${node}: ${why}`);
  }
}
export function refuse(node: string, why: string, mend: string): never {
  throw new Refusal(node, why, mend);
}
