/** What goes wrong in the run, each with the settings that may mend it. */
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { goToSetting } from '../actions/go-to.ts';
import { useFlatGraph } from '../stores/document.ts';
import { useDerived } from '../stores/derived.ts';
import { useRun } from '../stores/run.ts';
import { useDistance } from './use-distance.ts';
import { type Finding, detect } from './detect.ts';

/** Once a second is often enough to look for trouble. */
const EVERY_MS = 1000;

function useFindings(): readonly Finding[] {
  const { nodes } = useFlatGraph();
  const players = useDerived((s) => s.compiled?.learn.players);
  const film = useRun((s) => s.film);
  const metrics = useSlowMetrics();
  const covered = useDistance(film.at(-1))?.covered;
  return useMemo(() => detect({ nodes, players: players ?? [], metrics, film, covered }), [nodes, players, metrics, film, covered]);
}
function useSlowMetrics() {
  const [metrics, set] = useState(() => useRun.getState().metrics);
  useEffect(() => {
    const timer = setInterval(() => set(useRun.getState().metrics), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return metrics;
}
export function FindingsBar(): ReactNode {
  const found = useFindings();
  const [closed, close] = useState<ReadonlySet<string>>(new Set());
  const shown = found.filter((f) => !closed.has(f.code));
  if (shown.length === 0) return null;
  return (
    <ul className="findings" aria-label="What may be going wrong">
      {shown.map((f) => (
        <li key={f.code} className="run-banner finding">
          <span>
            <b>{f.what}</b> {f.why}
          </span>
          {f.remedies.map((r) => (
            <button key={r.label} type="button" className="link" onClick={() => goToSetting(r.node, r.param)}>
              {r.label}
            </button>
          ))}
          <button
            type="button"
            className="plain small"
            aria-label={`Dismiss: ${f.what}`}
            title="Dismiss"
            onClick={() => close(new Set([...closed, f.code]))}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}
