/** The drawing. React Flow shows the document and reports gestures; only commands change it. */
import {
  Background,
  BackgroundVariant,
  ConnectionMode,
  type EdgeChange,
  type EdgeMouseHandler,
  MiniMap,
  type NodeMouseHandler,
  type OnMove,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  type SelectionDragHandler,
  SelectionMode,
  useNodesInitialized,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import { type DragEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { REROUTE } from '../../graph/groups/kinds.ts';
import { wireKey } from '../../graph/wires.ts';
import { NODES } from '../../nodes/registry.ts';
import { bendAt, straighten } from '../actions/bends.ts';
import { open } from '../actions/groups.ts';
import { addNode } from '../actions/nodes.ts';
import { PALETTE_TYPE, dragged } from '../palette/drag.ts';
import { useCanvas } from '../stores/canvas.ts';
import { HoverCard } from '../hover/hover-card.tsx';
import { bodyOf, graphNow } from '../stores/document.ts';
import { session, useSession } from '../stores/session.ts';
import { Breadcrumb } from './breadcrumb.tsx';
import { Chips } from './chips.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { EmptyCanvas } from './empty-canvas.tsx';
import { FrameView } from './frame-view.tsx';
import { Legend } from './legend.tsx';
import { intoWire, wireAt, wireByKey } from './into-wire.ts';
import { onCanvasKey } from './keys.ts';
import { longPress } from './long-press.ts';
import { Menu, openMenu } from './menu.tsx';
import { NextStep } from './next-step.tsx';
import { NodeView } from './node-view.tsx';
import { Overlay } from './overlay.tsx';
import { LEAST_ZOOM, MOST_ZOOM, watchPinches } from './pinch.ts';
import { pointer } from './pointer.ts';
import { QuickAdd } from './quick-add.tsx';
import { useConnecting } from './use-connecting.ts';
import { type FlowNode, type WireFlowEdge, useFlowEdges, useFlowNodes } from './use-flow.ts';
import { GRID } from './spots.ts';
import { useMoving } from './use-moving.ts';
import { recallViewport, rememberViewport, shows } from './viewports.ts';
import { useWatched } from './use-watched.ts';
import { ViewButtons } from './view-buttons.tsx';
import { WireEdge } from './wire-edge.tsx';

const NODE_TYPES = { graph: NodeView, frame: FrameView };
const EDGE_TYPES = { wire: WireEdge };
const SNAP: [number, number] = [GRID, GRID];
const MANY = 120;
/** Pixels that the programs and the legend take of the canvas. */
const ABOVE = 64;
const BELOW = 56;
/** Below this zoom nobody reads a card: what is only read is not painted. */
const FAR = 0.35;
/** From far away nearly all is in sight: what comes and goes at the rim costs more than what stays. */
const VERY_MANY = 1500;
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

export const Canvas = (): ReactNode => (
  <ReactFlowProvider>
    <Flow />
  </ReactFlowProvider>
);

/** The next step stands below the programs while there is one. */
const above = (): number => ABOVE + (document.querySelector('.next-step')?.clientHeight ?? -8) + 8;

const hueOf = (n: FlowNode): string => {
  const category = n.type === 'graph' ? NODES.get(n.data.node.kind)?.category : undefined;
  return `var(--${category === undefined ? 'grid' : category === 'data' || category === 'note' || category === 'structure' ? 'value' : category === 'training' ? 'objective' : category === 'layer' ? 'network' : category})`;
};

function Flow(): ReactNode {
  const nodes = useFlowNodes();
  const edges = useFlowEdges();
  useWatched();
  const within = useSession((s) => s.within);
  const minimap = useSession((s) => s.minimap);
  const empty = nodes.length === 0;
  const connecting = useCanvas((s) => s.fitting !== undefined);
  const whole = useCanvas((s) => s.whole);
  const far = useStore((s) => s.transform[2] < FAR);
  const flow = useReactFlow<FlowNode, WireFlowEdge>();
  const area = useRef<HTMLDivElement>(null);
  const [dropping, setDropping] = useState(false);
  const { onNodesChange, onDragStart, onDragStop } = useMoving(area);
  const { onConnect, onConnectStart, onConnectEnd } = useConnecting();

  useEffect(() => {
    useCanvas.setState({
      focus: (ids) => {
        const animate = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
        void flow.fitView({
          padding: { top: `${above()}px`, right: '24px', bottom: `${BELOW}px`, left: '24px' },
          maxZoom: ids.length === 1 ? 1.2 : 1.05,
          duration: animate ? 140 : 0,
          ...(ids.length > 0 && { nodes: ids.map((id) => ({ id })) }),
        });
      },
      arrive: () => {
        const box = area.current?.getBoundingClientRect();
        const known = recallViewport();
        const { nodes: there } = bodyOf(graphNow(), session().within);
        if (known && box && shows(known, there, box)) void flow.setViewport(known);
        else useCanvas.getState().focus?.([]);
      },
      center: () => {
        const box = area.current?.getBoundingClientRect();
        return box ? flow.screenToFlowPosition({ x: box.x + box.width / 2 - 80, y: box.y + box.height / 2 - 40 }) : { x: 0, y: 0 };
      },
      inView: ({ x, y, width, height }) => {
        const box = area.current?.getBoundingClientRect();
        if (!box) return true;
        const from = flow.screenToFlowPosition({ x: box.left, y: box.top + above() }, { snapToGrid: false });
        const to = flow.screenToFlowPosition({ x: box.right, y: box.bottom - BELOW }, { snapToGrid: false });
        return x >= from.x && y >= from.y && x + width <= to.x && y + height <= to.y;
      },
      project: (client) => {
        const box = area.current?.getBoundingClientRect();
        return box && { at: flow.screenToFlowPosition(client), screen: { x: client.x - box.x, y: client.y - box.y } };
      },
    });
  }, [flow]);

  useEffect(
    () =>
      area.current
        ? watchPinches(area.current, {
            get: flow.getViewport,
            set: (v) => {
              void flow.setViewport(v);
              rememberViewport(v);
            },
          })
        : undefined,
    [flow],
  );

  // Once, when the first nodes have been measured: where the view stood, or everything.
  const measured = useNodesInitialized();
  const placed = useRef(false);
  useEffect(() => {
    if (!measured || placed.current) return;
    placed.current = true;
    useCanvas.getState().arrive?.();
  }, [measured]);

  const onEdgesChange = useCallback((changes: EdgeChange<WireFlowEdge>[]): void => {
    const wires = new Set(session().wires);
    for (const c of changes)
      if (c.type === 'select') {
        if (c.selected) wires.add(c.id);
        else wires.delete(c.id);
      }
    session().set({ wires });
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
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setDropping(false);
    const kind = event.dataTransfer.getData(PALETTE_TYPE);
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const wire = wireAt(at, kind);
    useCanvas.setState({ splice: undefined });
    const params = kind === dragged.kind ? dragged.params : {};
    if (kind) addNode(kind, { at: { x: at.x - 60, y: at.y - 24 }, wiring: wire && ((id) => intoWire(wire, kind, id)), params });
  };

  return (
    <section
      className={`canvas${dropping ? ' dropping' : ''}${connecting ? ' connecting' : ''}${far ? ' far' : ''}`}
      aria-label="Canvas"
      ref={area}
      onKeyDownCapture={(e) => {
        if (!onCanvasKey(e)) return;
        e.preventDefault();
        e.stopPropagation();
      }}
      {...longPress}
      onPointerMove={(e) => {
        longPress.onPointerMove(e);
        pointer.at = { x: e.clientX, y: e.clientY };
      }}
      onContextMenu={(e) => {
        if (openMenu(e.target, { x: e.clientX, y: e.clientY })) e.preventDefault();
      }}
      onPointerLeave={() => {
        pointer.at = undefined;
      }}
      onDoubleClick={(e) => {
        if (!(e.target instanceof Element) || !e.target.closest('.react-flow__pane, .react-flow__edge')) return;
        const place = useCanvas.getState().project?.({ x: e.clientX, y: e.clientY });
        if (place)
          useCanvas.setState({ quickAdd: { ...place, into: wireByKey(e.target.closest('.react-flow__edge')?.getAttribute('data-id')) } });
      }}
      onDragOver={(e) => {
        e.preventDefault();
        e.dataTransfer.dropEffect = 'copy';
        setDropping(true);
        const wire = wireAt(flow.screenToFlowPosition({ x: e.clientX, y: e.clientY }), dragged.kind);
        useCanvas.setState({ splice: wire && wireKey(wire) });
      }}
      onDragLeave={(e) => {
        if (e.currentTarget.contains(e.relatedTarget as Element | null)) return;
        setDropping(false);
        useCanvas.setState({ splice: undefined });
      }}
      onDrop={onDrop}
    >
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
        onlyRenderVisibleElements={nodes.length > (far ? VERY_MANY : MANY) && !whole}
        onMoveEnd={remember}
        proOptions={PRO}
        attributionPosition="bottom-left"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--grid)" bgColor="var(--paper)" />
        <Overlay />
        <Panel position="top-left" className="canvas-top">
          {within === undefined ? null : <Breadcrumb />}
          <Chips />
          <NextStep />
        </Panel>
        {minimap && (
          <MiniMap<FlowNode>
            position="bottom-left"
            ariaLabel="Overview of the drawing"
            pannable
            zoomable
            nodeColor={hueOf}
            nodeStrokeWidth={0}
            nodeBorderRadius={30}
            style={{ width: 170, height: 112 }}
            className="minimap"
          />
        )}
        <Panel position="bottom-right" className="canvas-bottom">
          <Legend />
          <ViewButtons />
        </Panel>
      </ReactFlow>
      {empty && <EmptyCanvas />}
      <HoverCard area={area} />
      <QuickAdd />
      <Menu />
    </section>
  );
}
