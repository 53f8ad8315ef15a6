/** Every kind of node, by category: drag one onto the canvas, or press Enter. */
import { type ReactNode, useMemo, useState } from 'react';
import { CATEGORIES, type Category } from '../../graph/vocabulary.ts';
import { NODES } from '../../nodes/registry.ts';
import { addUse, groupsHere } from '../actions/groups.ts';
import { addNode } from '../actions/nodes.ts';
import { Icon } from '../parts/icons.tsx';
import { fitsPlace, usePlaceKind } from '../place.ts';
import { useDocument } from '../stores/document.ts';
import { useSession } from '../stores/session.ts';
import { PALETTE_TYPE, dragged } from './drag.ts';
import { matches, ranked } from './search.ts';

const HEADINGS: Readonly<Record<Category, string>> = {
  data: 'Data',
  variable: 'Random variables',
  distribution: 'Distributions',
  network: 'Networks',
  layer: 'Layers',
  objective: 'Objectives',
  training: 'Optimisers',
  structure: 'Groups and wires',
  note: 'Notes',
};
export function Palette(): ReactNode {
  const [typed, setTyped] = useState('');
  const place = usePlaceKind();
  const groups = useMemo(() => {
    const offered = ranked(
      [...NODES.values()].filter((d) => fitsPlace(d, place)),
      typed,
    );
    return CATEGORIES.map((category) => ({ category, kinds: offered.filter((d) => d.category === category) })).filter(
      (g) => g.kinds.length > 0,
    );
  }, [typed, place]);
  const first = groups[0]?.kinds[0];
  return (
    <section className="palette" aria-label="Palette">
      <label className="search">
        <Icon name="search" size={14} />
        <input
          type="search"
          placeholder="Find a node"
          aria-label="Find a node"
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
          onKeyDown={(e) => {
            if (e.key === 'Enter' && first && typed !== '') addNode(first.kind);
          }}
        />
      </label>
      <div className="palette-list">
        {groups.map(({ category, kinds }) => (
          <div key={category} role="group" aria-label={HEADINGS[category]}>
            <h2>{HEADINGS[category]}</h2>
            {kinds.map((d) => (
              <button
                key={d.kind}
                type="button"
                className={`palette-item is-${d.category}`}
                title={d.summary}
                draggable
                onDragStart={(e) => {
                  e.dataTransfer.setData(PALETTE_TYPE, d.kind);
                  e.dataTransfer.effectAllowed = 'copy';
                  dragged.kind = d.kind;
                }}
                onDragEnd={() => {
                  dragged.kind = undefined;
                }}
                onClick={() => addNode(d.kind)}
              >
                <i aria-hidden="true" />
                {d.title}
              </button>
            ))}
          </div>
        ))}
        <OwnGroups typed={typed} />
        {groups.length === 0 && <p className="hint">Nothing is called that. Try “prior”, “flow” or “loss”.</p>}
      </div>
      <p className="palette-foot">Drag, or press Enter</p>
    </section>
  );
}

/** What the user has made of nodes before. */
function OwnGroups({ typed }: { readonly typed: string }): ReactNode {
  useDocument((s) => s.history.present.graph.subgraphs);
  useSession((s) => s.within);
  const own = groupsHere().filter((g) => matches(`${g.title} ${g.id} group`, typed.trim()));
  if (own.length === 0) return null;
  return (
    <div role="group" aria-label="Groups of this drawing">
      <h2>Groups of this drawing</h2>
      {own.map((g) => (
        <button
          key={g.id}
          type="button"
          className="palette-item is-structure"
          title={`Use ${g.title} once more: what it holds is shared, its weights are not`}
          onClick={() => addUse(g.id)}
        >
          <i aria-hidden="true" />
          {g.title}
        </button>
      ))}
    </div>
  );
}
