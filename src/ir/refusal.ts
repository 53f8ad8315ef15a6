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
/** One set of weights asked for in two shapes, within a program or across programs. */
export const twoSignatures = (param: string, one: readonly number[], other: readonly number[]): Refusal =>
  new Refusal(
    param.split('.')[0]!,
    `it is one network used with two signatures: ${param} would be [${one.join('×')}] and [${other.join('×')}]`,
    'use two networks, or make both uses the same shape',
  );
