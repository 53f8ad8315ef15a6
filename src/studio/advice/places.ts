/**
 * Where in a drawing with groups something can be done that is asked for by names of the flat drawing: at the node itself, at the port of a group
 * around it, or at the conduit that brings it there.
 */
import { canConnect } from '../../graph/connect.ts';
import { flat, flatten } from '../../graph/groups/flatten.ts';
import { definitionOf } from '../../graph/groups/kinds.ts';
import { shapeOf } from '../../graph/groups/shapes.ts';
import type { End, Graph } from '../../graph/model.ts';
import { showEnd } from '../../graph/wires.ts';
import { NODES } from '../../nodes/registry.ts';
import { prefixOf, wayTo, withinOf } from '../place.ts';
import { bodyOf } from '../stores/document.ts';
import { type Offer, type OpenWire, NEW } from './offers.ts';

interface Place {
  readonly path: readonly string[];
  readonly end: End;
}
type Side = 'input' | 'output';
const within = (graph: Graph, path: readonly string[]): string | undefined => withinOf(graph, path)?.within;
const same = (a: readonly string[], b: readonly string[]): boolean => prefixOf(a) === prefixOf(b);

/** Every place in which a wire could be drawn from or to a port of the flat drawing. */
function placesOf(graph: Graph, end: End, side: Side): readonly Place[] {
  const { path, id } = wayTo(graph, end.node);
  const wanted = showEnd(end);
  const carried = [...flatten(graph).ports].flatMap(([key, carries]): readonly Place[] => {
    if (carries !== wanted) return [];
    const dot = key.lastIndexOf('.');
    const at = wayTo(graph, key.slice(0, dot));
    const place: Place = { path: at.path, end: { node: at.id, port: key.slice(dot + 1) } };
    return hasPort(graph, place, side) ? [place] : [];
  });
  return [{ path, end: { node: id, port: end.port } }, ...carried];
}
function hasPort(graph: Graph, { path, end }: Place, side: Side): boolean {
  const at = within(graph, path);
  const node = bodyOf(graph, at).nodes.find((n) => n.id === end.node);
  const shape = node && shapeOf(graph, NODES, at, node);
  return Object.hasOwn((side === 'input' ? shape?.inputs : shape?.outputs) ?? {}, end.port);
}
/** Is there room for a wire into a port? */
function isOpen(graph: Graph, { path, end }: Place): boolean {
  const at = within(graph, path);
  const body = bodyOf(graph, at);
  const node = body.nodes.find((n) => n.id === end.node);
  const input = node && shapeOf(graph, NODES, at, node)?.inputs[end.port];
  return input?.arity === 'many' || !body.wires.some((w) => w.to.node === end.node && w.to.port === end.port);
}
/** The ways to the places in which both ends of a wire are at hand. */
function wired(graph: Graph, { from, to }: OpenWire): readonly { readonly path: readonly string[]; readonly wire: OpenWire }[] {
  const sources = from.node === NEW ? undefined : placesOf(graph, from, 'output');
  const targets = to.node === NEW ? undefined : placesOf(graph, to, 'input').filter((p) => isOpen(graph, p));
  if (!sources) return (targets ?? []).map((p) => ({ path: p.path, wire: { from, to: p.end } }));
  if (!targets) return sources.map((p) => ({ path: p.path, wire: { from: p.end, to } }));
  return targets.flatMap((t) =>
    sources
      .filter((s) => same(s.path, t.path) && canConnect(graph, NODES, s.end, t.end, within(graph, t.path)) === undefined)
      .map((s) => ({ path: t.path, wire: { from: s.end, to: t.end } })),
  );
}
/** The offer as it is carried out in the drawing; undefined where it cannot be: no wire crosses the border of a group but by its ports. */
export function placed(graph: Graph, offer: Offer): Offer | undefined {
  if (flat(graph) === graph) return offer;
  switch (offer.does) {
    case 'show':
      return offer;
    case 'wire': {
      const [found] = wired(graph, offer);
      return found && { ...offer, ...found.wire, path: found.path };
    }
    case 'choose': {
      const found = placesOf(graph, offer.end, offer.side).find((p) => offer.side === 'output' || isOpen(graph, p));
      return found && { ...offer, end: found.end, path: found.path };
    }
    case 'add': {
      const [asked] = offer.wires;
      if (!asked) return { ...offer, path: [] };
      const [first] = wired(graph, asked);
      if (!first) return undefined;
      const { path } = first;
      // what else it would be wired to may lie elsewhere, and is asked for next
      const wires = offer.wires.flatMap((w) => wired(graph, w).filter((f) => same(f.path, path)).slice(0, 1)); // prettier-ignore
      return { ...offer, path, wires: wires.map((w) => w.wire) };
    }
    case 'set': {
      let { path, id: node } = wayTo(graph, offer.node);
      let { param } = offer;
      // a setting that its group has in its stead
      for (;;) {
        const above = path.slice(0, -1);
        const group = bodyOf(graph, within(graph, above)).nodes.find((n) => n.id === path.at(-1));
        const own = group && definitionOf(graph, group)?.promoted?.find((p) => p.node === node && p.param === param);
        if (!group || !own) return { ...offer, node, param, path };
        [path, node, param] = [above, group.id, own.name];
      }
    }
  }
}
