/** The document: what a `.wellspring.json` file says, as plain immutable data. Everything by name, nothing by position. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Params = Readonly<Record<string, Json>>;

/** One end of a wire. */
export interface End {
  readonly node: string;
  readonly port: string;
}
export interface Wire {
  readonly from: End;
  readonly to: End;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface GraphNode {
  /** Unique within its graph; also the scope of the node's parameters ("dec.network.w0"). Letters, digits, _ and -. */
  readonly id: string;
  /** Stable kind id ("Encoder"). Unknown kinds are kept. */
  readonly kind: string;
  /** Version of the kind's definition that wrote `params`. */
  readonly version: number;
  /** By name; unknown names are kept. A missing name means the default. */
  readonly params: Params;
  readonly position: Point;
  readonly label?: string | undefined;
  readonly collapsed?: boolean | undefined;
  readonly muted?: boolean | undefined;
  /** Fields of the file this version does not know, kept for the round trip. */
  readonly unknown?: Params | undefined;
}

export interface Frame {
  readonly id: string;
  readonly title: string;
  readonly position: Point;
  readonly size: { readonly width: number; readonly height: number };
  readonly color?: string | undefined;
  readonly unknown?: Params | undefined;
}

/** A setting of a node inside a group that the group shows as its own, so that each use may have its own value. */
export interface Promotion {
  /** Name of the setting on the group. */
  readonly name: string;
  /** Where it applies: a node of the group's inside, and its setting. */
  readonly node: string;
  readonly param: string;
  readonly label?: string | undefined;
}

/** The inside of a CustomNetwork (a graph of layers) or, where `kind` is "group", of Group nodes. Both name it in their `subgraph` parameter. */
export interface Subgraph {
  readonly title: string;
  /** "group", or absent for the layers of a network. Kinds of other versions are kept. */
  readonly kind?: string | undefined;
  readonly promoted?: readonly Promotion[] | undefined;
  readonly nodes: readonly GraphNode[];
  readonly wires: readonly Wire[];
  readonly unknown?: Params | undefined;
}

export interface Graph {
  readonly title: string;
  /** Markdown. */
  readonly notes: string;
  /** Training seed: 0 .. 2^32-1. */
  readonly seed: number;
  readonly nodes: readonly GraphNode[];
  readonly wires: readonly Wire[];
  readonly frames: readonly Frame[];
  readonly subgraphs: Readonly<Record<string, Subgraph>>;
  /** Values the user fixes in the sample program, by variable id. */
  readonly clamps: Readonly<Record<string, Json>>;
  /** View settings kept with the document (never the viewport). */
  readonly view: Params;
  readonly unknown?: Params | undefined;
}

export const FORMAT = 'wellspring';
export const FORMAT_VERSION = 1;

export const emptyGraph = (title = 'Untitled'): Graph => ({
  title,
  notes: '',
  seed: 0,
  nodes: [],
  wires: [],
  frames: [],
  subgraphs: {},
  clamps: {},
  view: {},
});
export const nodeById = (g: Pick<Graph, 'nodes'>, id: string): GraphNode | undefined => g.nodes.find((n) => n.id === id);
