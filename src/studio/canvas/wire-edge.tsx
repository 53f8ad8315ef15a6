/** A wire: hue and dash say its kind. */
import { BaseEdge, type EdgeProps } from '@xyflow/react';
import { type ReactNode, memo } from 'react';
import { DASH, WIDTH } from '../parts/socket-shape.tsx';
import { wirePath } from './path.ts';
import type { WireFlowEdge } from './use-flow.ts';

export const WireEdge = memo(function WireEdge(p: EdgeProps<WireFlowEdge>): ReactNode {
  const kind = p.data?.kind ?? 'value';
  return (
    <BaseEdge
      path={wirePath(p.sourceX, p.sourceY, p.sourcePosition, p.targetX, p.targetY, p.targetPosition)}
      interactionWidth={18}
      className={`wire${p.selected ? ' selected' : ''}${p.data?.bad ? ' bad' : ''}${p.data?.idle ? ' idle' : ''}`}
      style={{
        stroke: p.data?.bad ? 'var(--bad)' : `var(--${kind})`,
        strokeWidth: WIDTH[kind] + (p.selected ? 1.2 : 0),
        strokeDasharray: DASH[kind],
      }}
    />
  );
});
