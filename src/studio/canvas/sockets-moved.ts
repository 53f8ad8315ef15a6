/** Tells React Flow that sockets of nodes have moved: once for all that moved together, as each telling walks the whole drawing. */
import { useUpdateNodeInternals } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Socket } from './ports.ts';

type Tell = (ids: string[]) => void;
let waiting: Set<string> | undefined;

function later(id: string, tell: Tell): void {
  if (waiting) {
    waiting.add(id);
    return;
  }
  waiting = new Set([id]);
  queueMicrotask(() => {
    const ids = [...(waiting ?? [])];
    waiting = undefined;
    tell(ids);
  });
}
export function useSocketsMoved(id: string, sockets: readonly Socket[]): void {
  const tell = useUpdateNodeInternals();
  // A node that has just been mounted is measured by React Flow itself.
  const told = useRef(sockets);
  useEffect(() => {
    if (told.current === sockets) return;
    told.current = sockets;
    later(id, tell);
  }, [id, sockets, tell]);
}
