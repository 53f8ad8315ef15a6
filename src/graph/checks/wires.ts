import type { GraphNode, Wire } from '../model.ts';
import type { InputPort, KindShape } from '../vocabulary.ts';
import { showEnd, wireKey } from '../wires.ts';
import type { Report, Scope } from './scope.ts';

/** Each wire by itself: ports, kinds, doubles. */
export function checkWires(scope: Scope, report: Report): void {
  const seen = new Set<string>();
  for (const wire of scope.active) {
    const { from, to } = wire;
    const key = wireKey(wire);
    if (seen.has(key)) {
      report.say('duplicate-wire', to, { source: showEnd(from), target: showEnd(to) });
      continue;
    }
    seen.add(key);
    if (from.node === to.node) report.say('self-wire', to, { node: to.node });
    const source = scope.shapes.get(from.node);
    const target = scope.shapes.get(to.node);
    const output = source && portOf(source.outputs, from.port);
    const input = target && portOf(target.inputs, to.port);
    if (source !== undefined && output === undefined && source.open !== true)
      report.say('unknown-port', from, {
        title: source.title,
        port: from.port,
        side: 'output',
        known: Object.keys(source.outputs),
      });
    if (target !== undefined && input === undefined && target.open !== true)
      report.say('unknown-port', to, {
        title: target.title,
        port: to.port,
        side: 'input',
        known: Object.keys(target.inputs),
      });
    if (output !== undefined && input !== undefined && output.kind !== input.kind)
      report.say('wire-kind', to, { from: output.kind, to: input.kind, source: showEnd(from), target: showEnd(to) });
  }
}

export const portOf = <P>(ports: Readonly<Record<string, P>>, name: string): P | undefined =>
  Object.hasOwn(ports, name) ? ports[name] : undefined;

/** The inputs of one node: how many wires each has. */
export function checkInputs(scope: Scope, node: GraphNode, shape: KindShape, report: Report): void {
  const sources = new Map<string, Set<string>>();
  for (const { from, to } of scope.incoming.get(node.id) ?? []) {
    const list = sources.get(to.port);
    if (list === undefined) sources.set(to.port, new Set([showEnd(from)]));
    else list.add(showEnd(from));
  }
  const open: (readonly [string, InputPort])[] = [];
  for (const [port, input] of Object.entries(shape.inputs)) {
    const wired = sources.get(port);
    if (wired !== undefined && wired.size > 1 && input.arity !== 'many')
      report.say('several-sources', { node: node.id, port }, { target: showEnd({ node: node.id, port }), sources: [...wired] });
    if (wired === undefined && input.arity === 'one') open.push([port, input]);
  }
  if (open.length === 0) return;
  if (!report.live.has(node.id)) {
    report.say('unfinished', { node: node.id }, { title: shape.title, ports: open.map(([port]) => port) });
    return;
  }
  for (const [port, { kind, meaning }] of open) {
    const muted = mutedSource(scope, node.id, port);
    if (muted !== undefined) report.say('muted-input', { node: node.id, port }, { title: shape.title, port, source: muted });
    else report.say('missing-wire', { node: node.id, port }, { title: shape.title, port, kind, meaning });
  }
}

function mutedSource(scope: Scope, node: string, port: string): string | undefined {
  const wire = scope.wires.find((w: Wire) => w.to.node === node && w.to.port === port && scope.byId.get(w.from.node)?.muted === true);
  return wire?.from.node;
}
