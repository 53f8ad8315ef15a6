/** Finding nodes by typing: by name, by the other words people use, by their settings ("moons", "bernoulli"), by what is said of them. */
import type { Params } from '../../graph/model.ts';
import type { NodeDefinition } from '../../nodes/define.ts';

const plain = (s: string): string => s.toLowerCase();
const wordsIn = (s: string): readonly string[] => plain(s).trim().split(/\s+/);
/** Every word typed occurs. */
export const matches = (text: string, typed: string): boolean => wordsIn(typed).every((word) => plain(text).includes(word));
/** Every word typed begins one of these. */
const begins = (text: string, typed: string): boolean => {
  const known = plain(text).split(/[\s,()]+/);
  return wordsIn(typed).every((word) => known.some((k) => k.startsWith(word)));
};

/** A node to add, perhaps with a setting that the words named. */
export interface Found {
  readonly key: string;
  readonly definition: NodeDefinition;
  readonly params: Params;
  /** "Dataset", or "Dataset: Two moons" */
  readonly title: string;
}
const asIs = (definition: NodeDefinition): Found => ({ key: definition.kind, definition, params: {}, title: definition.title });

/** Shorter, a word begins too many choices. */
const TELLING = 3;
/** The choices of a node that what was typed names. */
function chosen(d: NodeDefinition, typed: string): readonly Found[] {
  if (typed.length < TELLING) return [];
  return Object.entries(d.params).flatMap(([name, spec]): readonly Found[] =>
    spec.type !== 'choice'
      ? []
      : spec.options
          .filter((o) => o.value !== spec.default && begins(`${o.label} ${o.words ?? ''}`, typed))
          .map((o) => ({
            key: `${d.kind} ${name} ${o.value}`,
            definition: d,
            params: { [name]: o.value },
            title: `${d.title}: ${o.label}`,
          })),
  );
}
/** A default needs no setting: the words for it lead to the node itself. */
const defaults = (d: NodeDefinition): string =>
  Object.values(d.params)
    .flatMap((spec) => (spec.type === 'choice' ? spec.options.filter((o) => o.value === spec.default) : []))
    .map((o) => `${o.label} ${o.words ?? ''}`)
    .join(' ');

function rank({ definition: d, key }: Found, typed: string): number {
  if (key !== d.kind) return 3;
  if (plain(d.title).startsWith(typed) || plain(d.kind).startsWith(typed)) return 0;
  if (plain(d.title).includes(typed) || plain(d.kind).includes(typed)) return 1;
  return begins(d.words ?? '', typed) || (typed.length >= TELLING && begins(defaults(d), typed)) ? 2 : 4;
}
/** Titles that begin with what was typed come first, mere mentions last. */
export function found(all: readonly NodeDefinition[], text: string): readonly Found[] {
  const typed = plain(text).trim();
  if (typed === '') return all.map(asIs);
  const offered = all.flatMap((d): readonly Found[] => {
    const said = `${d.title} ${d.kind} ${d.summary} ${d.category}`;
    const known = matches(said, typed) || begins(d.words ?? '', typed) || (typed.length >= TELLING && begins(defaults(d), typed));
    return [...(known ? [asIs(d)] : []), ...chosen(d, typed)];
  });
  return offered.toSorted((a, b) => rank(a, typed) - rank(b, typed));
}
