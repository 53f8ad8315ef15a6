/** Dragging on the canvas: frames carry what stands in them, Alt drags copies off, snap lines, and nodes dropped on wires. */
import { type NodeChange, useReactFlow } from '@xyflow/react';
import { type RefObject, useCallback, useRef } from 'react';
import type { Point } from '../../graph/model.ts';
import { type Size, useCanvas } from '../stores/canvas.ts';
import { useDrag } from '../stores/drag.ts';
import { type Tab, session } from '../stores/session.ts';
import { type Drag, beginDrag, dragTo, letGo } from './dragging.ts';
import { drop } from './landing.ts';
import type { FlowNode } from './use-flow.ts';

/** Panels that answer to what is selected by marking it; they stay where the user has gone to them. */
const STAYS: ReadonlySet<Tab> = new Set(['model', 'programs']);
const stays = (): boolean => STAYS.has(session().tab) && session().asked === session().tab;

type DragStart = (event: { readonly altKey?: boolean }, node: FlowNode, dragged: readonly FlowNode[]) => void;

/** @param culled only what is in sight is on the page */
export function useMoving(
  area: RefObject<HTMLElement | null>,
  culled: boolean,
): {
  readonly onNodesChange: (changes: NodeChange<FlowNode>[]) => void;
  readonly onDragStart: DragStart;
  readonly onDragStop: () => void;
} {
  const flow = useReactFlow();
  const drag = useRef<Drag | undefined>(undefined);

  const onDragStart = useCallback<DragStart>(
    (event, node, dragged) => {
      drag.current = beginDrag(node, dragged, event.altKey === true, area.current, culled ? flow.getViewport() : undefined);
    },
    [area, culled, flow],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]): void => {
      const measured = new Map<string, Size>();
      const moving: Record<string, Point> = {};
      const settled: Record<string, Point> = {};
      const selection = new Set(session().selection);
      // Pulling a frame's edge moves its corner and nothing else; the frame itself says so.
      const resized = new Set(changes.flatMap((c) => (c.type === 'dimensions' && c.resizing !== undefined ? [c.id] : [])));
      let chosen = false;
      for (const c of changes) {
        if (c.type === 'dimensions' && c.dimensions) {
          measured.set(c.id, c.dimensions);
        } else if (c.type === 'position' && c.position && !resized.has(c.id)) (c.dragging ? moving : settled)[c.id] = c.position;
        else if (c.type === 'select') {
          chosen = true;
          if (c.selected) selection.add(c.id);
          else selection.delete(c.id);
        }
      }
      if (measured.size > 0) useCanvas.setState((s) => ({ measured: new Map([...s.measured, ...measured]) }));
      if (chosen) session().set({ selection, ...(selection.size > 0 && !stays() && { tab: 'node' as const }) });
      const now = drag.current;
      if (Object.keys(moving).length > 0) {
        if (now) dragTo(now, moving, flow.getViewport());
        else useDrag.setState({ moving });
      }
      if (Object.keys(settled).length > 0) drop(now, settled);
    },
    [flow],
  );
  const onDragStop = useCallback((): void => {
    letGo(drag.current);
    drag.current = undefined;
  }, []);
  return { onNodesChange, onDragStart, onDragStop };
}
