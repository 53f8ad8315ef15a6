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

/** Messages are read by people: the names that matter come first, and a long list is cut. */
const SHOWN = 8;
const cut = (names: readonly string[]): readonly string[] =>
  names.length <= SHOWN ? names : [...names.slice(0, SHOWN - 1), `${names.length - SHOWN + 1} more`];

/** "a, b and c" */
export const list = (names: readonly string[]): string => {
  const shown = cut(names);
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`;
};
/** "a → b → a"; of a long way, both ends. */
export const arrows = (names: readonly string[]): string =>
  (names.length <= SHOWN ? names : [...names.slice(0, SHOWN - 2), `(${names.length - SHOWN + 1} more)`, ...names.slice(-1)]).join(' → ');
/** "1 node", "3 nodes". */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
/** "a value", "an objective" */
export const article = (noun: string): string => `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
