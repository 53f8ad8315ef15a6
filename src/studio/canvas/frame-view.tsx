/** A dashed frame around nodes that belong together: a title, a colour, and corners to pull. */
import { type NodeProps, NodeResizer } from '@xyflow/react';
import { type ReactNode, memo, useEffect, useRef } from 'react';
import { frameColor } from '../../graph/frames.ts';
import { LIMITS } from '../../graph/limits.ts';
import { useCanvas } from '../stores/canvas.ts';
import { dispatch, useDocument } from '../stores/document.ts';
import { takeFocus } from './take-focus.ts';
import type { FrameFlowNode } from './use-flow.ts';

type Props = NodeProps<FrameFlowNode>;
const alike = (a: Props, b: Props): boolean => a.id === b.id && a.data === b.data && a.selected === b.selected;

export const FrameView = memo(function FrameView({ id, data, selected }: Props): ReactNode {
  const editing = useCanvas((s) => s.editing === id);
  const { frame } = data;
  return (
    <div className={`frame${selected ? ' selected' : ''}`} data-color={frameColor(frame)}>
      <NodeResizer
        isVisible={selected}
        minWidth={80}
        minHeight={60}
        onResize={(_, r) =>
          dispatch({ type: 'move-frame', id, position: { x: r.x, y: r.y }, size: { width: r.width, height: r.height } }, `resize:${id}`)
        }
        onResizeEnd={() => useDocument.getState().settle()}
      />
      {editing ? (
        <Title id={id} title={frame.title} />
      ) : (
        <span
          className="frame-title"
          title="Drag to move the frame and what stands in it; double-click to rename it"
          onDoubleClick={(e) => {
            e.stopPropagation();
            useCanvas.setState({ editing: id });
          }}
        >
          {frame.title || 'Frame'}
        </span>
      )}
    </div>
  );
}, alike);

/** Enter keeps what is typed, Escape does not. */
function Title({ id, title }: { readonly id: string; readonly title: string }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => takeFocus(input.current, () => input.current?.select()), []);
  const close = (): void => {
    useCanvas.setState({ editing: undefined });
    document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.focus();
  };
  return (
    <input
      ref={input}
      className="frame-title nodrag nopan"
      aria-label="Title of the frame"
      defaultValue={title}
      maxLength={LIMITS.title}
      spellCheck={false}
      onBlur={(e) => {
        const typed = e.target.value.trim();
        if (typed !== title) dispatch({ type: 'set-frame', id, title: typed });
        useCanvas.setState({ editing: undefined });
      }}
      onKeyDown={(e) => {
        if (e.key !== 'Enter' && e.key !== 'Escape') return;
        e.preventDefault();
        e.stopPropagation();
        if (e.key === 'Escape') e.currentTarget.value = title;
        e.currentTarget.blur();
        close();
      }}
    />
  );
}
