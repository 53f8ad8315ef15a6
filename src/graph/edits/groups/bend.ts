import type { CommandOf } from '../../commands.ts';
import { bypass } from '../../groups/bypass.ts';
import { IN, OUT, REROUTE } from '../../groups/kinds.ts';
import type { GraphNode } from '../../model.ts';
import { sameWire, showEnd } from '../../wires.ts';
import { refuse } from '../body.ts';
import type { Body, Outcome } from '../body.ts';
import { nodeProblem } from '../nodes.ts';

/** Leads a wire through a new Reroute. The order of wires stays: into a port of several it says in which order they are read. */
export function bend<B extends Body>(body: B, { wire, id, position }: CommandOf<'bend-wire'>): Outcome<B> {
  if (!body.wires.some((w) => sameWire(w, wire)))
    return refuse('command-wire-missing', wire.to, { source: showEnd(wire.from), target: showEnd(wire.to) });
  if (body.nodes.some((n) => n.id === id)) return refuse('command-id-taken', { node: id }, { id });
  const dot: GraphNode = { id, kind: REROUTE, version: 1, params: {}, position };
  const problem = nodeProblem(dot);
  if (problem !== undefined) return problem;
  const wires = body.wires.flatMap((w) =>
    sameWire(w, wire)
      ? [
          { from: w.from, to: { node: id, port: IN } },
          { from: { node: id, port: OUT }, to: w.to },
        ]
      : [w],
  );
  return { ...body, nodes: [...body.nodes, dot], wires };
}

/** Takes Reroutes away and joins their wires. */
export function straighten<B extends Body>(body: B, { ids }: CommandOf<'straighten'>): Outcome<B> {
  const wanted = new Set(ids);
  const gone = new Set(body.nodes.filter((n) => n.kind === REROUTE && wanted.has(n.id)).map((n) => n.id));
  const [first = ''] = ids;
  if (gone.size === 0) return refuse('command-node-missing', { node: first }, { node: first });
  return { ...body, nodes: body.nodes.filter((n) => !gone.has(n.id)), wires: bypass(body.wires, (id) => gone.has(id)).wires };
}
