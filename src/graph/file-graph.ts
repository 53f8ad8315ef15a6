import type { z } from 'zod';
import type { Diagnostic } from './diagnostic.ts';
import { diagnose } from './diagnostics.ts';
import { freshName } from './ids.ts';
import type { Frame, Graph, GraphNode, Params, Promotion, Subgraph, Wire } from './model.ts';
import type { FileShape, FrameShape, NodeShape, SubgraphShape } from './schema.ts';
import { fileSchema, frameSchema, nodeSchema, subgraphSchema } from './schema.ts';

/** The part of a loose object that the schema does not name. */
function unknownOf(shape: object, known: z.ZodObject): { unknown?: Params } {
  const extra = Object.entries(shape).filter(([key]) => !Object.hasOwn(known.shape, key));
  return extra.length === 0 ? {} : { unknown: Object.fromEntries(extra) };
}

const toNode = (n: NodeShape): GraphNode => ({
  id: n.id,
  kind: n.kind,
  version: n.version,
  params: n.params,
  position: n.position,
  ...(n.label === undefined ? {} : { label: n.label }),
  ...(n.collapsed === undefined ? {} : { collapsed: n.collapsed }),
  ...(n.muted === undefined ? {} : { muted: n.muted }),
  ...unknownOf(n, nodeSchema),
});

const toFrame = (f: FrameShape): Frame => ({
  id: f.id,
  title: f.title,
  position: f.position,
  size: f.size,
  ...(f.color === undefined ? {} : { color: f.color }),
  ...unknownOf(f, frameSchema),
});

const toPromotion = (p: NonNullable<SubgraphShape['promoted']>[number]): Promotion => ({
  name: p.name,
  node: p.node,
  param: p.param,
  ...(p.label === undefined ? {} : { label: p.label }),
});

/** Gives the second of two equal ids a new name. */
function distinct<T extends { readonly id: string }>(
  items: readonly T[],
  renamed: (id: string, to: string, index: number) => Diagnostic,
  out: Diagnostic[],
): T[] {
  const all = new Set(items.map((item) => item.id));
  const seen = new Set<string>();
  return items.map((item, i) => {
    if (!seen.has(item.id)) {
      seen.add(item.id);
      return item;
    }
    const id = freshName(item.id, all);
    all.add(id);
    seen.add(id);
    out.push(renamed(item.id, id, i));
    return { ...item, id };
  });
}

/** Nodes and wires of the canvas or of one subgraph. */
function body(
  shape: Pick<SubgraphShape, 'nodes' | 'wires'>,
  within: string | undefined,
  out: Diagnostic[],
): { nodes: GraphNode[]; wires: Wire[] } {
  const place = within === undefined ? {} : { within };
  const prefix = within === undefined ? '' : `subgraphs.${within}.`;
  const nodes = distinct(
    shape.nodes.map(toNode),
    (id, to, i) => diagnose('file-duplicate-id', { ...place, node: to, where: `${prefix}nodes[${i}]` }, { id, renamed: to }),
    out,
  );
  const ids = new Set(nodes.map((n) => n.id));
  const wires = shape.wires.filter(({ from, to }, i) => {
    const missing = ids.has(from.node) ? (ids.has(to.node) ? undefined : to.node) : from.node;
    if (missing === undefined) return true;
    const where = `${prefix}wires[${i}]`;
    out.push(
      diagnose(
        'file-dangling-wire',
        { ...place, where },
        { source: `${from.node}.${from.port}`, target: `${to.node}.${to.port}`, node: missing },
      ),
    );
    return false;
  });
  return { nodes, wires };
}

export const toSubgraphs = (shapes: Readonly<Record<string, SubgraphShape>>, out: Diagnostic[]): Readonly<Record<string, Subgraph>> =>
  Object.fromEntries(
    Object.entries(shapes).map(([id, s]): [string, Subgraph] => [
      id,
      {
        title: s.title,
        ...(s.kind === undefined ? {} : { kind: s.kind }),
        ...(s.promoted === undefined ? {} : { promoted: s.promoted.map(toPromotion) }),
        ...body(s, id, out),
        ...unknownOf(s, subgraphSchema),
      },
    ]),
  );

/** A validated file as a graph. Ids are made unique and wires whole; both are reported. */
export const toGraph = (f: FileShape, out: Diagnostic[]): Graph => ({
  title: f.title,
  notes: f.notes,
  seed: f.seed,
  ...body(f, undefined, out),
  frames: distinct(
    f.frames.map(toFrame),
    (id, to, i) => diagnose('file-duplicate-frame', { where: `frames[${i}]` }, { id, renamed: to }),
    out,
  ),
  subgraphs: toSubgraphs(f.subgraphs, out),
  clamps: f.clamps,
  view: f.view,
  ...unknownOf(f, fileSchema),
});
