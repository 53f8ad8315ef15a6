/** Zoom and fit. */
import { useReactFlow } from '@xyflow/react';
import type { ReactNode } from 'react';
import { layOut } from '../actions/layout.ts';
import { Icon } from '../parts/icons.tsx';
import { useCanvas } from '../stores/canvas.ts';
import { session, useSession } from '../stores/session.ts';

export function ViewButtons(): ReactNode {
  const flow = useReactFlow();
  const minimap = useSession((s) => s.minimap);
  return (
    <div className="view-buttons" role="group" aria-label="View">
      <button type="button" className="plain" aria-label="Zoom out" title="Zoom out" onClick={() => void flow.zoomOut({ duration: 120 })}>
        <Icon name="minus" />
      </button>
      <button type="button" className="plain" aria-label="Zoom in" title="Zoom in" onClick={() => void flow.zoomIn({ duration: 120 })}>
        <Icon name="plus" />
      </button>
      <button
        type="button"
        className="plain"
        aria-label="Fit view"
        title="Fit the drawing (F)"
        onClick={() => useCanvas.getState().focus?.([])}
      >
        <Icon name="fit" />
      </button>
      <button type="button" className="plain" aria-label="Lay out" title="Lay the drawing out (L)" onClick={layOut}>
        <Icon name="tidy" />
      </button>
      <button
        type="button"
        className="plain"
        aria-label="Overview"
        aria-pressed={minimap}
        title="Show or hide the overview (O)"
        onClick={() => session().set({ minimap: !minimap })}
      >
        <Icon name="map" />
      </button>
    </div>
  );
}
