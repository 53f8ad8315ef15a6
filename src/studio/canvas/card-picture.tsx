/** The small picture on a card: a data set's examples, or what a distribution over an observed variable now draws. */
import { type ReactNode, useEffect, useState } from 'react';
import { flat } from '../../graph/groups/flatten.ts';
import { GROUP, SLASH } from '../../graph/groups/kinds.ts';
import type { GraphNode, Params } from '../../graph/model.ts';
import { NODES } from '../../nodes/registry.ts';
import type { Picture } from '../../workers/protocol.ts';
import { PictureView } from '../parts/picture.tsx';
import { ProbePicture, describe } from '../parts/probe-picture.tsx';
import { isText, linesOf } from '../parts/text-lines.ts';
import { examplesOf } from '../examples.ts';
import { useFlatId } from '../place.ts';
import { useCanvas } from '../stores/canvas.ts';
import { useDocument } from '../stores/document.ts';
import { frameAt, useRun } from '../stores/run.ts';
import { useSession } from '../stores/session.ts';
import { ScheduleCurves } from './schedule-curves.tsx';
import { StepPicture } from './step-picture.tsx';
import { useProbed } from './use-probed.ts';

export function CardPicture({ node }: { readonly node: GraphNode }): ReactNode {
  if (node.kind === 'Dataset') return <DataPicture node={node} />;
  if (node.kind === 'NoiseSchedule')
    return (
      <>
        <ScheduleCurves node={node} />
        <NoisedStrip node={node} />
      </>
    );
  if (node.kind === 'Optimiser') return <StepPicture node={node.id} />;
  return <LivePicture node={node} />;
}
/** What a probe tells of the node; else, of a distribution over an observed variable, what it draws. */
function LivePicture({ node }: { readonly node: GraphNode }): ReactNode {
  const probed = useProbed(useFlatId(node.id));
  const seen = useSeen();
  if (probed)
    return (
      <div className="card-picture" title={describe(probed)}>
        {seen && <ProbePicture probed={probed} />}
      </div>
    );
  return node.kind === GROUP || NODES.get(node.kind)?.category === 'distribution' ? <SamplePicture node={node} /> : null;
}
/** Real examples on the way to noise, by this very schedule. */
function NoisedStrip({ node }: { readonly node: GraphNode }): ReactNode {
  const probed = useProbed(useFlatId(node.id));
  const seen = useSeen();
  return probed ? (
    <div className="card-picture noised-strip" title={`${describe(probed)}. x = α x₀ + σ ε with one ε`}>
      {seen && <ProbePicture probed={probed} />}
    </div>
  ) : null;
}
function DataPicture({ node }: { readonly node: GraphNode }): ReactNode {
  const picture = useExamples(node, 600);
  if (node.params['source'] === 'file') return null;
  // The room is kept while the examples are made, so that nothing jumps.
  return picture ? <Frame picture={picture} color="--ink2" label={`Examples of ${node.id}`} /> : <div className="card-picture" />;
}
/** Examples arrive after the page: making them may take a moment. */
export function useExamples(node: GraphNode | undefined, n: number): Picture | undefined {
  const [drawn, setDrawn] = useState<{ readonly params: Params; readonly picture: Picture | undefined }>();
  const params = node?.params;
  useEffect(() => {
    if (!params) return undefined;
    let wanted = true;
    void examplesOf(params, n).then((picture) => {
      if (wanted) setDrawn({ params, picture });
    });
    return () => {
      wanted = false;
    };
  }, [params, n]);
  return params && drawn?.params === params ? drawn.picture : undefined;
}
/** The node itself, or one that it holds. */
const isOf = (node: string, id: string): boolean => node === id || node.startsWith(id + SLASH);

function SamplePicture({ node }: { readonly node: GraphNode }): ReactNode {
  const id = useFlatId(node.id);
  const variable = useDocument((s) => {
    const { nodes, wires } = flat(s.history.present.graph);
    // the port first: hundreds of cards go through hundreds of wires with every step
    const target = wires.find((w) => w.to.port === 'p' && isOf(w.from.node, id))?.to.node;
    return nodes.find((n) => n.id === target && n.kind === 'Observed')?.id;
  });
  const at = useSession((s) => s.frame);
  const picture = useRun((s) => {
    if (variable === undefined) return undefined;
    const samples = frameAt(s.film, at)?.samples;
    return samples?.[`${variable}.mean`]?.space.layout === 'image' ? samples[`${variable}.mean`] : samples?.[variable];
  });
  return picture ? <Frame picture={picture} color="--distribution" label={`Samples of ${variable}`} /> : null;
}
/** Lines of text that fit on a card. */
const LINES = 6;

/** From very far away pictures are not painted; their room stays. */
const useSeen = (): boolean => useCanvas((s) => s.detail !== 'least');

function Frame({ picture, color, label }: { readonly picture: Picture; readonly color: string; readonly label: string }): ReactNode {
  const seen = useSeen();
  if (!seen) return <div className="card-picture" />;
  if (isText(picture))
    return (
      <pre className="card-picture card-text" role="img" aria-label={label}>
        {linesOf(picture, LINES).join('\n')}
      </pre>
    );
  return (
    <div className="card-picture">
      <PictureView picture={picture} color={color} label={label} most={picture.space.layout === 'image' ? 15 : 600} radius={0.9} />
    </div>
  );
}
