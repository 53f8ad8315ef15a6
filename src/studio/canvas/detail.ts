/** How much of the drawing is shown at a zoom: what nobody can make out is neither painted nor made. */
import { useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { type Detail, useCanvas } from '../stores/canvas.ts';
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
type View = ReturnType<typeof useStoreApi>;
/** Many nodes wait unseen for being measured: all of them are on the page then, and in full they are made only once it is known which are in sight. */
function areArriving(view: View): boolean {
  const { nodeLookup } = view.getState();
  if (nodeLookup.size <= MANY) return false;
  let waiting = 0;
  for (const { internals } of nodeLookup.values()) if (!internals.handleBounds) waiting++;
  return waiting > MANY && 2 * waiting > nodeLookup.size;
}
function set(detail: Detail, arriving = false): void {
  const now = useCanvas.getState();
  if (now.detail !== detail || now.arriving !== arriving) useCanvas.setState({ detail, arriving });
}
/** Of a picture that is being taken, and while a wire looks for its end, all is shown. */
export function useDetail(): void {
  const view = useStoreApi();
  const all = useCanvas((s) => s.whole || s.fitting !== undefined);
  useEffect(() => {
    let timer: number | undefined;
    const look = (): void => {
      if (useCanvas.getState().arriving && areArriving(view)) return;
      window.clearTimeout(timer);
      set(all ? 'full' : detailAt(view.getState().transform[2], useCanvas.getState().detail));
    };
    const wait = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => (areArriving(view) ? wait() : look()), ARRIVES_MS);
    };
    const arrive = (): void => {
      if (all || !areArriving(view)) return;
      set('far', true);
      wait();
    };
    if (useCanvas.getState().arriving) wait();
    else look();
    arrive();
    const stop = view.subscribe((now, before) => {
      if (now.nodes !== before.nodes) arrive();
      if (now.transform !== before.transform) look();
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [view, all]);
}
