/** A wire: hue and dash say its kind. */
import { BaseEdge, type EdgeProps } from '@xyflow/react';
import { type ReactNode, memo } from 'react';
import { DASH, WIDTH } from '../parts/socket-shape.tsx';
import { toMiddle, wirePath } from './path.ts';
import type { WireFlowEdge } from './use-flow.ts';

export const WireEdge = memo(function WireEdge(p: EdgeProps<WireFlowEdge>): ReactNode {
  const kind = p.data?.kind ?? 'value';
  const [x1, y1] = toMiddle(p.sourceX, p.sourceY, p.sourcePosition);
  const [x2, y2] = toMiddle(p.targetX, p.targetY, p.targetPosition);
  return (
    <BaseEdge
      path={wirePath(x1, y1, p.sourcePosition, x2, y2, p.targetPosition)}
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
