/** Finished models to start from. */
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { openGraph } from '../actions/files.ts';
import { matches } from '../palette/search.ts';
import { session, useSession } from '../stores/session.ts';
import { Dialog } from './dialog.tsx';
import { type Template, templates } from './gallery.ts';
import { GalleryMap } from './gallery-map.tsx';
import { FAMILIES, type Family } from './lineage.ts';
import { Thumbnail } from './thumbnail.tsx';

const close = (): void => session().set({ dialog: undefined });

const FAMILY_NAMES = Object.keys(FAMILIES) as readonly Family[];

const open = (t: Template): void => {
  close();
  openGraph(t.graph);
};
const VIEWS = { map: 'Map', list: 'List' } as const;

/** @param parent the template it grew from */
const Card = ({ template: t, parent }: { readonly template: Template; readonly parent: Template | undefined }): ReactNode => (
  <button type="button" className="template" data-template={t.name} onClick={() => open(t)}>
    <Thumbnail graph={t.graph} />
    <b>{t.graph.title}</b>
    {t.lineage?.by !== undefined && (
      <em>
        {parent && <>{parent.graph.title} → </>}
        {t.lineage.by}
      </em>
    )}
    <span>{t.about}</span>
  </button>
);

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
  const view = useSession((x) => x.gallery);
  return (
    <Dialog title="Templates" close={close} size={view === 'map' ? 'full' : 'wide'}>
      <div className="gallery-head">
        <p>Each opens as a drawing of its own: train it, then change it. Undo brings back the drawing you have now.</p>
        <span className="segmented" role="group" aria-label="Shown as">
          {(['map', 'list'] as const).map((v) => (
            <button key={v} type="button" aria-pressed={view === v} onClick={() => session().set({ gallery: v })}>
              {VIEWS[v]}
            </button>
          ))}
        </span>
        <input
          type="search"
          className="field wide"
          aria-label="Find a template"
          placeholder="Find a template"
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
        />
      </div>
      {view === 'map' ? (
        <GalleryMap templates={all ?? []} found={new Set(shown.map((t) => t.name))} open={open} />
      ) : (
        <Families all={all ?? []} shown={shown} />
      )}
      {all && shown.length === 0 && <p className="hint">No template is about that.</p>}
    </Dialog>
  );
}
function Families({ all, shown }: { readonly all: readonly Template[]; readonly shown: readonly Template[] }): ReactNode {
  return FAMILY_NAMES.map((family) => {
    const members = shown.filter((t) => (t.lineage?.family ?? 'exact') === family);
    if (members.length === 0) return null;
    return (
      <section key={family} className="family" aria-label={FAMILIES[family].title}>
        <h3>{FAMILIES[family].title}</h3>
        <p>{FAMILIES[family].escape}</p>
        <div className="gallery">
          {members.map((t) => (
            <Card key={t.name} template={t} parent={all.find((p) => p.name === t.lineage?.from)} />
          ))}
        </div>
      </section>
    );
  });
}
