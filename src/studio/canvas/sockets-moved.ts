/** Tells React Flow that sockets of nodes have moved: once for all that moved together, as each telling walks the whole drawing. */
import { useUpdateNodeInternals } from '@xyflow/react';
import { useEffect } from 'react';
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
  useEffect(() => later(id, tell), [id, sockets, tell]);
}
