/** How the loss chart is drawn: unit, axis, smoothing; and the numbers as a file. */
import type { ReactNode } from 'react';
import { download, slug } from '../actions/files.ts';
import { Icon } from '../parts/icons.tsx';
import { graphNow } from '../stores/document.ts';
import { useRun } from '../stores/run.ts';
import { session, useSession } from '../stores/session.ts';
import { csvOf } from './csv.ts';

export function LossOptions(): ReactNode {
  const log = useSession((s) => s.logLoss);
  const smoothing = useSession((s) => s.smoothing);
  const some = useRun((s) => s.metrics.length > 0);
  return (
    <span className="pane-options">
      <label title="Logarithmic axis, where every value is above zero">
        <input type="checkbox" checked={log} onChange={(e) => session().set({ logLoss: e.target.checked })} />
        log
      </label>
      <label title="How strongly the line is smoothed; the raw line stays behind it">
        smooth
        <input
          type="range"
          min={0}
          max={0.98}
          step={0.02}
          value={smoothing}
          onChange={(e) => session().set({ smoothing: e.target.valueAsNumber })}
        />
      </label>
      <button
        type="button"
        className="plain small"
        aria-label="Save the numbers as CSV"
        title="Save the numbers as CSV, one row a step"
        disabled={!some}
        onClick={() => download(`${slug(graphNow().title)}.csv`, csvOf(useRun.getState().metrics), 'text/csv')}
      >
        <Icon name="save" size={13} />
      </button>
    </span>
  );
}
