/** The chart's legend: what each line is, what it is now, and whether it is shown. */
import type { ReactNode } from 'react';
import { figure } from '../facts.ts';
import { session } from '../stores/session.ts';
import { valueAt } from './series.ts';
import type { Term } from './terms.ts';

export interface KeyedTerm extends Term {
  readonly shown: boolean;
  /** CSS colours, one a line. */
  readonly colors: readonly string[];
}
interface Props {
  readonly terms: readonly KeyedTerm[];
  readonly unit: string;
  readonly units: readonly string[];
  /** The step to tell values of; undefined: the last. */
  readonly at: number | undefined;
  toggle(name: string): void;
}
export const ChartKey = ({ terms, unit, units, at, toggle }: Props): ReactNode => (
  <ul className="chart-key">
    {units.length > 1 && (
      <li>
        <select
          className="pane-unit"
          aria-label="What the chart measures"
          value={unit}
          onChange={(e) => session().set({ lossUnit: e.target.value })}
        >
          {units.map((u) => (
            <option key={u}>{u}</option>
          ))}
        </select>
      </li>
    )}
    {terms.map((t) => (
      <li key={t.name}>
        <button
          type="button"
          className="key"
          aria-pressed={t.shown}
          title={`${t.shown ? 'Hide' : 'Show'} ${t.label}, in ${t.unit}${t.by === undefined ? '' : `: one line for each ${t.by}`}`}
          onClick={() => toggle(t.name)}
        >
          <i style={{ background: t.colors.length > 1 ? `linear-gradient(to right, ${t.colors.join(', ')})` : t.colors[0] }} />
          {t.label}
          <b title={inFull(t, at)}>{valueOf(t, at)}</b>
        </button>
      </li>
    ))}
  </ul>
);
/** A line's value with all its digits. */
function inFull(t: Term, at: number | undefined): string | undefined {
  const [line, ...others] = t.lines;
  if (!line || others.length > 0) return undefined;
  const value = at === undefined ? line.values.at(-1) : valueAt(line, at);
  return value === undefined ? undefined : `${value} ${t.unit} at step ${at ?? line.steps.at(-1)}`;
}
/** A line's value; of several lines the least and the greatest. */
function valueOf(t: Term, at: number | undefined): string {
  const values = t.lines.map((s) => (at === undefined ? s.values.at(-1) : valueAt(s, at)) ?? Number.NaN);
  if (values.length === 1) return figure(values[0]!, 4);
  return `${figure(Math.min(...values), 2)} to ${figure(Math.max(...values), 2)}`;
}
