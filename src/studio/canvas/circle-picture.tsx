/** The small picture beside a circle: the codes of a latent, or data beside samples. */
import { type ReactNode, useMemo } from 'react';
import type { GraphNode } from '../../graph/model.ts';
import type { Space } from '../../graph/space.ts';
import type { Picture, Probed } from '../../workers/protocol.ts';
import { PictureView } from '../parts/picture.tsx';
import { ProbePicture, describe } from '../parts/probe-picture.tsx';
import { useFlatId } from '../place.ts';
import { useCanvas } from '../stores/canvas.ts';
import { frameAt, useRun } from '../stores/run.ts';
import { useSession } from '../stores/session.ts';
import { PICTURE } from './beside-circle.ts';
import type { Corner } from './placing.ts';
import { useProbed } from './use-probed.ts';

interface Props {
  readonly node: GraphNode;
  /** Where it lies. */
  readonly at: Corner;
}
export function CirclePicture(p: Props): ReactNode {
  const probed = useProbed(useFlatId(p.node.id));
  const seen = useCanvas((s) => s.detail !== 'least');
  if (!probed || !seen) return null;
  return probed.shows === 'beside' ? (
    <Beside {...p} probed={probed} />
  ) : (
    <Placed {...p} title={describe(probed)}>
      <ProbePicture probed={probed} />
    </Placed>
  );
}
function Placed({ at, title, children }: Props & { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="circle-picture" style={{ ...at, ...PICTURE }} title={title}>
      {children}
    </div>
  );
}
/** Data in grey and samples in colour: one over the other where that is a plane, else side by side. */
function Beside({ probed, ...p }: Props & { readonly probed: Probed }): ReactNode {
  const at = useSession((s) => s.frame);
  const samples = useRun((s) => {
    const drawn = frameAt(s.film, at)?.samples;
    const means = drawn?.[`${probed.variable}.mean`];
    return means?.space.layout === 'image' ? means : drawn?.[probed.variable];
  });
  const data = useMemo((): Picture | undefined => {
    const numbers = probed.parts['data'];
    return numbers && probed.space && { space: probed.space, data: numbers, n: probed.size };
  }, [probed]);
  if (!data) return null;
  const x = probed.variable;
  const image = data.space.layout === 'image';
  const most = image ? probed.size : 400;
  const columns = image ? Math.ceil(Math.sqrt(most)) : undefined;
  if (samples && isCloud(data.space))
    return (
      <Placed {...p} title={`Grey: held-out data of ${x}; colour: samples`}>
        <PictureView picture={samples} under={data} label={`Samples of ${x} over held-out data`} most={most} radius={0.9} />
      </Placed>
    );
  return (
    <Placed {...p} title={samples ? `Held-out data of ${x} beside samples` : `Held-out data of ${x}; samples come with the first view`}>
      <div className="circle-halves">
        <figure>
          <PictureView picture={data} color="--ink2" label={`Held-out data of ${x}`} most={most} radius={0.9} columns={columns} />
          <figcaption>data</figcaption>
        </figure>
        {samples && (
          <figure>
            <PictureView picture={samples} label={`Samples of ${x}`} most={most} radius={0.9} columns={columns} />
            <figcaption>samples</figcaption>
          </figure>
        )}
      </div>
    </Placed>
  );
}
const isCloud = ({ layout, shape, values }: Space): boolean =>
  layout !== 'image' && shape.length === 1 && shape[0]! >= 2 && values.kind !== 'tokens';
