/** The third pane: what the model has inside. Which pictures there are depends on what it is. */
import { type ReactNode, useMemo } from 'react';
import type { Views } from '../../workers/protocol.ts';
import { ProbePicture } from '../parts/probe-picture.tsx';
import { useDerived } from '../stores/derived.ts';
import { useFlatGraph } from '../stores/document.ts';
import { isNewer, useRun } from '../stores/run.ts';
import { session, useSession } from '../stores/session.ts';
import { BetweenView } from './between-view.tsx';
import { DensityView, DifferenceView } from './density-pane.tsx';
import { CodesView, FieldView, LayersView, NextView, PathsView, SlopeView } from './inside-views.tsx';
import { type Empty, type Inside, NOTHING, beforehand, insidesOf } from './insides.ts';
import { Rebuilt } from './rebuilt.tsx';

interface Shown {
  readonly insides: readonly Inside[];
  readonly at: Inside | undefined;
  /** What stands in its place while there is none. */
  readonly empty: Empty;
}
export function useInside(views: Views | undefined): Shown {
  const graph = useFlatGraph();
  const compiled = useDerived((s) => s.compiled);
  const wanted = useSession((s) => s.inside);
  const newest = useSession((s) => s.frame === undefined);
  const live = useRun((s) => (newest && isNewer(s.probed, views) ? s.probed?.byNode : undefined));
  const insides = useMemo(() => (views ? insidesOf(views, graph, live) : []), [views, graph, live]);
  const empty = useMemo(() => (views ? NOTHING : beforehand(compiled, graph)), [views, compiled, graph]);
  return { insides, at: insides.find((i) => i.key === wanted) ?? insides[0], empty };
}
export const InsideChoice = ({ insides, at }: Pick<Shown, 'insides' | 'at'>): ReactNode =>
  insides.length > 1 && (
    <select
      className="pane-unit pane-options"
      aria-label="Which picture of the inside"
      value={at?.key}
      onChange={(e) => session().set({ inside: e.target.value })}
    >
      {insides.map((i) => (
        <option key={i.key} value={i.key}>
          {i.title}
        </option>
      ))}
    </select>
  );
const Nothing = ({ what }: { readonly what: string }): ReactNode => (
  <div className="pane-empty">
    <p>{what}</p>
  </div>
);
export function InsidePane({ views, at, empty }: { readonly views: Views | undefined } & Pick<Shown, 'at' | 'empty'>): ReactNode {
  if (!views || !at) return <Nothing what={empty.what} />;
  const { scene } = at;
  switch (scene.shows) {
    case 'density':
      return <DensityView density={scene.density} />;
    case 'difference':
      return <DifferenceView density={scene.density} />;
    case 'slope':
      return <SlopeView density={scene.density} />;
    case 'awaited':
      return <Nothing what={scene.what} />;
    case 'rebuilt':
      return <Rebuilt views={views} name={scene.name} />;
    case 'between':
      return <BetweenView between={scene.between} />;
    case 'paths':
      return <PathsView chain={scene.chain} variable={scene.variable} />;
    case 'layers':
      return <LayersView layers={scene.layers} />;
    case 'field':
      return <FieldView probed={scene.probed} />;
    case 'probe':
      return <ProbePicture probed={scene.probed} />;
    case 'next':
      return <NextView probed={scene.probed} />;
    case 'codes':
      return <CodesView probed={scene.probed} />;
  }
}
