/** The drawing from afar, in a corner. */
import { MiniMap, type MiniMapNodeProps } from '@xyflow/react';
import type { ReactNode } from 'react';
import { NODES } from '../../nodes/registry.ts';
import type { FlowNode } from './use-flow.ts';

const hueOf = (n: FlowNode): string => {
  const category = n.type === 'graph' ? NODES.get(n.data.node.kind)?.category : undefined;
  return `var(--${category === undefined ? 'grid' : category === 'data' || category === 'note' || category === 'structure' ? 'value' : category === 'training' ? 'objective' : category === 'layer' ? 'network' : category})`;
};
/** React Flow's own with its id, by which it is carried along with what is dragged (carry.ts). */
const Spot = ({ id, x, y, width, height, color, borderRadius, selected, shapeRendering }: MiniMapNodeProps): ReactNode => (
  <rect
    data-id={id}
    className={`react-flow__minimap-node${selected ? ' selected' : ''}`}
    {...{ x, y, width, height, shapeRendering }}
    rx={borderRadius}
    ry={borderRadius}
    style={{ fill: color, strokeWidth: 0 }}
  />
);
export const Overview = (): ReactNode => (
  <MiniMap<FlowNode>
    position="bottom-left"
    ariaLabel="Overview of the drawing"
    pannable
    zoomable
    nodeColor={hueOf}
    nodeComponent={Spot}
    nodeBorderRadius={30}
    style={{ width: 170, height: 112 }}
    className="minimap"
  />
);
