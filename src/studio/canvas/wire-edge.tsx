/** A wire: hue and dash say its kind. */
import { BaseEdge, type EdgeProps } from '@xyflow/react';
import { type ReactNode, memo } from 'react';
import type { Point, Wire } from '../../graph/model.ts';
import { DASH, WIDTH } from '../parts/socket-shape.tsx';
import { useCanvas } from '../stores/canvas.ts';
import { useDrag } from '../stores/drag.ts';
import { beside, toMiddle, wirePath } from './path.ts';
import { lift } from './use-connecting.ts';
import type { WireFlowEdge } from './use-flow.ts';

const NOWHERE: Point = { x: 0, y: 0 };
/** How far one end is carried while the other stays. */
const useCarried = (end: string, other: string): Point =>
  useDrag(({ carried }) => (carried?.ids.has(end) && !carried.ids.has(other) ? carried.by : NOWHERE));

export const WireEdge = memo(function WireEdge(p: EdgeProps<WireFlowEdge>): ReactNode {
  const kind = p.data?.kind ?? 'value';
  const source = useCarried(p.source, p.target);
  const target = useCarried(p.target, p.source);
  const [x1, y1] = toMiddle(p.sourceX + source.x, p.sourceY + source.y, p.sourcePosition);
  const [x2, y2] = toMiddle(p.targetX + target.x, p.targetY + target.y, p.targetPosition);
  const [bx, by] = beside(x2, y2, p.targetPosition, 15);
  const lifted = useCanvas((s) => s.lifted === p.id);
  const splice = useCanvas((s) => s.splice === p.id);
  const wire = p.data?.wire;
  const detail = useCanvas((s) => s.detail);
  const state = `${p.selected ? ' selected' : ''}${p.data?.bad ? ' bad' : ''}${p.data?.idle ? ' idle' : ''}${lifted ? ' lifted' : ''}${splice ? ' taking' : ''}`;
  return (
    <>
      <BaseEdge
        path={wirePath(x1, y1, p.sourcePosition, x2, y2, p.targetPosition)}
        interactionWidth={detail === 'least' ? 0 : 18}
        className={`wire${state}`}
        style={{
          stroke: p.data?.bad ? 'var(--bad)' : `var(--${kind})`,
          strokeWidth: WIDTH[kind] + (p.selected ? 1.2 : 0) + (splice ? 2 : 0),
          strokeDasharray: DASH[kind],
        }}
      />
      {detail === 'full' && <WireEnd wire={wire} x={bx} y={by} />}
    </>
  );
});
/** The input end: take it off and put it elsewhere. */
function WireEnd({ wire, x, y }: { readonly wire: Wire | undefined; readonly x: number; readonly y: number }): ReactNode {
  return (
    <circle
      className="wire-end"
      cx={x}
      cy={y}
      r={7}
      onMouseDown={(e) => {
        if (e.button !== 0 || e.shiftKey || !wire) return;
        e.stopPropagation();
        lift(wire, e);
      }}
    >
      <title>Drag to move this end of the wire</title>
    </circle>
  );
}
