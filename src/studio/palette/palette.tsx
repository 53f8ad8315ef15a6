/** Every kind of node, by category: drag one onto the canvas, or press Enter. */
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { CATEGORIES, CATEGORY_TITLES } from '../../graph/vocabulary.ts';
import { NODES } from '../../nodes/registry.ts';
import { addUse, deleteGroup, groupsHere } from '../actions/groups.ts';
import { openGraph } from '../actions/files.ts';
import { addNode } from '../actions/nodes.ts';
import { type Template, templates } from '../dialogs/gallery.ts';
import { Icon } from '../parts/icons.tsx';
import { SheetClose } from '../parts/sheet-close.tsx';
import { fitsPlace, usePlaceKind } from '../place.ts';
import { useDocument } from '../stores/document.ts';
import { useSession } from '../stores/session.ts';
import { PALETTE_TYPE, dragged } from './drag.ts';
import { found, matches } from './search.ts';

/** Finished models shown beside the nodes. */
const MOST = 6;

export function Palette(): ReactNode {
  const [typed, setTyped] = useState('');
  const place = usePlaceKind();
  const { first, groups } = useMemo(() => {
    const offered = found(
      [...NODES.values()].filter((d) => fitsPlace(d, place)),
      typed,
    );
    const first = offered[0];
    const shown = CATEGORIES.map((category) => ({ category, kinds: offered.filter((f) => f.definition.category === category) })).filter(
      (g) => g.kinds.length > 0,
    );
    return { first, groups: shown };
  }, [typed, place]);
  return (
    <section className="palette" aria-label="Palette">
      <SheetClose panel="palette" />
      <label className="search">
        <Icon name="search" size={14} />
        <input
          type="search"
          placeholder="Find a node"
          aria-label="Find a node"
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
          onKeyDown={(e) => {
            if (e.key === 'Enter' && first && typed !== '') addNode(first.definition.kind, { params: first.params });
          }}
        />
      </label>
      <div className="palette-list">
        {groups.map(({ category, kinds }) => (
          <div key={category} role="group" aria-label={CATEGORY_TITLES[category]}>
            <h2>{CATEGORY_TITLES[category]}</h2>
            {kinds.map(({ key, definition: d, params, title }) => (
              <button
                key={key}
                type="button"
                className={`palette-item is-${d.category}`}
                title={d.summary}
                draggable
                onDragStart={(e) => {
                  e.dataTransfer.setData(PALETTE_TYPE, d.kind);
                  e.dataTransfer.effectAllowed = 'copy';
                  dragged.kind = d.kind;
                  dragged.params = params;
                }}
                onDragEnd={() => {
                  dragged.kind = undefined;
                  dragged.params = {};
                }}
                onClick={() => addNode(d.kind, { params })}
              >
                <i aria-hidden="true" />
                {title}
              </button>
            ))}
          </div>
        ))}
        <OwnGroups typed={typed} />
        <Finished typed={typed} />
        {groups.length === 0 && <p className="hint">No node is called that. Try “prior”, “flow” or “loss”.</p>}
      </div>
      <p className="palette-foot">Click to add, or drag</p>
    </section>
  );
}

/** What the user has made of nodes before. */
function OwnGroups({ typed }: { readonly typed: string }): ReactNode {
  useDocument((s) => s.history.present.graph);
  useSession((s) => s.within);
  const own = groupsHere().filter((g) => matches(`${g.title} ${g.id} group`, typed.trim()));
  if (own.length === 0) return null;
  return (
    <div role="group" aria-label="Groups of this drawing">
      <h2>Groups of this drawing</h2>
      {own.map((g) => (
        <div key={g.id} className="palette-own">
          <button
            type="button"
            className="palette-item is-structure"
            title={`Use ${g.title} once more: what it holds is shared, its weights are not`}
            onClick={() => addUse(g.id)}
          >
            <i aria-hidden="true" />
            {g.title}
          </button>
          {!g.used && (
            <button
              type="button"
              className="plain"
              aria-label={`Delete the group ${g.title}`}
              title="No node is of this group: delete it from the drawing"
              onClick={() => deleteGroup(g.id)}
            >
              <Icon name="close" size={11} />
            </button>
          )}
        </div>
      ))}
    </div>
  );
}

/** Finished models of that name: whoever types "vae" may want one. */
function Finished({ typed }: { readonly typed: string }): ReactNode {
  const [all, setAll] = useState<readonly Template[]>([]);
  const place = usePlaceKind();
  const asked = typed.trim().length > 1 && place === 'canvas';
  useEffect(() => {
    if (asked) void templates().then(setAll);
  }, [asked]);
  const some = asked ? all.filter((t) => matches(`${t.graph.title} ${t.name}`, typed)).slice(0, MOST) : [];
  if (some.length === 0) return null;
  return (
    <div role="group" aria-label="Finished models">
      <h2>Finished models</h2>
      {some.map((t) => (
        <button
          key={t.name}
          type="button"
          className="palette-item finished"
          title={`${t.about}\nOpens in place of the drawing you have now; Undo brings it back.`}
          onClick={() => openGraph(t.graph)}
        >
          <i aria-hidden="true" />
          {t.graph.title}
        </button>
      ))}
    </div>
  );
}
