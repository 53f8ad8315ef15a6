/** How samples of tokens read: by the names of the symbols, where the data has them. */
import { numel } from '../../graph/space.ts';
import type { Picture } from '../../workers/protocol.ts';

const NAMELESS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Are these sequences of tokens? Single ones are counted, not read. */
export const isText = ({ space }: Picture): boolean => space.values.kind === 'tokens' && numel(space.shape) > 1;

/** One line an example, at most `most`; single tokens stand on one line. Symbols of several letters are words. */
export function linesOf({ space, data, n, symbols }: Picture, most: number): readonly string[] {
  const length = Math.max(1, numel(space.shape));
  const glue = symbols && symbols.some((s) => Array.from(s).length > 1) ? ' ' : '';
  const name = (t: number): string => (symbols?.[t] ?? NAMELESS[t] ?? `⟨${t}⟩`).replaceAll('\n', '↵').replaceAll('\t', '⇥');
  const rows = Array.from({ length: Math.min(most, n) }, (_, i) =>
    Array.from(data.subarray(i * length, (i + 1) * length), name).join(glue),
  );
  return length === 1 ? [rows.join(' ')] : rows;
}
