/** The terms of the run at hand, and those of them that share the axis's unit. */
import { useMemo } from 'react';
import { useDerived } from '../stores/derived.ts';
import { useRun } from '../stores/run.ts';
import { useSession } from '../stores/session.ts';
import { seriesOf } from './series.ts';
import { type Term, termsOf, unitsOf } from './terms.ts';

export function useTerms(): { readonly terms: readonly Term[]; readonly unit: string; readonly units: readonly string[] } {
  const metrics = useRun((s) => s.metrics);
  const players = useDerived((s) => s.compiled?.learn.players);
  const wanted = useSession((s) => s.lossUnit);
  const all = useMemo(() => termsOf(players ?? [], seriesOf(metrics)), [players, metrics]);
  const units = useMemo(() => unitsOf(all), [all]);
  const unit = wanted !== undefined && units.includes(wanted) ? wanted : (units[0] ?? '');
  const terms = useMemo(() => all.filter((t) => t.unit === unit), [all, unit]);
  return { terms, unit, units };
}
