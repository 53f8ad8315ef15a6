/** Which pictures of the inside of a model there are at a moment of its run, and what comes before the first. Pure. */
import { type Scored, planeOf } from '../../compiler/plane.ts';
import type { Graph } from '../../graph/model.ts';
import type { Chain, Probed, Views } from '../../workers/protocol.ts';
import { WORDS } from './between.ts';
import { SKETCH } from './sketch.ts';

export type Ways = NonNullable<Views['between']>;
/** What is drawn. */
export type Scene =
  | { readonly shows: 'density' | 'difference' | 'slope'; readonly density: NonNullable<Views['density']> }
  /** Its numbers come with the first whole frame. */
  | { readonly shows: 'awaited'; readonly what: string }
  | { readonly shows: 'rebuilt'; readonly name: string }
  | { readonly shows: 'between'; readonly between: Ways }
  | { readonly shows: 'paths'; readonly chain: Chain; readonly variable: string }
  | { readonly shows: 'layers'; readonly layers: readonly Probed[] }
  | { readonly shows: 'field' | 'probe' | 'next' | 'codes'; readonly probed: Probed };
export interface Inside {
  readonly key: string;
  readonly title: string;
  readonly note: string;
  readonly scene: Scene;
}

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
/** An observed variable whose pictures can be rebuilt. */
const rebuiltImage = ({ reconstructions }: Views): string | undefined =>
  Object.entries(reconstructions).find(([, { data }]) => data.space.layout === 'image')?.[0];

const DENSITY = { key: 'density', title: 'Density', note: 'learned beside true' } as const;
const LEARNED = {
  beside: 'The density that the model has learned, beside the true one.',
  alone: 'The density that the model has learned.',
  less: 'Where the model has learned too much density, and where too little.',
  slope: 'Where the learned density rises, and how steeply.',
} as const;
/** A sketch has what whole frames have: what is looked at stays what it is when the first of them comes. */
function densitiesOf({ density, awaited }: Views, fields: number): readonly Inside[] {
  if (!density && !awaited) return [];
  const truth = density ? density.truth !== undefined : awaited!.truth;
  const scene = (shows: 'density' | 'difference' | 'slope', what: string): Scene =>
    density ? { shows, density } : { shows: 'awaited', what: `${what} ${SKETCH}` };
  return [
    { ...DENSITY, ...(!truth && { note: 'learned' }), scene: scene('density', truth ? LEARNED.beside : LEARNED.alone) },
    ...(truth ? [{ key: 'difference', title: 'Difference', note: 'learned less true', scene: scene('difference', LEARNED.less) }] : []),
    ...(fields === 0 ? [{ key: 'slope', title: 'Score field', note: 'slope of log p', scene: scene('slope', LEARNED.slope) }] : []),
  ];
}
const isRefused = (between: Ways): boolean => 'why' in between;
const pairsOf = (between: Ways): string =>
  'why' in between ? 'not for this model' : WORDS['asked' in between ? between.asked : between.ends].pairs;
const waysOf = (between: Ways): Inside => ({
  key: 'between',
  title: 'Interpolation',
  note: pairsOf(between),
  scene: { shows: 'between', between },
});

/** Every picture of the inside of a model. @param graph flat @param live what nodes have shown since */
export function insidesOf(views: Views, graph: Graph, live: ReadonlyMap<string, Probed> | undefined): readonly Inside[] {
  const { between } = views;
  const probed = (shows: Probed['shows']): readonly Probed[] =>
    views.probed.filter((p) => p.shows === shows).map((p) => (live?.get(p.node)?.shows === shows ? live.get(p.node)! : p));
  const rebuilt = rebuiltImage(views);
  const paths = Object.entries(views.chains).find(([, c]) => c.frames.length > 2 && c.frames[0]!.picture.space.shape.join() === '2');
  const layers = inOrder(graph, probed('grid'));
  const densities = densitiesOf(views, probed('field').length);
  return [
    ...densities.filter((i) => i.key !== 'slope'),
    ...(rebuilt === undefined
      ? []
      : [{ key: 'rebuilt', title: 'Reconstructions', note: 'model below each row', scene: { shows: 'rebuilt', name: rebuilt } } as const]),
    ...(between && !isRefused(between) ? [waysOf(between)] : []),
    ...probed('field').map((p) => ({
      key: `field ${p.node}`,
      title: p.quantity === 'score' ? 'Score field' : 'Velocity field',
      note: 'by noise level',
      scene: { shows: 'field', probed: p } as const,
    })),
    ...densities.filter((i) => i.key === 'slope'),
    ...(paths
      ? [{ key: 'paths', title: 'Paths', note: 'noise to data', scene: { shows: 'paths', chain: paths[1], variable: paths[0] } as const }]
      : []),
    ...probed('landscape').map((p) => ({
      key: `landscape ${p.node}`,
      title: p.quantity === 'energy' ? 'Energy' : 'Critic',
      note: p.quantity === 'energy' ? 'bright is low' : 'bright is data',
      scene: { shows: 'probe', probed: p } as const,
    })),
    ...(layers.length > 0
      ? [{ key: 'layers', title: 'Warped grid', note: 'layer by layer', scene: { shows: 'layers', layers } as const }]
      : []),
    ...probed('next').map((p) => ({
      key: `next ${p.node}`,
      title: p.space?.values.kind === 'tokens' ? 'Next symbol' : 'Next value',
      note: 'in held-out data',
      scene: { shows: 'next', probed: p } as const,
    })),
    ...probed('posterior').map((p) => ({
      key: `codes ${p.node}`,
      title: 'Latent map',
      note: p.axes && p.axes.join() !== '0,1' ? `${p.variable} ${p.axes[0] + 1} and ${p.axes[1] + 1}` : `codes ${p.variable} of data`,
      scene: { shows: 'codes', probed: p } as const,
    })),
    ...probed('manifold').map((p) => ({
      key: `manifold ${p.node}`,
      title: 'Decoded manifold',
      note: 'z from −2 to 2',
      scene: { shows: 'probe', probed: p } as const,
    })),
    ...(between && isRefused(between) ? [waysOf(between)] : []),
  ];
}

export interface Empty {
  readonly title: string;
  readonly note?: string;
  readonly what: string;
}
/** Before a run there is nothing to draw; that a density will come is known from the drawing. @param graph flat */
export const beforehand = (compiled: Scored | undefined, graph: Graph): Empty =>
  compiled?.score.program && planeOf(compiled, graph)
    ? { ...DENSITY, what: 'For data in the plane: the density the model has learned, beside the true one.' }
    : {
        title: 'Inside',
        what: 'What the model has inside once it trains: what it makes of held-out data and of what lies between them, and what its parts have learned.',
      };
export const NOTHING: Empty = { title: 'Inside', what: 'This model has nothing inside that could be drawn.' };
