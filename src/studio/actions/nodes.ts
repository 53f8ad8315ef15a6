/** Adding, duplicating, removing, framing. */
import { freshName } from '../../graph/ids.ts';
import { type Command, freshId } from '../../graph/commands.ts';
import { healed } from '../../graph/edits/flow.ts';
import { count } from '../../graph/messages/message.ts';
import type { GraphNode, Params, Point } from '../../graph/model.ts';
import { NODES } from '../../nodes/registry.ts';
import { bodyOf, dispatch, graphNow } from '../stores/document.ts';
import { useCanvas } from '../stores/canvas.ts';
import { select, session } from '../stores/session.ts';
import { toast, toastDiagnostic } from '../stores/toasts.ts';
import { wireKey } from '../../graph/wires.ts';
import { expectedSize } from '../canvas/sizes.ts';
import { GRID, freeSpot } from '../canvas/spots.ts';
import { dispatchLaidOut, placedHere } from './laid.ts';
import { boxesNow, bringIntoView } from './view.ts';

/** Variables get the short names they have in papers. */
const SYMBOLS: Readonly<Record<string, string>> = { Latent: 'z', Observed: 'x', Given: 'c' };

const bodyNow = () => bodyOf(graphNow(), session().within);
const where = (): { readonly within?: string } => {
  const { within } = session();
  return within === undefined ? {} : { within };
};
const snap = (v: number): number => Math.round(v / GRID) * GRID;

/** Where the user put it, unless exactly there one lies already. */
function beside(at: Point): Point {
  const taken = new Set(bodyNow().nodes.map((n) => `${n.position.x},${n.position.y}`));
  let p = { x: snap(at.x), y: snap(at.y) };
  while (taken.has(`${p.x},${p.y}`)) p = { x: p.x + 30, y: p.y + 30 };
  return p;
}
export const nameFor = (kind: string): string => {
  const body = bodyNow();
  const symbol = SYMBOLS[kind];
  return symbol === undefined ? freshId(body, kind) : freshName(symbol, new Set(body.nodes.map((n) => n.id)));
};
interface Adding {
  /** Where the user wants it; absent: near the middle of the view, covering nothing. */
  readonly at?: Point | undefined;
  /** That place was only offered: a drawing that nobody has moved is laid out anew with the node in it. */
  readonly offered?: boolean | undefined;
  /** The wires that wait for it. */
  readonly wiring?: ((id: string) => readonly Command[]) | undefined;
  readonly params?: Params | undefined;
}
/** Adds a node, and with it the wires that wait for it. */
export function addNode(kind: string, { at, offered = false, wiring, params = {} }: Adding = {}): string | undefined {
  const definition = NODES.get(kind);
  if (!definition) return undefined;
  const id = nameFor(kind);
  const size = expectedSize({ id, kind, version: 1, params, position: { x: 0, y: 0 } });
  const { center, inView } = useCanvas.getState();
  const position = at ? beside(at) : freeSpot(boxesNow(), size, center?.() ?? { x: 0, y: 0 }, inView);
  const node: GraphNode = { id, kind, version: definition.version, params, position };
  const add: Command = { type: 'add-node', node };
  const commands = [add, ...(wiring?.(id) ?? [])];
  const name = `Add ${definition.title}`;
  if (offered) {
    if (!dispatchLaidOut(name, commands)) return undefined;
  } else {
    const refusal = dispatch(commands.length > 1 ? { type: 'batch', name, commands, ...where() } : { ...add, ...where() });
    if (refusal) {
      toastDiagnostic(refusal);
      return undefined;
    }
  }
  select([id]);
  session().set({ tab: 'node' });
  if (!at) {
    placedHere(id, position);
    bringIntoView([{ ...position, ...size }]);
  }
  if (kind === 'Note') useCanvas.setState({ editing: id });
  return id;
}

/** What flowed through a removed node flows on where kinds allow. */
export const removeSelected = (): void => remove(true);
export const removeLeavingGaps = (): void => remove(false);
function remove(heal: boolean): void {
  const { selection, wires, within } = session();
  const graph = graphNow();
  const body = bodyNow();
  const nodes = body.nodes.filter((n) => selection.has(n.id)).map((n) => n.id);
  const frames = within === undefined ? graph.frames.filter((f) => selection.has(f.id)) : [];
  const cut = body.wires.filter((w) => wires.has(wireKey(w)));
  const bridges = heal && nodes.length > 0 ? healed(graph, NODES, nodes, within) : [];
  const commands: Command[] = [];
  if (cut.length > 0) commands.push({ type: 'remove-wires', wires: cut });
  if (nodes.length > 0) commands.push({ type: 'remove-nodes', ids: nodes });
  for (const wire of bridges) commands.push({ type: 'add-wire', wire });
  for (const { id } of frames) commands.push({ type: 'remove-frame', id });
  if (commands.length === 0) return;
  const what =
    nodes.length > 0 ? (nodes.length === 1 ? nodes[0]! : `${nodes.length} nodes`) : frames.length > 0 ? 'frame' : count(cut.length, 'wire');
  const name = bridges.length > 0 ? `Remove ${what} and lead ${count(bridges.length, 'wire')} past` : `Remove ${what}`;
  const refusal = dispatch({ type: 'batch', name, commands, ...where() });
  if (refusal) toastDiagnostic(refusal);
  select([]);
}

export function frameSelected(): void {
  const { selection, within } = session();
  if (within !== undefined) return;
  const graph = graphNow();
  const { measured } = useCanvas.getState();
  const boxes = graph.nodes
    .filter((n) => selection.has(n.id))
    .map((n) => ({ ...n.position, ...(measured.get(n.id) ?? { width: 160, height: 80 }) }));
  if (boxes.length === 0) {
    toast('plain', 'Select the nodes to frame first.');
    return;
  }
  const x = Math.min(...boxes.map((b) => b.x)) - 24;
  const y = Math.min(...boxes.map((b) => b.y)) - 34;
  const right = Math.max(...boxes.map((b) => b.x + b.width)) + 24;
  const bottom = Math.max(...boxes.map((b) => b.y + b.height)) + 24;
  const id = freshName('frame', new Set([...graph.frames, ...graph.nodes].map((item) => item.id)));
  const refusal = dispatch({
    type: 'add-frame',
    frame: { id, title: 'Frame', position: { x, y }, size: { width: right - x, height: bottom - y } },
  });
  if (refusal) toastDiagnostic(refusal);
  else {
    select([id]);
    // A frame without a name says little: it is asked for at once.
    session().set({ tab: 'node' });
    useCanvas.setState({ editing: id });
  }
}
function toggleFlag(flag: 'muted' | 'collapsed', on: string, off: string): void {
  const { selection } = session();
  const nodes = bodyNow().nodes.filter((n) => selection.has(n.id));
  const value = !nodes.every((n) => n[flag]);
  if (nodes.length === 0) return;
  dispatch({
    type: 'batch',
    name: value ? on : off,
    commands: nodes.map((n) => ({ type: 'set-flag', node: n.id, flag, value })),
    ...where(),
  });
}
export const toggleMuted = (): void => toggleFlag('muted', 'Mute', 'Unmute');
/** Cards become their titles, circles lose their pictures. */
export const toggleCollapsed = (): void => toggleFlag('collapsed', 'Collapse', 'Expand');
