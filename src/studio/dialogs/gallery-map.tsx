/** The templates as a map: what led to what, and what changed from parent to child. */
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import { familyTree, neighbour } from './family-tree.ts';
import type { Template } from './gallery.ts';
import { FAMILIES, type Family } from './lineage.ts';
import { Thumbnail } from './thumbnail.tsx';

/** Of a card, and from one card to the next, in pixels: eight generations stand side by side in 1440, and what changed is read whole. */
const [WIDTH, HEIGHT, STEP_X, STEP_Y] = [150, 98, 171, 108];
const ARROWS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const;

const familyOf = (t: Template | undefined): Family => t?.lineage?.family ?? 'exact';

interface Props {
  readonly templates: readonly Template[];
  /** Those that answer to what was typed; the others are dimmed. */
  readonly found: ReadonlySet<string>;
  readonly open: (t: Template) => void;
}
export function GalleryMap({ templates, found, open }: Props): ReactNode {
  const byName = useMemo(() => new Map(templates.map((t) => [t.name, t])), [templates]);
  const places = useMemo(() => familyTree(templates.map((t) => ({ name: t.name, parent: t.lineage?.from }))), [templates]);
  const [looked, setLooked] = useState<string>();
  const columns = Math.max(0, ...places.map((p) => p.column)) + 1;
  const rows = Math.max(0, ...places.map((p) => p.row)) + 1;
  const walk = (e: KeyboardEvent<HTMLButtonElement>, from: string): void => {
    const key = ARROWS.find((a) => a === e.key);
    const to = key && neighbour(places, from, key);
    if (to === undefined) return;
    e.preventDefault();
    e.currentTarget.parentElement?.querySelector<HTMLElement>(`[data-template="${to}"]`)?.focus();
  };
  return (
    <>
      <div className="map-scroll">
        <div className="map" style={{ width: columns * STEP_X - (STEP_X - WIDTH), height: rows * STEP_Y - (STEP_Y - HEIGHT) }}>
          <svg aria-hidden="true">
            {places.map((p) => {
              const parent = places.find((x) => x.name === p.parent);
              if (!parent) return null;
              const [x1, y1] = [parent.column * STEP_X + WIDTH, parent.row * STEP_Y + HEIGHT / 2];
              const [x2, y2] = [p.column * STEP_X, p.row * STEP_Y + HEIGHT / 2];
              const turn = x1 + (STEP_X - WIDTH) / 2;
              const r = Math.min(8, (y2 - y1) / 2);
              const bend = r > 0 ? `H${turn - r}Q${turn} ${y1} ${turn} ${y1 + r}V${y2 - r}Q${turn} ${y2} ${turn + r} ${y2}` : '';
              return (
                <path key={p.name} d={`M${x1} ${y1}${bend}H${x2}`} className={looked === p.name || looked === parent.name ? 'near' : ''} />
              );
            })}
          </svg>
          {places.map((p) => {
            const t = byName.get(p.name)!;
            const parent = p.parent === undefined ? undefined : byName.get(p.parent);
            const family = familyOf(t);
            return (
              <button
                key={p.name}
                type="button"
                className="place"
                data-template={p.name}
                data-dim={!found.has(p.name)}
                style={{ left: p.column * STEP_X, top: p.row * STEP_Y, width: WIDTH, height: HEIGHT }}
                aria-label={`${t.graph.title}${parent && t.lineage?.by !== undefined ? `, from ${parent.graph.title}: ${t.lineage.by}` : ''}`}
                onClick={() => open(t)}
                onKeyDown={(e) => walk(e, p.name)}
                onFocus={() => setLooked(p.name)}
                onPointerEnter={() => setLooked(p.name)}
              >
                {(!parent || familyOf(parent) !== family) && <i>{FAMILIES[family].title}</i>}
                <b>{t.graph.title}</b>
                {t.lineage?.by !== undefined && <span>{t.lineage.by}</span>}
              </button>
            );
          })}
        </div>
      </div>
      <Looked template={looked === undefined ? undefined : byName.get(looked)} />
    </>
  );
}
/** More about what the pointer or the focus is on. */
function Looked({ template: t }: { readonly template: Template | undefined }): ReactNode {
  if (!t)
    return (
      <div className="looked">
        <p>
          p(x) = exp(−E(x)) / Z, and Z is an integral nobody can do. Each family gets around it in its own way; along a line you read what
          changed from one model to the next.
        </p>
      </div>
    );
  return (
    <div className="looked">
      <Thumbnail graph={t.graph} />
      <div>
        <b>{t.graph.title}</b>
        <p>{t.about}</p>
        <p className="escape">
          {FAMILIES[familyOf(t)].title}: {FAMILIES[familyOf(t)].escape}
        </p>
      </div>
    </div>
  );
}
