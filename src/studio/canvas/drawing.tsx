/** React Flow with the drawing in it: the one part that is made anew with every frame while something is dragged. */
import {
  ConnectionMode,
  type EdgeChange,
  type EdgeMouseHandler,
  type NodeMouseHandler,
  type OnMove,
  ReactFlow,
  type SelectionDragHandler,
  SelectionMode,
  useReactFlow,
  useStoreApi,
} from '@xyflow/react';
import { type ReactNode, type RefObject, useCallback, useRef } from 'react';
import { REROUTE } from '../../graph/groups/kinds.ts';
import { bendAt, straighten } from '../actions/bends.ts';
import { open } from '../actions/groups.ts';
import { useCanvas } from '../stores/canvas.ts';
import { session } from '../stores/session.ts';
import { ConnectionLine } from './connection-line.tsx';
import { useCulled } from './culling.ts';
import { FrameView } from './frame-view.tsx';
import { NodeView } from './node-view.tsx';
import { LEAST_ZOOM, MOST_ZOOM } from './pinch.ts';
import { GRID } from './spots.ts';
import { useConnecting } from './use-connecting.ts';
import { type FlowNode, type WireFlowEdge, useFlowEdges, useFlowNodes } from './use-flow.ts';
import { useMoving } from './use-moving.ts';
import { rememberViewport } from './viewports.ts';
import { WireEdge } from './wire-edge.tsx';

const NODE_TYPES = { graph: NodeView, frame: FrameView };
const EDGE_TYPES = { wire: WireEdge };
const SNAP: [number, number] = [GRID, GRID];
/** React Flow draws every node again when it is handed a new function, so nothing is made anew while something is dragged. */
const SEVERAL = ['Shift', 'Meta', 'Control'];
const PRO = { hideAttribution: false };
const remember: OnMove = (_, viewport) => rememberViewport(viewport);
const openLayers: NodeMouseHandler<FlowNode> = (_, node) => {
  if (node.type !== 'graph') return;
  const { kind } = node.data.node;
  if (kind === REROUTE) straighten([node.id]);
  else if (kind === 'Note') useCanvas.setState({ editing: node.id });
  else open(node.data.node);
};
const WORDS = {
  'node.a11yDescription.default':
    'Arrow keys walk along the wires. Enter selects; then the arrow keys move it and Enter goes to its ports. C draws a wire. Delete removes it.',
  'edge.a11yDescription.default': 'Left and right go to the ports at its ends. Delete removes it.',
  // Our own words are said of every change.
  'node.a11yDescription.ariaLiveMessage': () => '',
};

interface Props {
  readonly area: RefObject<HTMLElement | null>;
  /** What stands on it; the same from frame to frame. */
  readonly children: ReactNode;
}
export function Drawing({ area, children }: Props): ReactNode {
  const nodes = useFlowNodes();
  const edges = useFlowEdges();
  const flow = useReactFlow<FlowNode, WireFlowEdge>();
  const culled = useCulled(nodes.length);
  const { onNodesChange, onDragStart, onDragStop } = useMoving(area, culled);
  const { onConnect, onConnectStart, onConnectEnd } = useConnecting();

  const view = useStoreApi();
  /** Wires that a box has taken in so far: they are chosen when it is let go, for each takes all wires anew. */
  const boxed = useRef<ReadonlySet<string>>(undefined);
  const onEdgesChange = useCallback(
    (changes: EdgeChange<WireFlowEdge>[]): void => {
      const wires = new Set(session().wires);
      for (const c of changes)
        if (c.type === 'select') {
          if (c.selected) wires.add(c.id);
          else wires.delete(c.id);
        }
      if (view.getState().userSelectionRect) boxed.current = wires;
      else session().set({ wires });
    },
    [view],
  );
  const onSelectionEnd = useCallback((): void => {
    if (boxed.current) session().set({ wires: boxed.current });
    boxed.current = undefined;
  }, []);

  const onSelectionDragStart = useCallback<SelectionDragHandler<FlowNode>>(
    (event, nodes) => nodes[0] && onDragStart(event, nodes[0], nodes),
    [onDragStart],
  );
  const onEdgeClick = useCallback<EdgeMouseHandler<WireFlowEdge>>(
    (e, edge) => {
      if (e.altKey && edge.data) bendAt(edge.data.wire, flow.screenToFlowPosition({ x: e.clientX, y: e.clientY }));
    },
    [flow],
  );
  return (
    <ReactFlow<FlowNode, WireFlowEdge>
      aria-label="Drawing"
      ariaLabelConfig={WORDS}
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      connectionLineComponent={ConnectionLine}
      connectionMode={ConnectionMode.Strict}
      connectionRadius={26}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      onConnect={onConnect}
      onConnectStart={onConnectStart}
      onConnectEnd={onConnectEnd}
      onNodeDragStart={onDragStart}
      onNodeDragStop={onDragStop}
      onSelectionEnd={onSelectionEnd}
      onSelectionDragStart={onSelectionDragStart}
      onSelectionDragStop={onDragStop}
      onEdgeClick={onEdgeClick}
      onNodeDoubleClick={openLayers}
      snapToGrid
      snapGrid={SNAP}
      minZoom={LEAST_ZOOM}
      maxZoom={MOST_ZOOM}
      deleteKeyCode={null}
      multiSelectionKeyCode={SEVERAL}
      selectionKeyCode="Shift"
      selectionMode={SelectionMode.Partial}
      panActivationKeyCode={null}
      panOnScroll
      zoomOnDoubleClick={false}
      elevateNodesOnSelect={false}
      onlyRenderVisibleElements={culled}
      onMoveEnd={remember}
      proOptions={PRO}
      attributionPosition="bottom-left"
    >
      {children}
    </ReactFlow>
  );
}
