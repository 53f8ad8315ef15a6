/** Keeps the history of runs while they go on. */
import type { StoredRun } from '../../storage/database.ts';
import { recordRun } from '../../storage/runs.ts';
import type { MetricPoint } from '../../workers/protocol.ts';
import { useDerived } from '../stores/derived.ts';
import { owned, projectNow } from '../stores/project.ts';
import { type RunStateOfPage, useRun } from '../stores/run.ts';

/** Points a curve keeps in the history. */
const POINTS = 300;
/** Milliseconds between two records of a run that goes on. */
const EVERY_MS = 10_000;

/** Evenly fewer points, the last among them. */
export function sparse(metrics: readonly MetricPoint[], most: number): readonly MetricPoint[] {
  if (metrics.length <= most) return metrics;
  const k = (metrics.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => metrics[Math.round(i * k)]!);
}
/** What is kept of a run; undefined while there is nothing to keep. */
export function recordOf(
  run: RunStateOfPage,
  project: string,
  loss: { readonly report: string; readonly unit: string } | undefined,
): Omit<StoredRun, 'name' | 'pinned'> | undefined {
  const { id, text, content, metrics, film, startedAt, status } = run;
  const last = metrics.at(-1);
  // an engine that has stopped knows no more how long the run was to be: it was recorded before
  if (id === undefined || text === undefined || content === undefined || !last || status.total === 0) return undefined;
  const value = loss && last.values[loss.report];
  const limit = film.at(-1)?.limit;
  return {
    id,
    project,
    startedAt: startedAt ?? 0,
    savedAt: Date.now(),
    content,
    text,
    step: last.step,
    total: status.total,
    backend: status.backend?.name,
    metrics: sparse(metrics, POINTS),
    ...(loss && value !== undefined && { loss: { name: loss.report, value, unit: loss.unit } }),
    ...(limit && { limit: { nll: limit.nll, kind: limit.kind, gap: limit.gap } }),
  };
}
function record(run: RunStateOfPage): void {
  const [loss] = useDerived.getState().compiled?.learn.players[0]?.losses ?? [];
  const kept = recordOf(run, projectNow().id, loss);
  if (kept && owned())
    void recordRun(kept, `Run of ${new Date(kept.startedAt).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit' })}`);
}
/** Records a run when it halts, now and then while it goes on, and before it is forgotten. */
export function keepHistory(): () => void {
  let last = 0;
  return useRun.subscribe((now, before) => {
    const halted = now.status.state !== before.status.state && now.status.state !== 'training' && now.status.state !== 'preparing';
    if (before.id !== undefined && now.id !== before.id) record(before);
    else if ((now.content === undefined || now.status.state === 'idle') && before.content !== undefined) record(before);
    else if (halted || (now.status.state === 'training' && now.metrics !== before.metrics && Date.now() - last > EVERY_MS)) {
      last = Date.now();
      record(now);
    }
  });
}
