/** Tells the engine which nodes are looked at: those in view and not collapsed. */
import { useStore } from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import { engine } from '../actions/engine.ts';
import { prefixOf, usePlaceKind } from '../place.ts';
import { bodyOf, useGraph } from '../stores/document.ts';
import { useCanvas } from '../stores/canvas.ts';
import { useSession } from '../stores/session.ts';
import { expectedSize, showsOf } from './sizes.ts';

/** Milliseconds after which a view that has stopped moving is taken for where the user looks. */
const REST_MS = 250;

export function useWatched(): void {
  const graph = useGraph();
  const within = useSession((s) => s.within);
  const place = usePlaceKind();
  const prefix = useSession((s) => prefixOf(s.path));
  const measured = useCanvas((s) => s.measured);
  const body = bodyOf(graph, within);
  const [x, y, zoom] = useStore((s) => s.transform);
  const width = useStore((s) => s.width);
  const height = useStore((s) => s.height);
  const ids = useMemo(() => {
    // inside a custom network the nodes of the model are out of view
    if (place === 'network') return '';
    return body.nodes
      .filter((n) => {
        if (n.collapsed || n.muted || showsOf(n, body).length === 0) return false;
        const size = measured.get(n.id) ?? expectedSize(n);
        const [left, top] = [n.position.x * zoom + x, n.position.y * zoom + y];
        return left < width && top < height && left + size.width * zoom > 0 && top + size.height * zoom > 0;
      })
      .map((n) => prefix + n.id)
      .join();
  }, [body, place, prefix, measured, x, y, zoom, width, height]);
  useEffect(() => {
    const tell = (): void => engine().watch(document.hidden || ids === '' ? [] : ids.split(','));
    const timer = window.setTimeout(tell, REST_MS);
    document.addEventListener('visibilitychange', tell);
    return () => {
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', tell);
    };
  }, [ids]);
}
