/** The drawings this browser keeps: open, rename, duplicate, delete, bring back. */
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { parseFile } from '../../graph/file.ts';
import type { Project } from '../../storage/database.ts';
import { listProjects, purgeProject, undeleteProject } from '../../storage/projects.ts';
import { ago, exactly } from '../projects/ago.ts';
import { duplicateProject, removeProject, renameProject } from '../projects/manage.ts';
import { openNew, openProject } from '../projects/session.ts';
import { saveNow } from '../saving.ts';
import { useProject } from '../stores/project.ts';
import { session } from '../stores/session.ts';
import { Dialog } from './dialog.tsx';
import { Thumbnail } from './thumbnail.tsx';

const close = (): void => session().set({ dialog: undefined });

export default function Projects(): ReactNode {
  const [all, setAll] = useState<readonly Project[]>();
  const here = useProject((s) => s.id);
  const [now] = useState(() => Date.now());
  const refresh = useCallback((): void => void saveNow().then(listProjects).then(setAll), []);
  useEffect(refresh, [refresh]);
  const living = all?.filter((p) => p.deletedAt === 0) ?? [];
  const deleted = all?.filter((p) => p.deletedAt > 0) ?? [];
  return (
    <Dialog title="Drawings" close={close} size="wide">
      <div className="gallery-head">
        <p>Kept in this browser only, each with its versions, its data and its trained weights. Save a file to keep one elsewhere.</p>
        <button
          type="button"
          className="button primary"
          onClick={() => {
            close();
            void openNew();
          }}
        >
          New drawing
        </button>
      </div>
      <ul className="projects" aria-label="Drawings">
        {living.map((p) => (
          <Row key={p.id} project={p} here={p.id === here} now={now} refresh={refresh} />
        ))}
      </ul>
      {all && living.length === 0 && <p className="hint">No drawing is kept here yet. What you draw is kept by itself.</p>}
      {deleted.length > 0 && (
        <details className="deleted">
          <summary>Deleted in the last 30 days ({deleted.length})</summary>
          <ul className="projects" aria-label="Deleted drawings">
            {deleted.map((p) => (
              <li key={p.id} className="project">
                <Miniature project={p} />
                <div className="project-text">
                  <b>{p.title || 'Untitled'}</b>
                  <span title={exactly(p.deletedAt)}>deleted {ago(p.deletedAt, now)}</span>
                </div>
                <div className="project-actions">
                  <button type="button" className="small" onClick={() => void undeleteProject(p.id).then(refresh)}>
                    Bring back
                  </button>
                  <button type="button" className="small" onClick={() => void purgeProject(p.id).then(refresh)}>
                    Delete for good
                  </button>
                </div>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Dialog>
  );
}

function Miniature({ project }: { readonly project: Project }): ReactNode {
  const graph = useMemo(() => parseFile(project.text).graph, [project.text]);
  return graph ? <Thumbnail graph={graph} /> : <svg className="thumbnail" aria-hidden="true" />;
}
interface RowProps {
  readonly project: Project;
  readonly here: boolean;
  readonly now: number;
  readonly refresh: () => void;
}
function Row({ project: p, here, now, refresh }: RowProps): ReactNode {
  const [naming, setNaming] = useState<string>();
  const title = p.title || 'Untitled';
  const rename = (): void => {
    if (naming !== undefined) void renameProject(p, naming).then(refresh);
    setNaming(undefined);
  };
  const open = (): void => {
    close();
    void openProject(p.id);
  };
  return (
    <li className={`project${here ? ' here' : ''}`}>
      <button type="button" className="project-open" aria-label={`Open ${title}`} onClick={open}>
        <Miniature project={p} />
      </button>
      <div className="project-text">
        {naming === undefined ? (
          <b>{title}</b>
        ) : (
          <input
            className="field wide"
            aria-label="New title"
            value={naming}
            autoFocus
            onChange={(e) => setNaming(e.target.value)}
            onBlur={rename}
            onKeyDown={(e) => {
              if (e.key === 'Enter') rename();
              if (e.key !== 'Escape') return;
              // out of the field, not out of the dialog
              e.preventDefault();
              e.stopPropagation();
              setNaming(undefined);
            }}
          />
        )}
        <span title={exactly(p.savedAt)}>{here ? 'open here' : `changed ${ago(p.savedAt, now)}`}</span>
      </div>
      <div className="project-actions">
        <button type="button" className="small" aria-label={`Rename ${title}`} onClick={() => setNaming(p.title)}>
          Rename
        </button>
        <button type="button" className="small" aria-label={`Duplicate ${title}`} onClick={() => void duplicateProject(p).then(refresh)}>
          Duplicate
        </button>
        <button type="button" className="small" aria-label={`Delete ${title}`} onClick={() => void removeProject(p, refresh).then(refresh)}>
          Delete
        </button>
      </div>
    </li>
  );
}
