/** Earlier states of the drawing: when, why, what changed; restored with one press, which Undo takes back. */
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { differences } from '../../graph/differences.ts';
import { parseFile } from '../../graph/file.ts';
import type { Graph } from '../../graph/model.ts';
import type { Version } from '../../storage/database.ts';
import { LIMITS } from '../../storage/thin.ts';
import { listVersions, pinVersion, textOf } from '../../storage/versions.ts';
import { openGraph } from '../actions/files.ts';
import { ago, exactly } from '../projects/ago.ts';
import { copyTitle, openNew } from '../projects/session.ts';
import { keepVersion } from '../saving.ts';
import { useGraph } from '../stores/document.ts';
import { projectNow } from '../stores/project.ts';
import { session } from '../stores/session.ts';
import { toast } from '../stores/toasts.ts';
import { Dialog } from './dialog.tsx';
import { Thumbnail } from './thumbnail.tsx';

const close = (): void => session().set({ dialog: undefined });
interface Read {
  readonly version: Version;
  readonly graph: Graph;
}
/** Newest first; the page breathes between two, since drawings may be large. */
async function readAll(take: (read: readonly Read[]) => void): Promise<void> {
  const read: Read[] = [];
  for (const version of (await listVersions(projectNow().id)).toReversed()) {
    const { graph } = parseFile(textOf(version));
    if (graph) read.push({ version, graph });
    if (read.length % 8 !== 0) continue;
    take([...read]);
    await new Promise((resolve) => window.setTimeout(resolve));
  }
  take([...read]);
}

export default function Versions(): ReactNode {
  const now = useGraph();
  const [all, setAll] = useState<readonly Read[]>();
  const [at] = useState(() => Date.now());
  const refresh = useCallback((): void => void readAll(setAll), []);
  useEffect(refresh, [refresh]);
  const newest = all?.[0];
  const since = newest ? differences(newest.graph, now) : [];
  return (
    <Dialog title="Versions" close={close} size="wide">
      <div className="gallery-head">
        <p>
          Kept by themselves while you work: densely for the last hour, thinly before. At most {LIMITS.count} a drawing; pinned ones always
          stay.
        </p>
        <button
          type="button"
          disabled={since.length === 0 && newest !== undefined}
          onClick={() => void keepVersion('kept by hand').then(refresh)}
        >
          Keep a version now
        </button>
      </div>
      {newest && (
        <p className="note">{since.length > 0 ? `Since the newest: ${since.join('; ')}.` : 'The newest is the drawing as it is now.'}</p>
      )}
      {all && all.length === 0 && <p className="hint">There is no earlier version yet. The first is kept when you change something.</p>}
      <ol className="projects" aria-label="Versions">
        {all?.map((r, i) => (
          <Row key={r.version.id} read={r} before={all[i + 1]?.graph} at={at} refresh={refresh} />
        ))}
      </ol>
    </Dialog>
  );
}

interface RowProps {
  readonly read: Read;
  readonly before: Graph | undefined;
  readonly at: number;
  readonly refresh: () => void;
}
function Row({ read: { version: v, graph }, before, at, refresh }: RowProps): ReactNode {
  const changed = before ? differences(before, graph) : [];
  const when = ago(v.at, at);
  return (
    <li className={`project${v.pinned ? ' pinned' : ''}`}>
      <Thumbnail graph={graph} />
      <div className="project-text">
        <b title={exactly(v.at)}>{when}</b>
        <span>{v.why}</span>
        <span>{before ? changed.join('; ') || 'nothing changed' : `the oldest: ${graph.nodes.length} nodes`}</span>
      </div>
      <div className="project-actions">
        <button
          type="button"
          className="small"
          aria-pressed={v.pinned}
          title="A pinned version is never dropped"
          onClick={() =>
            void pinVersion(v, !v.pinned).then((ok) => {
              if (!ok) toast('bad', `${LIMITS.pinned} versions are pinned already.`, 'Unpin one first.');
              refresh();
            })
          }
        >
          {v.pinned ? 'Unpin' : 'Pin'}
        </button>
        <button
          type="button"
          className="small"
          onClick={() => {
            close();
            void openNew({ ...graph, title: copyTitle(graph.title) });
          }}
        >
          Open a copy
        </button>
        <button
          type="button"
          className="small"
          onClick={() => {
            close();
            openGraph(graph, `before going back to the version of ${when}`);
            toast('good', `The drawing is as it was ${when}.`, 'Undo takes this back.');
          }}
        >
          Restore
        </button>
      </div>
    </li>
  );
}
