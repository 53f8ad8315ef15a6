/** Finished models to start from. */
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { openGraph } from '../actions/files.ts';
import { matches } from '../palette/search.ts';
import { session } from '../stores/session.ts';
import { Dialog } from './dialog.tsx';
import { type Template, templates } from './gallery.ts';
import { Thumbnail } from './thumbnail.tsx';

const close = (): void => session().set({ dialog: undefined });

export default function Templates(): ReactNode {
  const [all, setAll] = useState<readonly Template[]>();
  const [typed, setTyped] = useState('');
  useEffect(() => {
    void templates().then(setAll);
  }, []);
  const shown = useMemo(
    () => (all ?? []).filter((t) => matches(`${t.graph.title} ${t.name} ${t.graph.notes}`, typed.trim())),
    [all, typed],
  );
  return (
    <Dialog title="Templates" close={close} wide>
      <div className="gallery-head">
        <p>Each opens as a drawing of its own: train it, then change it. Undo brings back the drawing you have now.</p>
        <input
          type="search"
          className="field wide"
          aria-label="Find a template"
          placeholder="Find a template"
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
        />
      </div>
      <div className="gallery">
        {shown.map((t) => (
          <button
            key={t.name}
            type="button"
            className="template"
            data-template={t.name}
            onClick={() => {
              close();
              openGraph(t.graph);
            }}
          >
            <Thumbnail graph={t.graph} />
            <b>{t.graph.title}</b>
            <span>{t.about}</span>
          </button>
        ))}
        {all && shown.length === 0 && <p className="hint">No template is about that.</p>}
      </div>
    </Dialog>
  );
}
