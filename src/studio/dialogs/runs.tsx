/** The history of runs: how each went, what it was of, side by side. */
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { differences } from '../../graph/differences.ts';
import { parseFile } from '../../graph/file.ts';
import type { Graph } from '../../graph/model.ts';
import type { StoredRun } from '../../storage/database.ts';
import { MOST_RUNS, changeRun, dropRun, listRuns } from '../../storage/runs.ts';
import { openGraph } from '../actions/files.ts';
import { figure } from '../facts.ts';
import { CLASS_HUES } from '../parts/class-hues.ts';
import { ago, exactly } from '../projects/ago.ts';
import { useGraph } from '../stores/document.ts';
import { MOST_OVERLAID, toggleOverlay, useOverlay } from '../stores/overlay.ts';
import { projectNow } from '../stores/project.ts';
import { session } from '../stores/session.ts';
import { toast } from '../stores/toasts.ts';
import { Dialog } from './dialog.tsx';
import { Curve } from './run-curve.tsx';

const close = (): void => session().set({ dialog: undefined });

export default function Runs(): ReactNode {
  const [all, setAll] = useState<readonly StoredRun[]>();
  const [at] = useState(() => Date.now());
  const overlaid = useOverlay((s) => s.runs);
  const refresh = useCallback((): void => void listRuns(projectNow().id).then(setAll), []);
  useEffect(refresh, [refresh]);
  const shown = useMemo(() => (all ?? []).toSorted((a, b) => Number(b.pinned) - Number(a.pinned)), [all]);
  return (
    <Dialog title="Runs" close={close} size="wide">
      <p>
        Every run of this drawing, with its curve and the drawing as it was. At most {MOST_RUNS} are kept; pinned ones always stay. Up to{' '}
        {MOST_OVERLAID} curves can be drawn behind the run at hand.
      </p>
      {all && all.length === 0 && <p className="hint">There is no run yet. Train the drawing, and it will be here.</p>}
      {all && overlaid.length > 0 && <Compared runs={all.filter((r) => overlaid.some((o) => o.id === r.id))} />}
      <ol className="projects" aria-label="Runs">
        {shown.map((run) => (
          <Row key={run.id} run={run} at={at} hue={hueOf(overlaid.findIndex((o) => o.id === run.id))} refresh={refresh} />
        ))}
      </ol>
    </Dialog>
  );
}
const hueOf = (i: number): string | undefined => (i < 0 ? undefined : CLASS_HUES[i % CLASS_HUES.length]);
const SIGNS: Readonly<Record<string, string>> = { lower: '≤ ', upper: '≥ ', estimate: '≈ ' };

interface RowProps {
  readonly run: StoredRun;
  readonly at: number;
  readonly hue: string | undefined;
  readonly refresh: () => void;
}
function Row({ run, at, hue, refresh }: RowProps): ReactNode {
  const now = useGraph();
  const graph = useMemo(() => parseFile(run.text).graph, [run.text]);
  const { loss, limit } = run;
  return (
    <li className={`project run-row${run.pinned ? ' pinned' : ''}`}>
      <Curve metrics={run.metrics} name={loss?.name} color={hue} />
      <div className="project-text">
        <input
          className="run-name"
          aria-label="Name of the run"
          defaultValue={run.name}
          maxLength={80}
          onBlur={(e) => {
            const name = e.target.value.trim();
            if (name !== '' && name !== run.name) void changeRun(run.id, { name }).then(refresh);
          }}
        />
        <span>
          <span title={exactly(run.startedAt)}>{ago(run.startedAt, at)}</span> · step {run.step} of {run.total}
          {graph && ` · seed ${graph.seed}`}
          {loss && ` · ${figure(loss.value, 4)} ${loss.unit}`}
          {limit?.gap !== undefined && ` · ${SIGNS[limit.kind] ?? ''}${figure(limit.gap, 3)} nats above the limit`}
        </span>
        <span>{graph ? against(graph, now) : 'its drawing cannot be read'}</span>
      </div>
      <div className="project-actions">
        <button
          type="button"
          className="small"
          aria-pressed={hue !== undefined}
          title="Draw its curve behind the run at hand, and compare its settings"
          onClick={() => toggleOverlay({ id: run.id, name: run.name, metrics: run.metrics })}
        >
          Compare
        </button>
        <button
          type="button"
          className="small"
          aria-pressed={run.pinned}
          title="A pinned run is never dropped"
          onClick={() => void changeRun(run.id, { pinned: !run.pinned }).then(refresh)}
        >
          {run.pinned ? 'Unpin' : 'Pin'}
        </button>
        <button
          type="button"
          className="small"
          disabled={!graph}
          title="The drawing as it was in this run takes the place of the one at hand"
          onClick={() => {
            if (!graph) return;
            close();
            openGraph(graph, `before going back to the drawing of “${run.name}”`);
            toast('good', `The drawing is that of “${run.name}”.`, 'Undo takes this back.');
          }}
        >
          Restore drawing
        </button>
        <button
          type="button"
          className="small"
          aria-label={`Forget ${run.name}`}
          title="Forget this run"
          onClick={() => void dropRun(run.id).then(refresh)}
        >
          ×
        </button>
      </div>
    </li>
  );
}
/** Positions say nothing of a run. */
const telling = (words: readonly string[]): readonly string[] => words.filter((w) => !/ moved$|^title |^notes |^frames /.test(w));
function against(graph: Graph, now: Graph): string {
  const changed = telling(differences(graph, now));
  return changed.length > 0 ? `Since then: ${changed.join('; ')}` : 'The drawing as it is now';
}
/** How the drawings of the runs that are compared differ from the first of them. */
function Compared({ runs }: { readonly runs: readonly StoredRun[] }): ReactNode {
  const read = runs
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .flatMap((r) => ((g) => (g ? [{ run: r, graph: g }] : []))(parseFile(r.text).graph));
  const [first, ...rest] = read;
  if (!first || rest.length === 0) return null;
  return (
    <ul className="run-differences" aria-label="How the compared runs differ">
      {rest.map(({ run, graph }) => (
        <li key={run.id}>
          <b>{first.run.name}</b> → <b>{run.name}</b>: {telling(differences(first.graph, graph)).join('; ') || 'the same drawing'}
        </li>
      ))}
    </ul>
  );
}
