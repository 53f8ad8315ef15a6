/** Which nodes are on the page. Of many only those in sight; but from so far away that nearly all is in sight, all of them, since what comes and goes at the rim would cost more than what stays. */
import { useStoreApi } from '@xyflow/react';
import { startTransition, useEffect, useState } from 'react';
import { useCanvas } from '../stores/canvas.ts';

export const MANY = 120;
const VERY_MANY = 1500;
/** Milliseconds after which a view that has stopped moving rests: hundreds of nodes are not put on the page in the middle of a turn of the wheel. */
const REST_MS = 350;

/** Is only what is in sight on the page? */
export function useCulled(nodes: number): boolean {
  const whole = useCanvas((s) => s.whole);
  const arriving = useCanvas((s) => s.arriving);
  const away = useCanvas((s) => s.detail === 'least') && nodes > MANY && nodes <= VERY_MANY;
  const [all, setAll] = useState(false);
  const view = useStoreApi();
  // What has just come is all on the page, for being measured; from far away it stays.
  if (arriving !== all && !away) setAll(arriving);
  useEffect(() => {
    if (!away) return undefined;
    const begin = (): number => window.setTimeout(() => startTransition(() => setAll(true)), REST_MS);
    let timer = begin();
    const stop = view.subscribe((now, before) => {
      if (now.transform === before.transform) return;
      window.clearTimeout(timer);
      timer = begin();
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [view, away]);
  return nodes > MANY && !whole && !arriving && !(away && all);
}
