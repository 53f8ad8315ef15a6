import type { Severity } from '../diagnostic.ts';

export interface Text {
  readonly what: string;
  readonly why: string;
  readonly mend: string;
}

/** One entry of the catalogue: how severe it is, and its words given the facts. */
export interface Message<A> {
  readonly severity: Severity;
  readonly text: (args: A) => Text;
}

const make =
  (severity: Severity) =>
  <A>(text: (args: A) => Text): Message<A> => ({ severity, text });

export const error = make('error');
export const warning = make('warning');
export const info = make('info');

/** For messages which need no facts. */
export type None = Readonly<Record<string, never>>;

export const list = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
export const arrows = (names: readonly string[]): string => names.join(' → ');
/** "1 node", "3 nodes". */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
/** "a value", "an objective" */
export const article = (noun: string): string => `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
