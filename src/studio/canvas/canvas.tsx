/** The drawing. React Flow shows the document and reports gestures; only commands change it. */
import { Background, BackgroundVariant, Panel, ReactFlowProvider, useNodesInitialized, useReactFlow } from '@xyflow/react';
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { wireKey } from '../../graph/wires.ts';
import { addNode } from '../actions/nodes.ts';
import { PALETTE_TYPE, dragged } from '../palette/drag.ts';
import { type Detail, useCanvas } from '../stores/canvas.ts';
import { HoverCard } from '../hover/hover-card.tsx';
import { bodyOf, graphNow, useDocument } from '../stores/document.ts';
import { session, useSession } from '../stores/session.ts';
import { Breadcrumb } from './breadcrumb.tsx';
import { Chips } from './chips.tsx';
import { useDetail } from './detail.ts';
import { Drawing } from './drawing.tsx';
import { EmptyCanvas } from './empty-canvas.tsx';
import { Legend } from './legend.tsx';
import { intoWire, wireAt, wireByKey } from './into-wire.ts';
import { onCanvasKey } from './keys.ts';
import { longPress } from './long-press.ts';
import { Menu, openMenu } from './menu.tsx';
import { NextStep } from './next-step.tsx';
import { Overlay } from './overlay.tsx';
import { Overview } from './overview.tsx';
import { watchPinches } from './pinch.ts';
import { pointer } from './pointer.ts';
import { QuickAdd } from './quick-add.tsx';
import type { FlowNode, WireFlowEdge } from './use-flow.ts';
import { recallViewport, rememberViewport, shows } from './viewports.ts';
import { useWatched } from './use-watched.ts';
import { areMeasured, viewOf } from './whole-view.ts';
import { ViewButtons } from './view-buttons.tsx';

/** Pixels that the programs and the legend take of the canvas. */
const ABOVE = 64;
const BELOW = 56;
const DETAIL: Readonly<Record<Detail, string>> = { full: '', far: ' far', least: ' far least' };

export const Canvas = (): ReactNode => (
  <ReactFlowProvider>
    <Flow />
  </ReactFlowProvider>
);

/** The next step stands below the programs while there is one. */
const above = (): number => ABOVE + (document.querySelector('.next-step')?.clientHeight ?? -8) + 8;

function Flow(): ReactNode {
  useWatched();
  useDetail();
  const within = useSession((s) => s.within);
  const minimap = useSession((s) => s.minimap);
  const empty = useDocument((d) => {
    const { graph } = d.history.present;
    return bodyOf(graph, within).nodes.length === 0 && (within !== undefined || graph.frames.length === 0);
  });
  const connecting = useCanvas((s) => s.fitting !== undefined);
  const detail = useCanvas((s) => s.detail);
  const flow = useReactFlow<FlowNode, WireFlowEdge>();
  const area = useRef<HTMLDivElement>(null);
  const [dropping, setDropping] = useState(false);

  useEffect(() => {
    useCanvas.setState({
      focus: (ids) => {
        const animate = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
        const go = (tries: number): void => {
          const box = area.current?.getBoundingClientRect();
          if (tries > 0 && (!box || !areMeasured(ids))) {
            window.requestAnimationFrame(() => go(tries - 1));
            return;
          }
          const to = box && viewOf(ids, box, { above: above(), below: BELOW, beside: 24 });
          if (to) void flow.setViewport(to, { duration: animate ? 140 : 0 });
        };
        go(60);
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
      className={`canvas${dropping ? ' dropping' : ''}${connecting ? ' connecting' : ''}${DETAIL[detail]}`}
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
      <Drawing area={area}>
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--grid)" bgColor="var(--paper)" />
        <Overlay />
        <Panel position="top-left" className="canvas-top">
          {within === undefined ? null : <Breadcrumb />}
          <Chips />
          <NextStep />
        </Panel>
        {minimap && <Overview />}
        <Panel position="bottom-right" className="canvas-bottom">
          <Legend />
          <ViewButtons />
        </Panel>
      </Drawing>
      {empty && <EmptyCanvas />}
      <HoverCard area={area} />
      <QuickAdd />
      <Menu />
    </section>
  );
}
