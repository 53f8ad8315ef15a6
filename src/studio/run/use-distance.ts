/** How far samples in the plane are from the data: worked out beside the views, when the page has a moment. */
import { useEffect, useState } from 'react';
import type { Views } from '../../workers/protocol.ts';
import { useFlatGraph } from '../stores/document.ts';
import { type Distance, distanceOf } from './distance.ts';

export function useDistance(views: Views | undefined): Distance | undefined {
  const graph = useFlatGraph();
  const [found, setFound] = useState<{ readonly views: Views; readonly distance: Distance | undefined }>();
  const dataset = graph.nodes.find((n) => n.kind === 'Dataset');
  const variable = graph.wires.find((w) => w.from.node === dataset?.id && w.from.port === 'x' && w.to.port === 'data')?.to.node;
  const samples = variable === undefined ? undefined : views?.samples[variable];
  const params = dataset?.params;
  useEffect(() => {
    if (!views || !samples || !params) return undefined;
    let wanted = true;
    void distanceOf(params, samples).then((distance) => {
      if (wanted) setFound({ views, distance });
    });
    return () => {
      wanted = false;
    };
  }, [views, samples, params]);
  return views && found?.views === views ? found.distance : undefined;
}
