/** Curves of earlier runs behind those of the run at hand: the same number, where they have it. */
import { type ReactNode, useMemo } from 'react';
import { CLASS_HUES } from '../parts/class-hues.ts';
import { clearOverlay, useOverlay } from '../stores/overlay.ts';
import { type Series, seriesOf, smooth } from './series.ts';

export interface EarlierLine extends Series {
  readonly id: string;
  readonly label: string;
  readonly color: string;
  readonly smoothed: readonly number[];
}
/** @param name of the report's element that is shown first */
export function useEarlier(name: string | undefined, smoothing: number): readonly EarlierLine[] {
  const runs = useOverlay((s) => s.runs);
  return useMemo(
    () =>
      runs.flatMap((r, i) => {
        const s = seriesOf(r.metrics).find((x) => x.name === name);
        const color = CLASS_HUES[i % CLASS_HUES.length]!;
        return s ? [{ ...s, id: r.id, label: r.name, color, smoothed: smooth(s.values, smoothing) }] : [];
      }),
    [runs, name, smoothing],
  );
}
export const EarlierKey = ({ lines }: { readonly lines: readonly EarlierLine[] }): ReactNode =>
  lines.length > 0 && (
    <ul className="chart-key" aria-label="Earlier runs">
      {lines.map((s) => (
        <li key={s.id} className="key">
          <i style={{ background: s.color }} />
          {s.label}
        </li>
      ))}
      <li>
        <button type="button" className="link" onClick={clearOverlay}>
          hide
        </button>
      </li>
    </ul>
  );
