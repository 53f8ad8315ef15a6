/** Tells the engine which nodes are looked at: those in view and not collapsed. */
import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
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
  const view = useStoreApi();
  const told = useRef<string>(undefined);
  useEffect(() => {
    // inside a custom network the nodes of the model are out of view
    const showing = place === 'network' ? [] : body.nodes.filter((n) => !n.collapsed && !n.muted && showsOf(n, body).length > 0);
    const inView = (): readonly string[] => {
      const { transform, width, height } = view.getState();
      const [x, y, zoom] = transform;
      return showing
        .filter((n) => {
          const size = measured.get(n.id) ?? expectedSize(n);
          const [left, top] = [n.position.x * zoom + x, n.position.y * zoom + y];
          return left < width && top < height && left + size.width * zoom > 0 && top + size.height * zoom > 0;
        })
        .map((n) => prefix + n.id);
    };
    const tell = (): void => {
      const ids = document.hidden ? [] : inView();
      if (ids.join() === told.current) return;
      told.current = ids.join();
      engine().watch(ids);
    };
    let timer = window.setTimeout(tell, REST_MS);
    // not by a hook: a view that moves would draw the whole canvas anew with every frame
    const unsubscribe = view.subscribe((now, before) => {
      if (now.transform === before.transform && now.width === before.width && now.height === before.height) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(tell, REST_MS);
    });
    document.addEventListener('visibilitychange', tell);
    return () => {
      unsubscribe();
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', tell);
    };
  }, [view, body, place, prefix, measured]);
}
