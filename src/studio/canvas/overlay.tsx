/** What shows only while something is dragged: snap lines, and the places of copies. */
import { useStore } from '@xyflow/react';
import { type ReactNode, useMemo } from 'react';
import { createPortal } from 'react-dom';
import { useCanvas } from '../stores/canvas.ts';
import { useDrag } from '../stores/drag.ts';

export function Overlay(): ReactNode {
  const guides = useDrag((s) => s.guides);
  const copies = useDrag((s) => s.copies);
  const measured = useCanvas((s) => s.measured);
  // React Flow's own component looks for it at every change of its store, past all the nodes
  const area = useStore((s) => s.domNode);
  const place = useMemo(() => area?.querySelector('.react-flow__viewport-portal'), [area]);
  if (!place) return null;
  return createPortal(
    <>
      {guides.map((g) => (
        <i
          key={`${g.x1} ${g.y1} ${g.x2} ${g.y2}`}
          className="guide"
          style={{ transform: `translate(${g.x1}px, ${g.y1}px)`, width: Math.max(1, g.x2 - g.x1), height: Math.max(1, g.y2 - g.y1) }}
        />
      ))}
      {Object.entries(copies).map(([id, p]) => (
        <i
          key={id}
          className="copy-place"
          style={{ transform: `translate(${p.x}px, ${p.y}px)`, ...(measured.get(id) ?? { width: 168, height: 60 }) }}
        >
          {id}
        </i>
      ))}
    </>,
    place,
  );
}
