/** What the lines of the loss chart are: their names, units and order, from what the learn programs tell. Pure. */
import type { Player, ProfileSummary } from '../../compiler/compiled.ts';
import type { Series } from './series.ts';

export interface Term {
  /** Its element of the report; of a profile, the name they have in common and a star. */
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  /** Several lines that are shown and hidden together, and what each is of. */
  readonly lines: readonly Series[];
  readonly by?: string | undefined;
  /** Shown before anybody asks. */
  readonly first: boolean;
}

/** What monitors that are no part of the loss count, by the word their name begins with. */
const MONITOR_UNITS: Readonly<Record<string, string>> = {
  score: 'critic’s score',
  perplexity: 'codes in use',
  dead: 'share',
  matched: 'share',
};
const NORM = 'gradient norm';
const RATE = 'learning rate';

const last = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
const words = (name: string): string => name.replaceAll('.', ' ');

/** Terms in the order they are listed: objectives, their parts, their profiles, then optimisers. @param series by name, as they came */
export function termsOf(players: readonly Player[], series: readonly Series[]): readonly Term[] {
  const byName = new Map(series.map((s) => [s.name, s]));
  const losses = players.flatMap((p) => p.losses);
  const several = losses.length > 1;
  const short = (name: string): string => words(several ? name : name.slice(name.indexOf('.') + 1));
  const single = (name: string, label: string, unit: string, first: boolean): readonly Term[] => {
    const s = byName.get(name);
    byName.delete(name);
    return s ? [{ name, label, unit, lines: [s], first }] : [];
  };
  const profile = (p: ProfileSummary, unit: string): readonly Term[] => {
    const lines = p.parts.flatMap((part) => byName.get(part) ?? []);
    for (const part of p.parts) byName.delete(part);
    return lines.length > 0
      ? [{ name: `${p.name}.*`, label: `${short(p.name)} by ${p.by.split(/[ ,]/)[0]}`, unit, lines, by: p.by, first: false }]
      : [];
  };
  const found = [
    ...losses.flatMap((l) => single(l.report, words(l.report.slice(l.report.indexOf('.') + 1)), l.unit, true)),
    ...losses.flatMap((l) => l.monitors.flatMap((m) => single(m, short(m), MONITOR_UNITS[m.split('.')[1] ?? ''] ?? l.unit, true))),
    ...losses.flatMap((l) => l.profiles.flatMap((p) => profile(p, l.unit))),
    ...players.flatMap((p) => [
      ...single(`${p.optimiser}.gradient`, players.length > 1 ? `gradient ${p.optimiser}` : 'gradient', NORM, true),
      ...single(`${p.optimiser}.rate`, players.length > 1 ? `rate ${p.optimiser}` : 'rate', RATE, true),
    ]),
  ];
  // of a run whose drawing has changed since, what is left is listed under the names it came with
  const rest = [...byName.values()].map((s): Term => {
    const unit = last(s.name) === 'gradient' ? NORM : last(s.name) === 'rate' ? RATE : (found[0]?.unit ?? '');
    return { name: s.name, label: words(s.name.replace(/^loss\./, '')), unit, lines: [s], first: s.name.startsWith('loss.') };
  });
  return [...found, ...rest];
}

/** Units in the order of the terms: one axis shows one of them. */
export const unitsOf = (terms: readonly Term[]): readonly string[] => [...new Set(terms.map((t) => t.unit))];
