/** One slider for the whole film: samples, densities, pictures on the nodes. */
import type { ReactNode } from 'react';
import { frameAt, useRun } from '../stores/run.ts';
import { session, useSession } from '../stores/session.ts';
import { SKETCHED } from './sketch.ts';

export function Film(): ReactNode {
  const film = useRun((s) => s.film);
  const total = useRun((s) => s.status.total);
  const step = useRun((s) => s.status.step);
  const frame = useSession((s) => s.frame);
  const last = film.at(-1)?.step ?? 0;
  const shown = frameAt(film, frame);
  const at = shown?.step ?? step;
  const max = Math.max(total, last, 1);
  const pick = (wanted: number): void => {
    if (film.length === 0) return;
    const nearest = film.reduce((best, v) => (Math.abs(v.step - wanted) < Math.abs(best.step - wanted) ? v : best)).step;
    session().set({ frame: nearest === last ? undefined : nearest });
  };
  return (
    <div className="film">
      <span>0</span>
      <input
        type="range"
        aria-label="Film: which moment of the run to show"
        aria-valuetext={`step ${at}`}
        min={0}
        max={max}
        step={1}
        disabled={film.length < 2}
        value={frame === undefined ? Math.max(step, last) : at}
        style={{ '--done': `${(100 * Math.max(step, last)) / max}%` } as Record<string, string>}
        onChange={(e) => pick(e.target.valueAsNumber)}
        onKeyDown={(e) => {
          const by = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
          if (by === 0) return;
          e.preventDefault();
          const i = film.findIndex((v) => v.step === at);
          const next = film[Math.max(0, Math.min(film.length - 1, i + by))];
          if (next) pick(next.step);
        }}
      />
      <span>{total || '—'}</span>
      <span className="film-note" title={shown?.sketch ? `A few samples: ${SKETCHED}` : undefined}>
        {film.length === 0
          ? 'no frames yet'
          : `${shown?.sketch ? 'sketch' : 'frame'} at step ${at} · ${film.length} ${film.length === 1 ? 'frame' : 'frames'}`}
      </span>
      {frame !== undefined && (
        <button type="button" className="link" onClick={() => session().set({ frame: undefined })}>
          newest
        </button>
      )}
    </div>
  );
}
