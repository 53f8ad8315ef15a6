/** Finding nodes by typing. */
import type { NodeDefinition } from '../../nodes/define.ts';

const plain = (s: string): string => s.toLowerCase();
/** Every word typed occurs. */
export const matches = (text: string, typed: string): boolean =>
  plain(typed)
    .split(/\s+/)
    .every((word) => plain(text).includes(word));

/** Titles that begin with what was typed come first. */
export function ranked(all: readonly NodeDefinition[], typed: string): readonly NodeDefinition[] {
  if (typed.trim() === '') return all;
  const rank = (d: NodeDefinition): number => {
    const t = plain(typed.trim());
    if (plain(d.title).startsWith(t) || plain(d.kind).startsWith(t)) return 0;
    return plain(d.title).includes(t) || plain(d.kind).includes(t) ? 1 : 2;
  };
  return all.filter((d) => matches(`${d.title} ${d.kind} ${d.summary} ${d.category}`, typed.trim())).toSorted((a, b) => rank(a) - rank(b));
}
