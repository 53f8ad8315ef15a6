/** Adding, duplicating, removing, framing. */
import { freshName } from '../../graph/ids.ts';
import { type Command, freshId, pastedIds } from '../../graph/commands.ts';
import type { End, GraphNode, Point, Subgraph, Wire } from '../../graph/model.ts';
import { NODES } from '../../nodes/registry.ts';
import { bodyOf, dispatch, graphNow } from '../stores/document.ts';
import { useCanvas } from '../stores/canvas.ts';
import { select, session } from '../stores/session.ts';
import { toast, toastDiagnostic } from '../stores/toasts.ts';
import { wireKey } from '../../graph/wires.ts';
import { expectedSizes } from '../canvas/sizes.ts';
import { tidy } from '../tidy.ts';

/** Variables get the short names they have in papers. */
const SYMBOLS: Readonly<Record<string, string>> = { Latent: 'z', Observed: 'x', Given: 'c' };

const bodyNow = () => bodyOf(graphNow(), session().within);
const where = (): { readonly within?: string } => {
  const { within } = session();
  return within === undefined ? {} : { within };
};
export const GRID = 10;
const snap = (v: number): number => Math.round(v / GRID) * GRID;

/** A free place near a point: nodes added one after the other do not cover each other. */
function freePlace(at: Point): Point {
  const taken = new Set(bodyNow().nodes.map((n) => `${n.position.x},${n.position.y}`));
  let p = { x: snap(at.x), y: snap(at.y) };
  while (taken.has(`${p.x},${p.y}`)) p = { x: p.x + 30, y: p.y + 30 };
  return p;
}

/** Adds a node, and a wire to it where one waits. */
export function addNode(kind: string, at?: Point, wire?: (id: string) => Wire | undefined): string | undefined {
  const definition = NODES.get(kind);
  if (!definition) return undefined;
  const body = bodyNow();
  const symbol = SYMBOLS[kind];
  const id = symbol === undefined ? freshId(body, kind) : freshName(symbol, new Set(body.nodes.map((n) => n.id)));
  const center = at ?? useCanvas.getState().center?.() ?? { x: 0, y: 0 };
  const node: GraphNode = { id, kind, version: definition.version, params: {}, position: freePlace(center) };
  const add: Command = { type: 'add-node', node };
  const attached = wire?.(id);
  const refusal = dispatch(
    attached
      ? { type: 'batch', name: `Add ${definition.title}`, commands: [add, { type: 'add-wire', wire: attached }], ...where() }
      : { ...add, ...where() },
  );
  if (refusal) {
    toastDiagnostic(refusal);
    return undefined;
  }
  select([id]);
  session().set({ tab: 'node' });
  return id;
}

export function removeSelected(): void {
  const { selection, wires } = session();
  const graph = graphNow();
  const body = bodyNow();
  const nodes = body.nodes.filter((n) => selection.has(n.id)).map((n) => n.id);
  const frames = session().within === undefined ? graph.frames.filter((f) => selection.has(f.id)) : [];
  const cut = body.wires.filter((w) => wires.has(wireKey(w)));
  const commands: Command[] = [];
  if (cut.length > 0) commands.push({ type: 'remove-wires', wires: cut });
  if (nodes.length > 0) commands.push({ type: 'remove-nodes', ids: nodes });
  for (const { id } of frames) commands.push({ type: 'remove-frame', id });
  if (commands.length === 0) return;
  const name = `Remove ${nodes.length > 0 ? (nodes.length === 1 ? nodes[0]! : `${nodes.length} nodes`) : frames.length > 0 ? 'frame' : 'wires'}`;
  const refusal = dispatch({ type: 'batch', name, commands, ...where() });
  if (refusal) toastDiagnostic(refusal);
  select([]);
}

interface Clip {
  readonly nodes: readonly GraphNode[];
  readonly wires: readonly Wire[];
}
const CLIP = 'wellspring-clip';
function selectedClip(): Clip | undefined {
  const { selection } = session();
  const body = bodyNow();
  const nodes = body.nodes.filter((n) => selection.has(n.id));
  if (nodes.length === 0) return undefined;
  return { nodes, wires: body.wires.filter((w) => selection.has(w.from.node) && selection.has(w.to.node)) };
}
function insert({ nodes, wires }: Clip, offset: Point): void {
  const ids = pastedIds(bodyNow(), nodes);
  const refusal = dispatch({ type: 'paste', nodes, wires, offset, ...where() });
  if (refusal) toastDiagnostic(refusal);
  else select(ids);
}
export function duplicateSelected(): void {
  const clip = selectedClip();
  if (clip) insert(clip, { x: 30, y: 30 });
}
/** The text for the system clipboard: other windows and other people can paste it too. */
export function copyText(): string | undefined {
  const clip = selectedClip();
  return clip && JSON.stringify({ [CLIP]: 1, ...clip });
}
export function pasteText(text: string): boolean {
  if (!text.startsWith(`{"${CLIP}"`)) return false;
  const clip = readClip(text);
  if (!clip) {
    toast('bad', 'What is on the clipboard is no part of a drawing.');
    return true;
  }
  const left = Math.min(...clip.nodes.map((n) => n.position.x));
  const top = Math.min(...clip.nodes.map((n) => n.position.y));
  const here = bodyNow().nodes.some((n) => n.position.x === left && n.position.y === top);
  insert(clip, here ? { x: 30, y: 30 } : { x: 0, y: 0 });
  return true;
}
/** Clipboards hold anything; commands check the values, this only the shape. */
function readClip(text: string): Clip | undefined {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null || !('nodes' in read) || !('wires' in read)) return undefined;
    const { nodes, wires } = read;
    if (!Array.isArray(nodes) || !Array.isArray(wires) || !nodes.every(isNode) || !wires.every(isWire)) return undefined;
    return { nodes, wires };
  } catch {
    return undefined;
  }
}
const isRecord = (v: unknown): v is Readonly<Record<string, unknown>> => typeof v === 'object' && v !== null && !Array.isArray(v);
const isEnd = (v: unknown): v is End => isRecord(v) && typeof v['node'] === 'string' && typeof v['port'] === 'string';
const isWire = (v: unknown): v is Wire => isRecord(v) && isEnd(v['from']) && isEnd(v['to']);
const isNode = (v: unknown): v is GraphNode =>
  isRecord(v) &&
  typeof v['id'] === 'string' &&
  typeof v['kind'] === 'string' &&
  typeof v['version'] === 'number' &&
  isRecord(v['params']) &&
  isRecord(v['position']) &&
  typeof v['position']['x'] === 'number' &&
  typeof v['position']['y'] === 'number';

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
  const id = freshName('frame', new Set(graph.frames.map((f) => f.id)));
  dispatch({ type: 'add-frame', frame: { id, title: 'Frame', position: { x, y }, size: { width: right - x, height: bottom - y } } });
  select([id]);
}
export function toggleMuted(): void {
  const { selection } = session();
  const nodes = bodyNow().nodes.filter((n) => selection.has(n.id));
  const value = !nodes.every((n) => n.muted);
  if (nodes.length === 0) return;
  dispatch({
    type: 'batch',
    name: value ? 'Mute' : 'Unmute',
    commands: nodes.map((n) => ({ type: 'set-flag', node: n.id, flag: 'muted', value })),
    ...where(),
  });
}

/** Puts every node where papers would draw it. */
export function layOut(): void {
  const body = bodyNow();
  const { measured, focus } = useCanvas.getState();
  const expected = expectedSizes(body);
  const positions = tidy(body, (id) => {
    const size = measured.get(id);
    // A card may yet get a picture: it keeps room for it.
    return size ? { width: size.width, height: Math.max(size.height, expected(id).height) } : expected(id);
  });
  if (Object.keys(positions).length > 0) dispatch({ type: 'move-nodes', positions, ...where() });
  window.setTimeout(() => focus?.([]), 60);
}

/** Opens a custom network; an empty one gets an input, a layer and an output to start from. */
export function openNetwork(node: GraphNode): void {
  const graph = graphNow();
  const named = node.params['subgraph'];
  if (typeof named === 'string' && named in graph.subgraphs) {
    enter(named);
    return;
  }
  const id = freshName(node.id, new Set(Object.keys(graph.subgraphs)));
  const layer = (name: string, kind: string, x: number): GraphNode => ({
    id: name,
    kind,
    version: NODES.get(kind)?.version ?? 1,
    params: {},
    position: { x, y: 0 },
  });
  const port = (kind: string, side: 'inputs' | 'outputs'): string => Object.keys(NODES.get(kind)?.[side] ?? {})[0] ?? 'x';
  const chain: readonly (readonly [string, string])[] = [
    ['input', 'LayerInput'],
    ['dense', 'Dense'],
    ['output', 'LayerOutput'],
  ];
  const subgraph: Subgraph = {
    title: node.label ?? node.id,
    nodes: chain.map(([name, kind], i) => layer(name, kind, i * 220)),
    wires: chain.slice(1).map(([name, kind], i) => ({
      from: { node: chain[i]![0], port: port(chain[i]![1], 'outputs') },
      to: { node: name, port: port(kind, 'inputs') },
    })),
  };
  const refusal = dispatch({
    type: 'batch',
    name: 'Draw a custom network',
    commands: [
      { type: 'set-subgraph', id, subgraph },
      { type: 'set-param', node: node.id, name: 'subgraph', value: id },
    ],
  });
  if (refusal) toastDiagnostic(refusal);
  else enter(id);
}
export function enter(within: string | undefined): void {
  select([]);
  session().set({ within });
  window.setTimeout(() => useCanvas.getState().focus?.([]), 60);
}
