/** Drawing wires: what fits is shown, what is let go over nothing is offered nodes, and a wire's input end can be taken off again. */
import type { Connection, OnConnectEnd, OnConnectStart } from '@xyflow/react';
import { useCallback } from 'react';
import type { End, Wire } from '../../graph/model.ts';
import { showEnd, wireKey } from '../../graph/wires.ts';
import { shapeNow } from '../place.ts';
import { connect, disconnect, fits } from '../actions/connect.ts';
import { useCanvas } from '../stores/canvas.ts';
import { bodyOf, graphNow } from '../stores/document.ts';
import { session } from '../stores/session.ts';

const wireOf = (key: string | undefined): Wire | undefined =>
  key === undefined ? undefined : bodyOf(graphNow(), session().within).wires.find((w) => wireKey(w) === key);

/** Set between taking a wire and moving it: taken and let go at once, nothing happens. */
let taken: string | undefined;

/** Takes a wire off its input: from here on it is drawn from its output again. Only where its output is in sight. */
export function lift(wire: Wire, at: { readonly clientX: number; readonly clientY: number }): void {
  const { node, port } = wire.from;
  const source = document.querySelector(
    `.react-flow__node[data-id="${CSS.escape(node)}"] .socket.source[data-handleid="${CSS.escape(port)}"]`,
  );
  if (!source) return;
  taken = wireKey(wire);
  window.addEventListener('pointerup', () => (taken = undefined), { once: true, capture: true });
  source.dispatchEvent(
    new MouseEvent('mousedown', { bubbles: true, cancelable: true, button: 0, buttons: 1, clientX: at.clientX, clientY: at.clientY }),
  );
}
/** The wire in an input that takes one. */
export function wireInto(end: End): Wire | undefined {
  const body = bodyOf(graphNow(), session().within);
  const node = body.nodes.find((n) => n.id === end.node);
  if (!node || shapeNow(node)?.inputs[end.port]?.arity === 'many') return undefined;
  return body.wires.find((w) => w.to.node === end.node && w.to.port === end.port);
}

const pointOf = (e: MouseEvent | TouchEvent): { readonly x: number; readonly y: number } | undefined => {
  const at = 'clientX' in e ? e : e.changedTouches[0];
  return at && { x: at.clientX, y: at.clientY };
};
/** The port of a node that a wire let go over its face means: the first that fits, one that waits for a wire before others. */
function meant(node: string, side: 'input' | 'output', ends: ReadonlySet<string>): End | undefined {
  const found = bodyOf(graphNow(), session().within).nodes.find((n) => n.id === node);
  const definition = found && shapeNow(found);
  const ports = Object.keys((side === 'input' ? definition?.inputs : definition?.outputs) ?? {})
    .map((port): End => ({ node, port }))
    .filter((end) => ends.has(showEnd(end)));
  return ports.find((end) => side === 'output' || !wireInto(end)) ?? ports[0];
}

export function useConnecting(): {
  readonly onConnect: (c: Connection) => void;
  readonly onConnectStart: OnConnectStart;
  readonly onConnectEnd: OnConnectEnd;
} {
  const onConnectStart = useCallback<OnConnectStart>((_, { nodeId, handleId, handleType }) => {
    if (nodeId === null) return;
    const known = handleType === 'source' ? 'output' : 'input';
    const found = fits({ end: { node: nodeId, port: handleId ?? '' }, side: known });
    const lifted = wireOf(taken);
    taken = undefined;
    const home = lifted ? [lifted.to] : [];
    const ends = new Set([...found, ...home].map(showEnd));
    const nodes = new Set([nodeId, ...[...found, ...home].map((e) => e.node)]);
    useCanvas.setState({ fitting: { side: known === 'output' ? 'input' : 'output', ends, nodes }, lifted: lifted && wireKey(lifted) });
  }, []);
  const onConnect = useCallback((c: Connection): void => {
    const from = { node: c.source, port: c.sourceHandle ?? '' };
    connect(from, { node: c.target, port: c.targetHandle ?? '' }, wireOf(useCanvas.getState().lifted));
  }, []);
  const onConnectEnd = useCallback<OnConnectEnd>((event, state) => {
    const { fitting, lifted, project } = useCanvas.getState();
    useCanvas.setState({ fitting: undefined, lifted: undefined });
    const point = pointOf(event);
    if (state.toHandle || !state.fromHandle || !fitting || !point) return;
    const here: End = { node: state.fromHandle.nodeId, port: state.fromHandle.id ?? '' };
    const under = document.elementFromPoint(point.x, point.y);
    const node = under?.closest('.react-flow__node-graph')?.getAttribute('data-id');
    const wire = wireOf(lifted);
    if (node) {
      const there = node === here.node ? undefined : meant(node, fitting.side, fitting.ends);
      if (there) connect(...(fitting.side === 'input' ? ([here, there] as const) : ([there, here] as const)), wire);
    } else if (under?.closest('.react-flow__pane, .react-flow__edge')) {
      if (wire) disconnect([wire]);
      else {
        const place = project?.(point);
        if (place) useCanvas.setState({ quickAdd: { ...place, from: { end: here, side: fitting.side === 'input' ? 'output' : 'input' } } });
      }
    }
  }, []);
  return { onConnect, onConnectStart, onConnectEnd };
}
