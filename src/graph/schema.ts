import { z } from 'zod';
import { ID, LIMITS, MAX_SEED } from './limits.ts';
import { FORMAT, FORMAT_VERSION } from './model.ts';

// zod otherwise compiles its validators with `new Function`, which the page's content policy forbids.
z.config({ jitless: true });

/** The shape of `*.wellspring.json`, version 1. Nodes, frames, subgraphs and the top level are loose: fields of other versions survive. */

const id = z.string().regex(ID).describe('Letters, digits, _ and -; unique within its graph.');
const coordinate = z.number().min(-LIMITS.coordinate).max(LIMITS.coordinate);
const params = z.record(z.string(), z.json());
const point = z.strictObject({ x: coordinate, y: coordinate });
const end = z.strictObject({ node: id, port: z.string().min(1).max(64) });

export const wireSchema = z.strictObject({ from: end, to: end });

export const nodeSchema = z.looseObject({
  id,
  kind: z.string().min(1).max(LIMITS.kind).describe('What the node is, such as "Encoder". Unknown kinds are kept.'),
  version: z.int().min(1).max(1e6).default(1).describe("Version of the kind's definition that wrote params."),
  params: params.default({}).describe('Settings by name; a missing one means the default.'),
  position: point.default({ x: 0, y: 0 }),
  label: z.string().max(LIMITS.label).optional(),
  collapsed: z.boolean().optional(),
  muted: z.boolean().optional(),
});

export const frameSchema = z.looseObject({
  id,
  title: z.string().max(LIMITS.title).default(''),
  position: point.default({ x: 0, y: 0 }),
  size: z.strictObject({ width: z.number().min(0).max(LIMITS.coordinate), height: z.number().min(0).max(LIMITS.coordinate) }),
  color: z.string().max(64).optional(),
});

const promotion = z.strictObject({
  name: id,
  node: id,
  param: z.string().min(1).max(64),
  label: z.string().max(LIMITS.label).optional(),
});

export const subgraphSchema = z.looseObject({
  title: z.string().max(LIMITS.title).default(''),
  kind: z.string().max(LIMITS.kind).optional().describe('"group": the inside of Group nodes; absent: the layers of a CustomNetwork.'),
  promoted: z.array(promotion).max(LIMITS.promoted).optional().describe('Settings of inner nodes that a group shows as its own.'),
  nodes: z.array(nodeSchema).default([]),
  wires: z.array(wireSchema).default([]),
});

export const fileSchema = z.looseObject({
  format: z.literal(FORMAT),
  version: z.literal(FORMAT_VERSION),
  title: z.string().max(LIMITS.title).default('Untitled'),
  notes: z.string().default('').describe('Markdown.'),
  seed: z.int().min(0).max(MAX_SEED).default(0).describe('Training seed.'),
  nodes: z.array(nodeSchema).max(LIMITS.nodes).default([]),
  wires: z.array(wireSchema).max(LIMITS.wires).default([]),
  frames: z.array(frameSchema).max(LIMITS.frames).default([]),
  subgraphs: z.record(id, subgraphSchema).default({}).describe('The insides of CustomNetwork and Group nodes, by id.'),
  clamps: params.default({}).describe('Values fixed in the sample program, by variable id.'),
  view: params.default({}).describe('View settings kept with the document.'),
});

export type FileShape = z.infer<typeof fileSchema>;
export type NodeShape = z.infer<typeof nodeSchema>;
export type FrameShape = z.infer<typeof frameSchema>;
export type SubgraphShape = z.infer<typeof subgraphSchema>;
