/** The wire being drawn: it says beside the pointer why it does not fit. */
import type { ConnectionLineComponentProps } from '@xyflow/react';
import type { ReactNode } from 'react';
import type { End } from '../../graph/model.ts';
import type { WireKind } from '../../graph/vocabulary.ts';
import { whyNot } from '../actions/connect.ts';
import { kindOfPort } from '../facts.ts';
import { useCanvas } from '../stores/canvas.ts';
import { DASH, WIDTH } from '../parts/socket-shape.tsx';
import { wireByKey } from './into-wire.ts';
import { wirePath } from './path.ts';
import type { FlowNode } from './use-flow.ts';

export function ConnectionLine(p: ConnectionLineComponentProps<FlowNode>): ReactNode {
  const { fromNode, fromHandle, toHandle } = p;
  const outgoing = fromHandle.type === 'source';
  const node = fromNode.data && 'node' in fromNode.data ? fromNode.data.node : undefined;
  const kind: WireKind = kindOfPort(node, fromHandle.id ?? '', outgoing ? 'outputs' : 'inputs') ?? 'value';
  const here: End = { node: fromHandle.nodeId, port: fromHandle.id ?? '' };
  const there: End | undefined = toHandle ? { node: toHandle.nodeId, port: toHandle.id ?? '' } : undefined;
  const lifted = useCanvas((s) => s.lifted);
  const wire = wireByKey(lifted);
  const home = wire !== undefined && there?.node === wire.to.node && there.port === wire.to.port;
  const judged = there !== undefined && !home && toHandle?.type !== fromHandle.type;
  const refusal = judged ? (outgoing ? whyNot(here, there, wire) : whyNot(there, here, wire)) : undefined;
  const color = refusal ? 'var(--bad)' : `var(--${kind})`;
  const path = outgoing
    ? wirePath(p.fromX, p.fromY, p.fromPosition, p.toX, p.toY, p.toPosition)
    : wirePath(p.toX, p.toY, p.toPosition, p.fromX, p.fromY, p.fromPosition);
  return (
    <g>
      <path d={path} fill="none" style={{ stroke: color, strokeWidth: WIDTH[kind], strokeDasharray: DASH[kind] }} />
      <circle cx={p.toX} cy={p.toY} r={there && !refusal ? 6 : 3} style={{ fill: color }} />
      {refusal && (
        <foreignObject x={p.toX + 12} y={p.toY + 10} width={270} height={120}>
          <div className="refusal">{refusal.what}</div>
        </foreignObject>
      )}
    </g>
  );
}
