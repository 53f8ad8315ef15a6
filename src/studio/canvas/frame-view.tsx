/** A dashed frame around nodes that belong together. */
import { type NodeProps, NodeResizer } from '@xyflow/react';
import { type ReactNode, memo } from 'react';
import { dispatch, useDocument } from '../stores/document.ts';
import type { FrameFlowNode } from './use-flow.ts';

export const FrameView = memo(function FrameView({ id, data, selected }: NodeProps<FrameFlowNode>): ReactNode {
  return (
    <div className={`frame${selected ? ' selected' : ''}`}>
      <NodeResizer
        isVisible={selected}
        minWidth={80}
        minHeight={60}
        onResize={(_, r) =>
          dispatch({ type: 'move-frame', id, position: { x: r.x, y: r.y }, size: { width: r.width, height: r.height } }, `resize:${id}`)
        }
        onResizeEnd={() => useDocument.getState().settle()}
      />
      <span className="frame-title" title="Drag to move the frame and what stands in it">
        {data.frame.title}
      </span>
    </div>
  );
});
