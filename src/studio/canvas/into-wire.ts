/** Putting a node that is not there yet into a wire. */
import type { Command } from '../../graph/commands.ts';
import { spliceCommands, throughPorts } from '../../graph/edits/flow.ts';
import { IN, OUT, REROUTE } from '../../graph/groups/kinds.ts';
import type { Point, Wire } from '../../graph/model.ts';
import { wireKey } from '../../graph/wires.ts';
import { NODES } from '../../nodes/registry.ts';
import { shapeNow } from '../place.ts';
import { bodyOf, graphNow } from '../stores/document.ts';
import { session } from '../stores/session.ts';
import { curvesIn, curvesNear } from './curves.ts';

const REACH = 26;

export const wireByKey = (key: string | null | undefined): Wire | undefined =>
  bodyOf(graphNow(), session().within).wires.find((w) => wireKey(w) === key);

/** The two ports by which a kind of node fits into a wire. */
export function portsInto(kind: string, wire: Wire): { readonly input: string; readonly output: string } | undefined {
  const definition = NODES.get(kind);
  const source = bodyOf(graphNow(), session().within).nodes.find((n) => n.id === wire.from.node);
  const carries = source && shapeNow(source)?.outputs[wire.from.port]?.kind;
  if (definition?.kind === REROUTE) return { input: IN, output: OUT };
  return definition && carries ? throughPorts(definition, carries) : undefined;
}
/** What puts a new node into a wire. */
export function intoWire(wire: Wire, kind: string, id: string): readonly Command[] {
  const ports = portsInto(kind, wire);
  if (!ports) return [];
  return spliceCommands(wire, [
    { from: wire.from, to: { node: id, port: ports.input } },
    { from: { node: id, port: ports.output }, to: wire.to },
  ]);
}
/** The wire under a point of the drawing that a kind of node fits into. */
export function wireAt(at: Point, kind: string | undefined): Wire | undefined {
  const canvas = document.querySelector('.canvas');
  if (!canvas || kind === undefined || kind === '') return undefined;
  const found = curvesNear(curvesIn(canvas), at, REACH)
    .map(wireByKey)
    .find((w) => w !== undefined && portsInto(kind, w) !== undefined);
  return found;
}
