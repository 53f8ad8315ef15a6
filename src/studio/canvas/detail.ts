/** How much of the drawing is shown at a zoom: what nobody can make out is neither painted nor made. */
import { useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { type Detail, useCanvas } from '../stores/canvas.ts';

/** Below this zoom nobody reads a card, below the next not even its name. */
const FAR = 0.35;
const LEAST = 0.2;
/** So much further in it all comes back: a zoom that rests on the border does not go to and fro. */
const BACK = 1.06;

export function detailAt(zoom: number, before: Detail): Detail {
  if (zoom < LEAST * (before === 'least' ? BACK : 1)) return 'least';
  return zoom < FAR * (before === 'full' ? 1 : BACK) ? 'far' : 'full';
}
/** Of a picture that is being taken, and while a wire looks for its end, all is shown. */
export function useDetail(): void {
  const view = useStoreApi();
  const all = useCanvas((s) => s.whole || s.fitting !== undefined);
  useEffect(() => {
    const look = (): void => {
      const { detail } = useCanvas.getState();
      const now = all ? 'full' : detailAt(view.getState().transform[2], detail);
      if (now !== detail) useCanvas.setState({ detail: now });
    };
    look();
    return view.subscribe(look);
  }, [view, all]);
}
