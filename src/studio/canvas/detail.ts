/** How much of the drawing is shown at a zoom: what nobody can make out is neither painted nor made. */
import { useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { type Detail, useCanvas } from '../stores/canvas.ts';
import { bodyOf, useGraph } from '../stores/document.ts';
import { useWhere } from '../where.tsx';
import { MANY } from './culling.ts';

/** Below this zoom nobody reads a card, below the next not even its name. */
const FAR = 0.35;
const LEAST = 0.2;
/** So much further in it all comes back: a zoom that rests on the border does not go to and fro. */
const BACK = 1.06;
/** Milliseconds in which the view of a drawing just opened goes to where it stays, at the latest. */
const ARRIVES_MS = 600;

export function detailAt(zoom: number, before: Detail): Detail {
  if (zoom < LEAST * (before === 'least' ? BACK : 1)) return 'least';
  return zoom < FAR * (before === 'full' ? 1 : BACK) ? 'far' : 'full';
}
/** Many nodes wait unseen for being measured: in full they are made only once it is known which are in sight. */
function useUnmeasured(): boolean {
  const graph = useGraph();
  const { within } = useWhere();
  const measured = useCanvas((s) => s.measured);
  const { nodes } = bodyOf(graph, within);
  return nodes.length > MANY && nodes.reduce((n, { id }) => n + (measured.has(id) ? 0 : 1), 0) > MANY;
}
/** Of a picture that is being taken, and while a wire looks for its end, all is shown. */
export function useDetail(): void {
  const view = useStoreApi();
  const all = useCanvas((s) => s.whole || s.fitting !== undefined);
  const unmeasured = useUnmeasured();
  useEffect(() => {
    const set = (detail: Detail, arriving = false): void => {
      const now = useCanvas.getState();
      if (now.detail !== detail || now.arriving !== arriving) useCanvas.setState({ detail, arriving });
    };
    if (unmeasured) {
      set('far', true);
      return undefined;
    }
    const look = (): void => set(all ? 'full' : detailAt(view.getState().transform[2], useCanvas.getState().detail));
    const stop = view.subscribe((now, before) => {
      if (now.transform !== before.transform) look();
    });
    const timer = window.setTimeout(look, useCanvas.getState().arriving ? ARRIVES_MS : 0);
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [view, all, unmeasured]);
}
