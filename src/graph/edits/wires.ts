import type { CommandOf } from '../commands.ts';
import type { Wire } from '../model.ts';
import { sameWire, showEnd, wireKey } from '../wires.ts';
import { refuse } from './body.ts';
import type { Body, Outcome, Refused } from './body.ts';

export function applyWire<B extends Body>(body: B, command: CommandOf<'add-wire' | 'remove-wires'>): Outcome<B> {
  return command.type === 'add-wire' ? addWire(body, command.wire) : removeWires(body, command.wires);
}

/** What no vocabulary is needed for; whether the kinds fit is `canConnect`'s to say. */
export function wireProblem(nodes: ReadonlySet<string>, { from, to }: Wire): Refused | undefined {
  for (const { node, port } of [from, to]) {
    if (!nodes.has(node)) return refuse('command-node-missing', { node }, { node });
    if (port.length < 1 || port.length > 64)
      return refuse('command-value', { node }, { name: 'port', problem: 'its name must have 1 to 64 characters' });
  }
  return from.node === to.node ? refuse('self-wire', { node: to.node, port: to.port }, { node: to.node }) : undefined;
}

function addWire<B extends Body>(body: B, wire: Wire): Outcome<B> {
  const problem = wireProblem(new Set(body.nodes.map((n) => n.id)), wire);
  if (problem !== undefined) return problem;
  if (body.wires.some((w) => sameWire(w, wire)))
    return refuse('duplicate-wire', wire.to, { source: showEnd(wire.from), target: showEnd(wire.to) });
  return { ...body, wires: [...body.wires, wire] };
}

function removeWires<B extends Body>(body: B, wires: readonly Wire[]): Outcome<B> {
  const gone = new Set(wires.map(wireKey));
  const left = body.wires.filter((w) => !gone.has(wireKey(w)));
  if (left.length < body.wires.length) return { ...body, wires: left };
  const [first] = wires;
  return first === undefined ? body : refuse('command-wire-missing', first.to, { source: showEnd(first.from), target: showEnd(first.to) });
}
