/** The third pane: what the model has inside. Which pictures there are depends on what it is. */
import { type ReactNode, useMemo } from 'react';
import type { Graph } from '../../graph/model.ts';
import type { Probed, Views } from '../../workers/protocol.ts';
import { ProbePicture } from '../parts/probe-picture.tsx';
import { useFlatGraph } from '../stores/document.ts';
import { isNewer, useRun } from '../stores/run.ts';
import { session, useSession } from '../stores/session.ts';
import { WORDS } from './between.ts';
import { BetweenView } from './between-view.tsx';
import { DensityView, DifferenceView } from './density-pane.tsx';
import { SKETCH } from './sketch.ts';
import { CodesView, FieldView, LayersView, NextView, PathsView, SlopeView } from './inside-views.tsx';
import { Rebuilt, rebuiltImage } from './rebuilt.tsx';

export interface Inside {
  readonly key: string;
  readonly title: string;
  readonly note: string;
  readonly render: () => ReactNode;
}
type Ways = NonNullable<Views['between']>;
/** Nodes in the order in which a flow goes through them: from the base. */
function inOrder(graph: Graph, layers: readonly Probed[]): readonly Probed[] {
  const before = (node: string): string | undefined => graph.wires.find((w) => w.to.node === node && w.to.port === 'base')?.from.node;
  const depth = (node: string): number => {
    let n = 0;
    for (let at = before(node); at !== undefined && n < graph.nodes.length; at = before(at)) n++;
    return n;
  };
  return layers.toSorted((a, b) => depth(a.node) - depth(b.node));
}
/** Every picture of the inside of a model at a moment of its run. */
export function insidesOf(views: Views, graph: Graph, live: ReadonlyMap<string, Probed> | undefined): readonly Inside[] {
  const { density, between } = views;
  const probed = (shows: Probed['shows']): readonly Probed[] =>
    views.probed.filter((p) => p.shows === shows).map((p) => (live?.get(p.node)?.shows === shows ? live.get(p.node)! : p));
  const rebuilt = rebuiltImage(views);
  const paths = Object.entries(views.chains).find(([, c]) => c.frames.length > 2 && c.frames[0]!.picture.space.shape.join() === '2');
  const layers = inOrder(graph, probed('grid'));
  return [
    ...(density
      ? [
          {
            key: 'density',
            title: 'Density',
            note: density.truth ? 'learned beside true' : 'learned',
            render: () => <DensityView density={density} />,
          },
        ]
      : []),
    ...(density?.truth
      ? [{ key: 'difference', title: 'Difference', note: 'learned less true', render: () => <DifferenceView density={density} /> }]
      : []),
    ...(rebuilt === undefined
      ? []
      : [
          {
            key: 'rebuilt',
            title: 'Reconstructions',
            note: 'model below each row',
            render: () => <Rebuilt views={views} name={rebuilt} />,
          },
        ]),
    ...(between && !isRefused(between) ? ways(between) : []),
    ...probed('field').map((p) => ({
      key: `field ${p.node}`,
      title: p.quantity === 'score' ? 'Score field' : 'Velocity field',
      note: 'by noise level',
      render: () => <FieldView probed={p} />,
    })),
    ...(density && probed('field').length === 0
      ? [{ key: 'slope', title: 'Score field', note: 'slope of log p', render: () => <SlopeView density={density} /> }]
      : []),
    ...(paths
      ? [{ key: 'paths', title: 'Paths', note: 'noise to data', render: () => <PathsView chain={paths[1]} variable={paths[0]} /> }]
      : []),
    ...probed('landscape').map((p) => ({
      key: `landscape ${p.node}`,
      title: p.quantity === 'energy' ? 'Energy' : 'Critic',
      note: p.quantity === 'energy' ? 'bright is low' : 'bright is data',
      render: () => <ProbePicture probed={p} />,
    })),
    ...(layers.length > 0
      ? [{ key: 'layers', title: 'Warped grid', note: 'layer by layer', render: () => <LayersView layers={layers} /> }]
      : []),
    ...probed('next').map((p) => ({
      key: `next ${p.node}`,
      title: p.space?.values.kind === 'tokens' ? 'Next symbol' : 'Next value',
      note: 'in held-out data',
      render: () => <NextView probed={p} />,
    })),
    ...probed('posterior').map((p) => ({
      key: `codes ${p.node}`,
      title: 'Latent map',
      note: p.axes && p.axes.join() !== '0,1' ? `${p.variable} ${p.axes[0] + 1} and ${p.axes[1] + 1}` : `codes ${p.variable} of data`,
      render: () => <CodesView probed={p} />,
    })),
    ...probed('manifold').map((p) => ({
      key: `manifold ${p.node}`,
      title: 'Decoded manifold',
      note: 'z from −2 to 2',
      render: () => <ProbePicture probed={p} />,
    })),
    ...(between && isRefused(between) ? ways(between) : []),
  ];
}
const isRefused = (between: Ways): boolean => 'why' in between;
const pairsOf = (between: Ways): string =>
  'why' in between ? 'not for this model' : WORDS['asked' in between ? between.asked : between.ends].pairs;
const ways = (between: Ways): readonly Inside[] => [
  {
    key: 'between',
    title: 'Interpolation',
    note: pairsOf(between),
    render: () => <BetweenView between={between} />,
  },
];
export function useInside(views: Views | undefined): { readonly insides: readonly Inside[]; readonly at: Inside | undefined } {
  const graph = useFlatGraph();
  const wanted = useSession((s) => s.inside);
  const newest = useSession((s) => s.frame === undefined);
  const live = useRun((s) => (newest && isNewer(s.probed, views) ? s.probed?.byNode : undefined));
  const insides = useMemo(() => (views ? insidesOf(views, graph, live) : []), [views, graph, live]);
  return { insides, at: insides.find((i) => i.key === wanted) ?? insides[0] };
}
export const InsideChoice = ({ insides, at }: { readonly insides: readonly Inside[]; readonly at: Inside | undefined }): ReactNode =>
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
export const InsidePane = ({ views, at }: { readonly views: Views | undefined; readonly at: Inside | undefined }): ReactNode =>
  at ? (
    at.render()
  ) : (
    <div className="pane-empty">
      <p>
        {views
          ? views.sketch
            ? SKETCH
            : 'This model has no density in the plane to draw.'
          : 'For data in the plane: the density the model has learned, beside the true one.'}
      </p>
    </div>
  );
