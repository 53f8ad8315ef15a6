/** How samples of tokens read: by the names of the symbols, where the data has them. */
import { numel } from '../../graph/space.ts';
import type { Picture } from '../../workers/protocol.ts';

const NAMELESS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Are these sequences of tokens? Single ones are counted, not read. */
export const isText = ({ space }: Picture): boolean => space.values.kind === 'tokens' && numel(space.shape) > 1;

/** What a symbol is called on the page, and what stands between two: symbols of several letters are words. */
export function namesOf({ symbols }: Pick<Picture, 'symbols'>): { readonly name: (token: number) => string; readonly glue: string } {
  return {
    glue: symbols && symbols.some((s) => Array.from(s).length > 1) ? ' ' : '',
    name: (t) => (symbols?.[t] ?? NAMELESS[t] ?? `⟨${t}⟩`).replaceAll('\n', '↵').replaceAll('\t', '⇥'),
  };
}
/** One line an example, at most `most`; single tokens stand on one line. */
export function linesOf({ space, data, n, symbols }: Picture, most: number): readonly string[] {
  const length = Math.max(1, numel(space.shape));
  const { name, glue } = namesOf({ symbols });
  const rows = Array.from({ length: Math.min(most, n) }, (_, i) =>
    Array.from(data.subarray(i * length, (i + 1) * length), name).join(glue),
  );
  return length === 1 ? [rows.join(' ')] : rows;
}
