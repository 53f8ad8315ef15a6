/** What of a text is typeset. Notes come with drawings from anywhere, and a text made to be hard to read must not stop the page. */

/** Characters that are shown; a drawing may hold more. */
export const SHOWN = 10_000;
/** Marks that could open or close something: their pairing takes time that grows with the square of their number. */
const MARKS = 1500;
const QUOTED = 16;
const FORMULAS = 100;
const FORMULA = 2000;

export interface Cut {
  readonly text: string;
  /** The text goes on. */
  readonly cut: boolean;
  /** Shown as it is written. */
  readonly plain: boolean;
  readonly maths: boolean;
}
export function cutOf(whole: string): Cut {
  const text = whole.slice(0, SHOWN);
  const marks = text.match(/[*_[\]!<`]/g)?.length ?? 0;
  const quoted = new RegExp(`(?:>[ \\t]*){${QUOTED + 1}}`).test(text);
  const dollars = text.match(/\$/g)?.length ?? 0;
  return { text, cut: text.length < whole.length, plain: marks > MARKS || quoted, maths: dollars > 0 && dollars <= 2 * FORMULAS };
}
export const isLongFormula = (latex: string): boolean => latex.length > FORMULA;

/** Links lead to the web and nowhere else. */
export function safeLink(url: string): string | undefined {
  try {
    const { protocol, href } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? href : undefined;
  } catch {
    return undefined;
  }
}
