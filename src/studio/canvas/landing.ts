/** What was dragged comes to rest: one step of history for all of it. */
import type { Command } from '../../graph/commands.ts';
import { spliceCommands, spliced } from '../../graph/edits/flow.ts';
import type { Point } from '../../graph/model.ts';
import { showEnd } from '../../graph/wires.ts';
import { NODES } from '../../nodes/registry.ts';
import { dropCopies } from '../actions/clipboard.ts';
import { useCanvas } from '../stores/canvas.ts';
import { bodyOf, dispatch, graphNow, useDocument } from '../stores/document.ts';
import { useDrag } from '../stores/drag.ts';
import { session } from '../stores/session.ts';
import { type Drag, letGo, wireOf, withRiders } from './dragging.ts';
import type { Box } from './ports.ts';
import { expectedSize } from './sizes.ts';

function boxOf(id: string, at?: Point): Box | undefined {
  const node = bodyOf(graphNow(), session().within).nodes.find((n) => n.id === id);
  return node && { ...(at ?? node.position), ...(useCanvas.getState().measured.get(id) ?? expectedSize(node)) };
}

/** One step of history for everything that moved together; a run of arrow keys is one step too. */
export function drop(drag: Drag | undefined, settled: Readonly<Record<string, Point>>): void {
  const { copies } = useDrag.getState();
  const { splice } = useCanvas.getState();
  const ids = Object.keys(settled);
  if (drag?.copying) {
    const [first] = Object.keys(copies);
    const from = first === undefined ? undefined : boxOf(first);
    if (first !== undefined && from) dropCopies(Object.keys(copies), { x: copies[first]!.x - from.x, y: copies[first]!.y - from.y });
  } else if (drag) {
    const to = withRiders({ ...settled, ...drag.to });
    if (ids.some((id) => to[id] !== undefined)) commitMoves(to, undefined, drag.alone, splice);
  } else commitMoves(withRiders(settled), `arrows:${ids.join()}`);
  letGo(drag);
}
function commitMoves(moves: Readonly<Record<string, Point>>, key?: string, alone?: string, splice?: string): void {
  const graph = graphNow();
  const { within } = session();
  const frames = graph.frames.filter((f) => moves[f.id] !== undefined);
  const positions = Object.fromEntries(Object.entries(moves).filter(([id]) => !frames.some((f) => f.id === id)));
  const place = within === undefined ? {} : { within };
  const move: Command = { type: 'move-nodes', positions, ...place };
  const wire = splice === undefined ? undefined : wireOf(splice);
  const put = wire && alone !== undefined ? spliced(graph, NODES, alone, wire, within) : undefined;
  if (wire && put) {
    const name = `Put ${alone} between ${showEnd(wire.from)} and ${showEnd(wire.to)}`;
    dispatch({ type: 'batch', name, commands: [move, ...spliceCommands(wire, put)], ...place });
  } else if (frames.length === 0) {
    if (Object.keys(positions).length > 0) dispatch(move, key);
    return;
  } else
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
