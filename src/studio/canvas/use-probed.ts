/** What a node holds: at the moment of the film that is shown, or as it was last told. */
import type { Probed } from '../../workers/protocol.ts';
import { frameAt, isNewer, useRun } from '../stores/run.ts';
import { useSession } from '../stores/session.ts';

export function useProbed(node: string): Probed | undefined {
  const frame = useSession((s) => s.frame);
  return useRun(({ film, probed }) => {
    const shown = frameAt(film, frame);
    const live = frame === undefined ? probed?.byNode.get(node) : undefined;
    // a manifold is too much for a card
    const filmed = shown?.probed.find((p) => p.node === node && p.shows !== 'manifold');
    return isNewer(probed, shown) ? (live ?? filmed) : (filmed ?? live);
  });
}
