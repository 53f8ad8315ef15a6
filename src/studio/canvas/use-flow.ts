/** The drawing as React Flow wants it. Objects are reused while nothing about them changed, so that only what changed is drawn again. */
import { useMemo, useState } from 'react';
import type { Edge, Node } from '@xyflow/react';
import type { Frame, GraphNode, Wire } from '../../graph/model.ts';
import { shapesIn } from '../../graph/groups/shapes.ts';
import type { KindShape, WireKind } from '../../graph/vocabulary.ts';
import { wireKey } from '../../graph/wires.ts';
import { NODES } from '../../nodes/registry.ts';
import { titleOf } from '../facts.ts';
import { isExactly, localNode } from '../place.ts';
import { bodyOf, useGraph } from '../stores/document.ts';
import { useCanvas } from '../stores/canvas.ts';
import { useDerived } from '../stores/derived.ts';
import { useDrag } from '../stores/drag.ts';
import { useSession } from '../stores/session.ts';
import { type Corner, placedOn } from './placing.ts';
import { type Socket, sameSockets } from './ports.ts';

export type GraphFlowNode = Node<
  {
    readonly node: GraphNode;
    readonly sockets: readonly Socket[];
    /** Where a circle's picture lies. */
    readonly picture: Corner | undefined;
  },
  'graph'
>;
export type FrameFlowNode = Node<{ readonly frame: Frame }, 'frame'>;
export type FlowNode = GraphFlowNode | FrameFlowNode;
export type WireFlowEdge = Edge<{ readonly wire: Wire; readonly kind: WireKind; readonly bad: boolean; readonly idle: boolean }, 'wire'>;

const NONE: readonly Socket[] = [];
const sameCorner = (a: Corner, b: Corner): boolean => a.left === b.left && a.top === b.top;

/** React Flow's element that says which keys work on a node. */
const KEYS = 'react-flow__node-desc-1';

function keep<T>(cache: Map<string, T>, key: string, made: T, same: (a: T, b: T) => boolean): T {
  const old = cache.get(key);
  if (old !== undefined && same(old, made)) return old;
  cache.set(key, made);
  return made;
}

/** The list of before, while all in it is the same: React Flow goes through all it has at each new list. */
function useList<T>(made: T[]): T[] {
  const [cache] = useState(() => new Map<string, T[]>());
  return keep(cache, '', made, (a, b) => a === b || (a.length === b.length && a.every((item, i) => item === b[i])));
}

export function useFlowNodes(): FlowNode[] {
  const graph = useGraph();
  const within = useSession((s) => s.within);
  const selection = useSession((s) => s.selection);
  const measured = useCanvas((s) => s.measured);
  const moving = useDrag((s) => s.moving);
  const compiled = useDerived((s) => s.compiled);
  const body = bodyOf(graph, within);
  const [sockets] = useState(() => new Map<string, readonly Socket[]>());
  const [corners] = useState(() => new Map<string, Corner>());
  const [nodes] = useState(() => new Map<string, FlowNode>());

  const placed = useMemo(() => {
    const { sockets: fresh, pictures } = placedOn(graph, within, measured);
    return {
      sockets: new Map([...fresh].map(([id, list]) => [id, keep(sockets, id, list, sameSockets)])),
      pictures: new Map([...pictures].map(([id, at]) => [id, keep(corners, id, at, sameCorner)])),
    };
    // `compiled` tells which columns a data set shows.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [body, graph.subgraphs, measured, compiled, sockets, corners]);

  const resting = useMemo(() => {
    const frames = (within === undefined ? graph.frames : []).map((frame): FlowNode =>
      keep(
        nodes,
        frame.id,
        {
          id: frame.id,
          type: 'frame',
          position: frame.position,
          selected: selection.has(frame.id),
          data: { frame },
          zIndex: -1,
          dragHandle: '.frame-title',
          ...(measured.has(frame.id) && { measured: measured.get(frame.id)! }),
          width: frame.size.width,
          height: frame.size.height,
          ariaLabel: `Frame ${frame.title}`,
        },
        same,
      ),
    );
    const drawn = body.nodes.map((node): FlowNode => {
      const was = nodes.get(node.id);
      const selected = selection.has(node.id);
      const at = placed.sockets.get(node.id) ?? NONE;
      const picture = placed.pictures.get(node.id);
      // most are as they were, while a box is drawn over hundreds
      if (
        was?.type === 'graph' &&
        was.data.node === node &&
        was.data.sockets === at &&
        was.data.picture === picture &&
        was.selected === selected &&
        was.measured === measured.get(node.id)
      )
        return was;
      return keep(
        nodes,
        node.id,
        {
          id: node.id,
          type: 'graph',
          position: node.position,
          selected,
          data: { node, sockets: at, picture },
          ...(measured.has(node.id) && { measured: measured.get(node.id)! }),
          ariaLabel: `${titleOf(node)} ${node.id}`,
          domAttributes: { 'aria-describedby': `about-${node.id} ${KEYS}` },
        },
        same,
      );
    });
    return [...frames, ...drawn];
  }, [graph.frames, within, body, selection, measured, placed, nodes]);
  // of hundreds one or two move, with every frame
  const shown = useMemo(
    () =>
      Object.keys(moving).length === 0
        ? resting
        : resting.map((n) => (Object.hasOwn(moving, n.id) ? { ...n, position: moving[n.id]! } : n)),
    [resting, moving],
  );
  return useList(shown);
}
function same(a: FlowNode, b: FlowNode): boolean {
  if (a.type !== b.type || a.selected !== b.selected || a.measured !== b.measured) return false;
  if (a.position.x !== b.position.x || a.position.y !== b.position.y) return false;
  if (a.type === 'graph' && b.type === 'graph') {
    return a.data.node === b.data.node && a.data.sockets === b.data.sockets && a.data.picture === b.data.picture;
  }
  return a.type === 'frame' && b.type === 'frame' && a.data.frame === b.data.frame;
}

/** The kind of a port that is settled: a bend that nothing is wired to yet has none. */
const settled = (shape: KindShape | undefined, port: string, side: 'inputs' | 'outputs'): WireKind | undefined =>
  shape?.free === true ? undefined : shape?.[side][port]?.kind;

export function useFlowEdges(): WireFlowEdge[] {
  const graph = useGraph();
  const within = useSession((s) => s.within);
  const path = useSession((s) => s.path);
  const selected = useSession((s) => s.wires);
  const diagnostics = useDerived((s) => s.diagnostics);
  const body = bodyOf(graph, within);
  const [cache] = useState(() => new Map<string, WireFlowEdge>());
  const edges = useMemo(() => {
    const byId = new Map(body.nodes.map((n) => [n.id, n]));
    const wrong = new Set(
      diagnostics
        .filter((d) => d.severity === 'error' && d.port !== undefined && isExactly(d, localNode(d, path, within) ?? '', path, within))
        .map((d) => `${localNode(d, path, within)}.${d.port}`),
    );
    const shapes = shapesIn(graph, NODES, within);
    return body.wires.map((wire) => {
      const id = wireKey(wire);
      const source = byId.get(wire.from.node);
      const target = byId.get(wire.to.node);
      const kind =
        settled(shapes.get(wire.from.node), wire.from.port, 'outputs') ??
        settled(shapes.get(wire.to.node), wire.to.port, 'inputs') ??
        'value';
      const bad = wrong.has(`${wire.to.node}.${wire.to.port}`);
      const idle = (source?.muted ?? false) || (target?.muted ?? false);
      const was = cache.get(id);
      if (was && was.selected === selected.has(id) && was.data!.kind === kind && was.data!.bad === bad && was.data!.idle === idle)
        return was;
      const made: WireFlowEdge = {
        id,
        type: 'wire',
        source: wire.from.node,
        target: wire.to.node,
        sourceHandle: wire.from.port,
        targetHandle: wire.to.port,
        selected: selected.has(id),
        ariaLabel: `${kind} wire from ${wire.from.node}.${wire.from.port} to ${wire.to.node}.${wire.to.port}`,
        domAttributes: { 'aria-roledescription': 'wire' },
        data: { wire, kind, bad, idle },
      };
      cache.set(id, made);
      return made;
    });
  }, [graph, body, selected, diagnostics, within, path, cache]);
  return useList(edges);
}
