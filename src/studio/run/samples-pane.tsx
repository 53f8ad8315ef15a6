/** What the model draws now, from fixed noise, and how it rebuilds what it was shown. */
import { type ReactNode, useMemo, useState } from 'react';
import type { Graph } from '../../graph/model.ts';
import type { Chain, Picture, Views } from '../../workers/protocol.ts';
import { saveSamplesPicture } from '../actions/pictures.ts';
import { useExamples } from '../canvas/card-picture.tsx';
import { numel } from '../../graph/space.ts';
import { Icon } from '../parts/icons.tsx';
import { boundsOf } from '../parts/paint.ts';
import type { Painting } from '../parts/paint-picture.ts';
import { PictureView } from '../parts/picture.tsx';
import { isText } from '../parts/text-lines.ts';
import { useFlatGraph } from '../stores/document.ts';
import { ChainScrub } from './chain-scrub.tsx';
import { Rebuilt } from './rebuilt.tsx';
import { Beside, type Weights, WhichWeights } from './beside.tsx';
import { DrawAgain } from './draw-again.tsx';
import { TextView } from './text-view.tsx';
import { useRun } from '../stores/run.ts';
import { useSession } from '../stores/session.ts';

interface Option {
  readonly key: string;
  readonly label: string;
}
const isTokens = (p: Picture): boolean => p.space.values.kind === 'tokens';

/** What is shown: a moment of the film, or what was drawn since from other noise. */
function useShown(views: Views | undefined): { readonly shown: Views | undefined; readonly newest: boolean } {
  const newest = useSession((s) => s.frame === undefined);
  const drawn = useRun((s) => (newest ? s.drawn : undefined));
  return { shown: useMemo(() => (views && drawn ? { ...views, ...drawn } : views), [views, drawn]), newest };
}
export function SamplesPane({ views: moment }: { readonly views: Views | undefined }): ReactNode {
  const { shown: views, newest } = useShown(moment);
  const graph = useFlatGraph();
  const [weights, weigh] = useState<Weights>('both');
  const [chosen, choose] = useState<string>();
  const [turn, showTurn] = useState<number>();
  const options = useMemo((): readonly Option[] => {
    if (!views) return [];
    const order = (name: string): number =>
      (kindIn(graph, name) === 'Observed' ? 0 : 2) + (views.samples[name] && isTokens(views.samples[name]) ? 1 : 0);
    return [
      ...Object.keys(views.samples)
        .toSorted((a, b) => order(a) - order(b) || imageMeansFirst(views, a, b))
        .map((name) => ({ key: `s ${name}`, label: name.endsWith('.mean') ? `${name.slice(0, -5)}, mean` : name })),
      ...Object.keys(views.reconstructions).map((name) => ({ key: `r ${name}`, label: `${name}, rebuilt` })),
    ];
  }, [views, graph]);
  const at = options.find((o) => o.key === chosen) ?? options[0];
  const dataset = graph.nodes.find((n) => n.kind === 'Dataset');
  const truth = useExamples(dataset, 1000);
  if (!views || !at)
    return (
      <div className="pane-empty">
        <p>Samples of the model appear here while it learns, always from the same noise, so that you see them move.</p>
      </div>
    );
  const name = at.key.slice(2);
  const chain = at.key.startsWith('s ') ? views.chains[name] : undefined;
  const frame = turn === undefined ? undefined : chain?.frames[turn]?.picture;
  const picture = views.samples[name];
  const raw = at.key.startsWith('s ') && frame === undefined ? views.raw?.[name] : undefined;
  const foot = (
    <>
      {chain && chain.frames.length > 1 && <ChainScrub frames={turnsOf(chain)} turns={chain.turns} at={frame && turn} show={showTurn} />}
      {raw && <WhichWeights weights={weights} weigh={weigh} />}
      {newest && <DrawAgain />}
    </>
  );
  const kindOf = (variable: string): string | undefined => kindIn(graph, variable);
  return (
    <>
      {options.length > 1 && (
        <select className="pane-select" aria-label="What to show" value={at.key} onChange={(e) => choose(e.target.value)}>
          {options.map((o) => (
            <option key={o.key} value={o.key}>
              {o.label}
            </option>
          ))}
        </select>
      )}
      {at.key.startsWith('r ') ? (
        <Rebuilt views={views} name={name} />
      ) : picture && isText(picture) ? (
        <TextView picture={picture} variable={name} newest={newest} />
      ) : raw && weights !== 'average' ? (
        <>
          <Beside average={picture!} raw={raw} weights={weights} truth={kindOf(name) === 'Observed' ? truth : undefined} name={at.label} />
          <div className="pane-foot">
            {foot}
            <SaveSamples
              painting={{ picture: weights === 'raw' ? raw : picture!, color: '--distribution', most: MOST, radius: 2.4 }}
              name={at.label}
              step={views.step}
            />
          </div>
        </>
      ) : (
        <Drawn picture={frame ?? picture!} truth={kindOf(name) === 'Observed' ? truth : undefined} step={views.step} name={at.label}>
          {foot}
        </Drawn>
      )}
    </>
  );
}
/** Points that a saved picture shows. */
const MOST = 2000;
const turnsOf = (chain: Chain): readonly number[] => chain.frames.map((f) => f.turn);
/** What kind of variable a picture is of. */
const kindIn = (graph: Graph, name: string): string | undefined => graph.nodes.find((n) => n.id === name.replace(/\.mean$/, ''))?.kind;
const imageMeansFirst = (views: Views, a: string, b: string): number =>
  views.samples[a]?.space.layout === 'image'
    ? Number(b.endsWith('.mean')) - Number(a.endsWith('.mean'))
    : Number(a.endsWith('.mean')) - Number(b.endsWith('.mean'));

function Drawn({
  picture,
  truth,
  step,
  name,
  children,
}: {
  readonly picture: Picture;
  readonly truth: Picture | undefined;
  readonly step: number;
  readonly name: string;
  /** What stands below it, beside the button that saves it. */
  readonly children: ReactNode;
}): ReactNode {
  const same =
    truth &&
    truth.space.layout !== 'image' &&
    numel(truth.space.shape) === numel(picture.space.shape) &&
    truth.space.values.kind === picture.space.values.kind;
  const under = same ? truth : undefined;
  const bounds = useMemo(
    () => (under && under.space.shape[0]! >= 2 ? boundsOf(under.data, under.n, numel(under.space.shape), 0.16) : undefined),
    [under],
  );
  const most = picture.space.layout === 'image' ? 64 : 2000;
  return (
    <>
      <PictureView
        picture={picture}
        under={under}
        bounds={bounds}
        label={`Samples of ${name} at step ${step}${under ? ', over the data in grey' : ''}`}
        most={most}
        radius={1.3}
      />
      <div className="pane-foot">
        {children}
        <SaveSamples painting={{ picture, under, bounds, color: '--distribution', most, radius: 2.4 }} name={name} step={step} />
      </div>
    </>
  );
}
interface SaveProps {
  readonly painting: Painting;
  readonly name: string;
  readonly step: number;
}
const SaveSamples = ({ painting, name, step }: SaveProps): ReactNode => (
  <button
    type="button"
    className="plain"
    aria-label="Save these samples as a picture"
    title="Save these samples as a picture, with the drawing inside"
    onClick={() => void saveSamplesPicture(painting, name, step)}
  >
    <Icon name="save" size={14} />
  </button>
);
