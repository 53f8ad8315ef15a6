/** The drawing. React Flow shows the document and reports gestures; only commands change it. */
import {
  Background,
  BackgroundVariant,
  type Connection,
  ConnectionMode,
  type EdgeChange,
  type NodeChange,
  type OnConnectEnd,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  useNodesInitialized,
  useReactFlow,
} from '@xyflow/react';
import { type DragEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { Point } from '../../graph/model.ts';
import { connect } from '../actions/connect.ts';
import { GRID, addNode, openNetwork } from '../actions/nodes.ts';
import { PALETTE_TYPE } from '../palette/drag.ts';
import { dispatch, graphNow, useDocument } from '../stores/document.ts';
import { useCanvas } from '../stores/canvas.ts';
import { type Tab, session, useSession } from '../stores/session.ts';
import { Breadcrumb } from './breadcrumb.tsx';
import { Chips } from './chips.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { EmptyCanvas } from './empty-canvas.tsx';
import { FrameView } from './frame-view.tsx';
import { Legend } from './legend.tsx';
import { NodeView } from './node-view.tsx';
import { QuickAdd } from './quick-add.tsx';
import { type FlowNode, type WireFlowEdge, useFlowEdges, useFlowNodes } from './use-flow.ts';
import { ViewButtons } from './view-buttons.tsx';
import { WireEdge } from './wire-edge.tsx';

const NODE_TYPES = { graph: NodeView, frame: FrameView };
const EDGE_TYPES = { wire: WireEdge };
const SNAP: [number, number] = [GRID, GRID];
const MANY = 120;
/** Panels that answer to what is selected by marking it. */
const STAYS: ReadonlySet<Tab> = new Set(['model', 'programs']);

export const Canvas = (): ReactNode => (
  <ReactFlowProvider>
    <Flow />
  </ReactFlowProvider>
);

/** Ids of nodes that stand inside a frame: they move with it. */
function inside(frame: string): readonly string[] {
  const graph = graphNow();
  const f = graph.frames.find((x) => x.id === frame);
  if (!f) return [];
  return graph.nodes
    .filter(
      ({ position: p }) =>
        p.x >= f.position.x && p.y >= f.position.y && p.x < f.position.x + f.size.width && p.y < f.position.y + f.size.height,
    )
    .map((n) => n.id);
}

function Flow(): ReactNode {
  const nodes = useFlowNodes();
  const edges = useFlowEdges();
  const within = useSession((s) => s.within);
  const empty = nodes.length === 0;
  const connecting = useCanvas((s) => s.connecting);
  const whole = useCanvas((s) => s.whole);
  const flow = useReactFlow<FlowNode, WireFlowEdge>();
  const area = useRef<HTMLDivElement>(null);
  const [dropping, setDropping] = useState(false);
  const passengers = useRef<{ readonly frame: string; readonly from: Point; readonly nodes: ReadonlyMap<string, Point> } | undefined>(
    undefined,
  );

  useEffect(() => {
    useCanvas.setState({
      focus: (ids) => {
        const animate = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
        void flow.fitView({
          padding: { top: '64px', right: '24px', bottom: '56px', left: '24px' },
          maxZoom: ids.length === 1 ? 1.2 : 1.05,
          duration: animate ? 140 : 0,
          ...(ids.length > 0 && { nodes: ids.map((id) => ({ id })) }),
        });
      },
      center: () => {
        const box = area.current?.getBoundingClientRect();
        return box ? flow.screenToFlowPosition({ x: box.x + box.width / 2 - 80, y: box.y + box.height / 2 - 40 }) : { x: 0, y: 0 };
      },
    });
  }, [flow]);

  // Once, when the first nodes have been measured: where the view stood, or everything.
  const measured = useNodesInitialized();
  const placed = useRef(false);
  useEffect(() => {
    if (!measured || placed.current) return;
    placed.current = true;
    const { viewport } = session();
    if (viewport) void flow.setViewport(viewport);
    else useCanvas.getState().focus?.([]);
  }, [measured, flow]);

  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]): void => {
    const measured = new Map(useCanvas.getState().measured);
    const moving: Record<string, Point> = {};
    const settled: Record<string, Point> = {};
    const selection = new Set(session().selection);
    let sized = false;
    let chosen = false;
    for (const c of changes) {
      if (c.type === 'dimensions' && c.dimensions) {
        measured.set(c.id, c.dimensions);
        sized = true;
      } else if (c.type === 'position' && c.position) (c.dragging ? moving : settled)[c.id] = c.position;
      else if (c.type === 'select') {
        chosen = true;
        if (c.selected) selection.add(c.id);
        else selection.delete(c.id);
      }
    }
    if (sized) useCanvas.setState({ measured });
    if (chosen) session().set({ selection, ...(selection.size > 0 && !STAYS.has(session().tab) && { tab: 'node' as const }) });
    const ride = passengers.current;
    for (const list of [moving, settled]) {
      const to = ride && list[ride.frame];
      if (ride && to) for (const [id, p] of ride.nodes) list[id] ??= { x: p.x + to.x - ride.from.x, y: p.y + to.y - ride.from.y };
    }
    if (Object.keys(moving).length > 0) useCanvas.setState((s) => ({ moving: { ...s.moving, ...moving } }));
    if (Object.keys(settled).length > 0) {
      commitMoves(settled);
      useCanvas.setState({ moving: {} });
    }
  }, []);

  const onEdgesChange = useCallback((changes: EdgeChange<WireFlowEdge>[]): void => {
    const wires = new Set(session().wires);
    for (const c of changes)
      if (c.type === 'select') {
        if (c.selected) wires.add(c.id);
        else wires.delete(c.id);
      }
    session().set({ wires });
  }, []);

  const onConnect = useCallback((c: Connection): void => {
    connect({ node: c.source, port: c.sourceHandle ?? '' }, { node: c.target, port: c.targetHandle ?? '' });
  }, []);
  /** Let go over nothing: offer the nodes that fit. */
  const onConnectEnd = useCallback<OnConnectEnd>(
    (event, state) => {
      useCanvas.setState({ connecting: false });
      if (state.toHandle || !state.fromHandle || !(event.target instanceof Element) || !event.target.closest('.react-flow__pane')) return;
      const point = 'clientX' in event ? { x: event.clientX, y: event.clientY } : undefined;
      const box = area.current?.getBoundingClientRect();
      if (!point || !box) return;
      const { nodeId, id, type } = state.fromHandle;
      useCanvas.setState({
        quickAdd: {
          at: flow.screenToFlowPosition(point),
          screen: { x: point.x - box.x, y: point.y - box.y },
          from: { end: { node: nodeId, port: id ?? '' }, side: type === 'source' ? 'output' : 'input' },
        },
      });
    },
    [flow],
  );

  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setDropping(false);
    const kind = event.dataTransfer.getData(PALETTE_TYPE);
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    if (kind) addNode(kind, { x: at.x - 60, y: at.y - 24 });
  };

  return (
    <section
      className={`canvas${dropping ? ' dropping' : ''}${connecting ? ' connecting' : ''}`}
      aria-label="Canvas"
      ref={area}
      onDoubleClick={(e) => {
        if (!(e.target instanceof Element) || !e.target.closest('.react-flow__pane')) return;
        const box = area.current!.getBoundingClientRect();
        const point = { x: e.clientX, y: e.clientY };
        useCanvas.setState({ quickAdd: { at: flow.screenToFlowPosition(point), screen: { x: point.x - box.x, y: point.y - box.y } } });
      }}
      onDragOver={(e) => {
        e.preventDefault();
        e.dataTransfer.dropEffect = 'copy';
        setDropping(true);
      }}
      onDragLeave={(e) => {
        if (!e.currentTarget.contains(e.relatedTarget as Element | null)) setDropping(false);
      }}
      onDrop={onDrop}
    >
      <ReactFlow<FlowNode, WireFlowEdge>
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
        onConnectStart={() => useCanvas.setState({ connecting: true })}
        onConnectEnd={onConnectEnd}
        onNodeDragStart={(_, node) => {
          passengers.current =
            node.type === 'frame'
              ? {
                  frame: node.id,
                  from: node.data.frame.position,
                  nodes: new Map(inside(node.id).map((id) => [id, graphNow().nodes.find((n) => n.id === id)!.position])),
                }
              : undefined;
        }}
        onNodeDragStop={() => {
          passengers.current = undefined;
        }}
        onNodeDoubleClick={(_, node) => {
          if (node.type === 'graph' && node.data.node.kind === 'CustomNetwork' && session().within === undefined)
            openNetwork(node.data.node);
        }}
        snapToGrid
        snapGrid={SNAP}
        minZoom={0.12}
        maxZoom={2.5}
        deleteKeyCode={null}
        multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
        selectionKeyCode="Shift"
        panOnScroll
        zoomOnDoubleClick={false}
        elevateNodesOnSelect={false}
        onlyRenderVisibleElements={nodes.length > MANY && !whole}
        onMoveEnd={(_, viewport) => {
          if (session().within === undefined) session().set({ viewport });
        }}
        proOptions={{ hideAttribution: false }}
        attributionPosition="bottom-left"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--grid)" bgColor="var(--paper)" />
        <Panel position="top-left" className="canvas-top">
          {within === undefined ? null : <Breadcrumb />}
          <Chips />
        </Panel>
        <Panel position="bottom-right" className="canvas-bottom">
          <Legend />
          <ViewButtons />
        </Panel>
      </ReactFlow>
      {empty && <EmptyCanvas />}
      <QuickAdd />
    </section>
  );
}

/** One step of history for everything that moved together; a run of arrow keys is one step too. */
function commitMoves(moves: Readonly<Record<string, Point>>): void {
  const graph = graphNow();
  const { within } = session();
  const frames = graph.frames.filter((f) => moves[f.id] !== undefined);
  const positions = Object.fromEntries(Object.entries(moves).filter(([id]) => !frames.some((f) => f.id === id)));
  const move = { type: 'move-nodes', positions, ...(within === undefined ? {} : { within }) } as const;
  const dragged = Object.keys(useCanvas.getState().moving).length > 0;
  const key = dragged ? undefined : `arrows:${Object.keys(moves).join()}`;
  if (frames.length === 0) {
    if (Object.keys(positions).length > 0) dispatch(move, key);
    return;
  }
  dispatch({
    type: 'batch',
    name: 'Move frame',
    commands: [
      ...frames.map((f) => ({ type: 'move-frame', id: f.id, position: moves[f.id]! }) as const),
      ...(Object.keys(positions).length > 0 ? [move] : []),
    ],
  });
  useDocument.getState().settle();
}
