/** What one press can do about something that is missing. */
import { canConnect } from '../../graph/connect.ts';
import { SLASH } from '../../graph/groups/kinds.ts';
import type { End, Graph, Json, Params } from '../../graph/model.ts';
import type { WireKind } from '../../graph/vocabulary.ts';
import { showEnd } from '../../graph/wires.ts';
import { NODES } from '../../nodes/registry.ts';
import { titleOf } from '../facts.ts';
import { sourcesFor } from './sources.ts';

/** Names are those of the place that `path` leads to, by groups from the canvas; without one, those of the canvas or of the flat drawing. */
export type Offer = (
  | { readonly does: 'wire'; readonly label: string; readonly from: End; readonly to: End }
  /** A new node; `wires` are between its ports (node "") and what is there. */
  | { readonly does: 'add'; readonly label: string; readonly kind: string; readonly params: Params; readonly wires: readonly OpenWire[] }
  | { readonly does: 'set'; readonly label: string; readonly node: string; readonly param: string; readonly value: Json }
  /** The list of everything that fits. */
  | { readonly does: 'choose'; readonly label: string; readonly end: End; readonly side: 'input' | 'output' }
  | { readonly does: 'show'; readonly label: string; readonly node: string }
) & { readonly path?: readonly string[] | undefined };
export interface OpenWire {
  readonly from: End;
  readonly to: End;
}
/** The end of a wire at a node that is not there yet. */
export const NEW = '';

/** What is added most often where a port is open: by the port, else by what it carries. */
const ADD: Readonly<Record<string, readonly string[]>> = {
  'Observed.p': ['Decoder', 'Prior'],
  'Observed.data': ['Dataset'],
  'Latent.q': ['Encoder'],
  'Encoder.x': ['Dataset'],
};
const BY_KIND: Readonly<Record<WireKind, readonly string[]>> = {
  value: ['Latent'],
  distribution: ['Prior'],
  network: ['MLP'],
  schedule: ['NoiseSchedule'],
  variable: ['Observed'],
  objective: ['ELBO', 'NLL'],
};
/** A latent to begin with is small enough to be looked at. */
const SMALL = 2;
/** A size nothing else would say is said at once. */
const SETTINGS: Readonly<Record<string, Params>> = {
  'Latent into Decoder.x': { size: SMALL },
  'Prior into Generator.base': { size: SMALL },
  // what generates data and has no network learns itself
  'Prior into Observed.p': { learn: true },
};
/** More buttons are no advice. */
const MOST = 2;

const outputOf = (kind: string, carries: WireKind): string | undefined =>
  Object.entries(NODES.get(kind)?.outputs ?? {}).find(([, o]) => o.kind === carries)?.[0];

/** Does a node feed another, over whatever lies between? What stands after a distribution is not what it is to be given. */
function leads(graph: Graph, from: string, to: string): boolean {
  const reached = new Set([from]);
  // A set visits what is added while it is walked.
  for (const id of reached) for (const w of graph.wires) if (w.from.node === id) reached.add(w.to.node);
  return reached.has(to);
}
/** A new node with what it needs, where that is there and beyond doubt. */
export function adding(graph: Graph, kind: string, wires: readonly OpenWire[], params: Params = {}): Offer {
  const definition = NODES.get(kind)!;
  const needs = Object.entries(definition.inputs).flatMap(([port, input]): readonly OpenWire[] => {
    const wanted = input.arity === 'one' || (kind === 'Observed' && port === 'data');
    if (!wanted || wires.some((w) => w.to.node === NEW && w.to.port === port)) return [];
    const fed = wires.filter((w) => w.from.node === NEW).map((w) => w.to.node);
    const [only, ...others] = sourcesFor(graph, kind, port).filter((from) => !fed.some((id) => leads(graph, id, from.node)));
    return only && others.length === 0 ? [{ from: only, to: { node: NEW, port } }] : [];
  });
  return { does: 'add', label: `Add ${definition.title}`, kind, params, wires: [...wires, ...needs] };
}

/** What could be wired to an open input: what is there, what could be added, and everything else that fits. */
export function offersInto(graph: Graph, to: End): readonly Offer[] {
  const node = graph.nodes.find((n) => n.id === to.node);
  const input = node && NODES.get(node.kind)?.inputs[to.port];
  if (!node || !input) return [];
  const key = `${node.kind}.${to.port}`;
  const there = sourcesFor(graph, node.kind, to.port).filter(
    (from) => !leads(graph, to.node, from.node) && canConnect(graph, NODES, from, to) === undefined,
  );
  const wire = there.map((from): Offer => ({ does: 'wire', label: `Wire ${nameOf(graph, from)} to ${showEnd(to)}`, from, to }));
  const add = (ADD[key] ?? BY_KIND[input.kind]).flatMap((kind): readonly Offer[] => {
    const port = outputOf(kind, input.kind);
    return port === undefined ? [] : [adding(graph, kind, [{ from: { node: NEW, port }, to }], SETTINGS[`${kind} into ${key}`])];
  });
  return [...wire, ...add, { does: 'choose', label: 'Others…', end: to, side: 'input' }];
}
/** The likeliest of what is offered, where it can be done. @param graph unfolded, as the offers are @param place where an offer is carried out */
export function few(graph: Graph, offers: readonly Offer[], place: (offer: Offer) => Offer | undefined): readonly Offer[] {
  const found = offers.flatMap((offer) => {
    const done = place(offer);
    return done ? [{ offer, done }] : [];
  });
  const of = (does: Offer['does']) => found.filter((f) => f.offer.does === does);
  const wires = of('wire').slice(0, MOST);
  const kinds = new Set(wires.map(({ offer }) => offer.does === 'wire' && graph.nodes.find((n) => n.id === offer.from.node)?.kind));
  const adds = of('add').filter(({ offer }) => offer.does === 'add' && !kinds.has(offer.kind));
  const others = found.filter((f) => f.offer.does !== 'wire' && f.offer.does !== 'add');
  return [...wires, ...adds.slice(0, Math.max(1, MOST - wires.length)), ...others].map((f) => f.done);
}
/** A node by its title where it gives one thing only, else by the port. */
function nameOf(graph: Graph, from: End): string {
  const node = graph.nodes.find((n) => n.id === from.node);
  if (!node || NODES.get(node.kind)?.category === 'variable' || node.kind === 'Dataset') return showEnd(from);
  const twin = graph.nodes.some((n) => n !== node && titleOf(n) === titleOf(node));
  return twin ? from.node : titleOf(node);
}

/** Sizes of a latent to begin with: one that can be looked at, and one for pictures. */
export const sizesFor = (node: string): readonly Offer[] =>
  [SMALL, 16].map((value): Offer => ({ does: 'set', label: `${value} numbers`, node, param: 'size', value }));

/** What a button is about to do. */
export function wordsOf(offer: Offer): string | undefined {
  const words = wordsHere(offer);
  return words !== undefined && offer.path && offer.path.length > 0 ? `${words}\nInside ${offer.path.join(SLASH)}` : words;
}
function wordsHere(offer: Offer): string | undefined {
  switch (offer.does) {
    case 'wire':
      return `Draws the wire from ${showEnd(offer.from)} to ${showEnd(offer.to)}`;
    case 'add': {
      const ends = offer.wires.map((w) => (w.from.node === NEW ? `to ${showEnd(w.to)}` : `from ${showEnd(w.from)}`));
      return [NODES.get(offer.kind)?.summary, ends.length > 0 ? `Wired ${ends.join(' and ')}` : ''].filter(Boolean).join('\n');
    }
    case 'choose':
      return `Everything that fits ${showEnd(offer.end)}`;
    case 'set':
      return `Sets ${offer.param} of ${offer.node} to ${String(offer.value)}`;
    case 'show':
      return undefined;
  }
}
