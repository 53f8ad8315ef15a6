/** Part of a drawing as text: what copying puts on the clipboard, and pasting takes from it. Clipboards hold anything, so what is read is checked like a file. */
import { z } from 'zod';
import { canConnect } from './connect.ts';
import { type Command, apply, pastedIds } from './commands.ts';
import type { Body } from './edits/body.ts';
import { arriving, insidesOf } from './clip-insides.ts';
import { toSubgraphs } from './file-graph.ts';
import { ID } from './limits.ts';
import { count } from './messages/message.ts';
import type { Graph, GraphNode, Point, Subgraph, Wire } from './model.ts';
import { nodeSchema, subgraphSchema, wireSchema } from './schema.ts';
import { isObject, readJson } from './untrusted.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface Clip {
  readonly nodes: readonly GraphNode[];
  /** Wires between them. */
  readonly wires: readonly Wire[];
  /** Wires into them from nodes that stayed behind. */
  readonly incoming: readonly Wire[];
  /** What groups and networks among them hold; absent in copies for this very drawing. */
  readonly subgraphs?: Readonly<Record<string, Subgraph>>;
}
const NAME = 'wellspring-clip';
const VERSION = 1;

export function clipOf(body: Body, ids: ReadonlySet<string>): Clip | undefined {
  const nodes = body.nodes.filter((n) => ids.has(n.id));
  if (nodes.length === 0) return undefined;
  return {
    nodes,
    wires: body.wires.filter((w) => ids.has(w.from.node) && ids.has(w.to.node)),
    incoming: body.wires.filter((w) => !ids.has(w.from.node) && ids.has(w.to.node)),
  };
}
export const clipText = (clip: Clip, graph: Pick<Graph, 'subgraphs'>): string =>
  JSON.stringify({ [NAME]: VERSION, ...clip, subgraphs: insidesOf(graph, clip.nodes) });
/** Whether text claims to be a part of a drawing. */
export const isClipText = (text: string): boolean => text.startsWith(`{"${NAME}"`);

/** The part of a drawing a text holds; undefined if it is not one. */
export function readClip(text: string): Clip | undefined {
  const { json } = readJson(text);
  if (!isObject(json) || json[NAME] !== VERSION) return undefined;
  const nodes = z.array(nodeSchema).nonempty().safeParse(json['nodes']);
  const wires = z.array(wireSchema).safeParse(json['wires']);
  const incoming = z.array(wireSchema).safeParse(json['incoming'] ?? []);
  const subgraphs = z.record(z.string().regex(ID), subgraphSchema).safeParse(json['subgraphs'] ?? {});
  if (!nodes.success || !wires.success || !incoming.success || !subgraphs.success) return undefined;
  return {
    nodes: nodes.data as readonly GraphNode[],
    wires: wires.data,
    incoming: incoming.data,
    ...(Object.keys(subgraphs.data).length > 0 && { subgraphs: toSubgraphs(subgraphs.data, []) }),
  };
}

interface Into {
  readonly offset: Point;
  /** Wire the copies to what the originals were wired from, where that is there. */
  readonly keepIncoming: boolean;
  readonly within?: string | undefined;
}
/** The command that pastes, as one step. */
export function pasteCommand(graph: Graph, vocabulary: Vocabulary, clip: Clip, { offset, keepIncoming, within }: Into): Command {
  const place = within === undefined ? {} : { within };
  const { nodes, commands: first } = arriving(graph, clip.nodes, clip.subgraphs ?? {});
  const paste: Command = { type: 'paste', nodes, wires: clip.wires, offset, ...place };
  if (!keepIncoming || clip.incoming.length === 0)
    return first.length === 0
      ? paste
      : { type: 'batch', name: `Paste ${count(nodes.length, 'node')}`, commands: [...first, paste], ...place };
  const body = within === undefined ? graph : graph.subgraphs[within];
  const ids = pastedIds(body ?? graph, clip.nodes);
  const renamed = new Map(clip.nodes.map((n, i) => [n.id, ids[i] ?? n.id]));
  let next = [...first, paste].reduce((g, c) => apply(g, c).graph, graph);
  const commands: Command[] = [...first, paste];
  for (const { from, to } of clip.incoming) {
    const end = { ...to, node: renamed.get(to.node) ?? to.node };
    if (renamed.has(from.node) || canConnect(next, vocabulary, from, end, within)) continue;
    const add: Command = { type: 'add-wire', wire: { from, to: end }, ...place };
    next = apply(next, add).graph;
    commands.push(add);
  }
  return {
    type: 'batch',
    name: clip.nodes.length === 1 ? `Paste ${ids[0] ?? 'node'} with its wires` : `Paste ${clip.nodes.length} nodes with their wires`,
    commands,
    ...place,
  };
}
