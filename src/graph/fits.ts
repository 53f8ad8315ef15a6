/** Every port that one end of a wire may be joined to: what `canConnect` says of each, worked out in one go so that the canvas can dim the rest while a wire is drawn. */
import { dependents, outputsReading } from './checks/cycles.ts';
import { indexScope } from './checks/scope.ts';
import type { Scope } from './checks/scope.ts';
import { portOf } from './checks/wires.ts';
import { shapesIn } from './groups/shapes.ts';
import type { End, Graph } from './model.ts';
import type { KindShape, Vocabulary } from './vocabulary.ts';
import { showEnd, wireKey } from './wires.ts';

export interface LooseEnd {
  readonly end: End;
  /** Which side of its node the known end is at: from an output, inputs are looked for. */
  readonly side: 'input' | 'output';
}

/** An input that takes one wire fits too when it has one: a new wire takes the old one's place. */
export function fittingEnds(graph: Graph, vocabulary: Vocabulary, { end, side }: LooseEnd, within?: string): readonly End[] {
  const body = within === undefined ? graph : Object.hasOwn(graph.subgraphs, within) ? graph.subgraphs[within] : undefined;
  if (body === undefined) return [];
  const scope: Scope = { ...indexScope(body, vocabulary, within), shapes: shapesIn(graph, vocabulary, within) };
  const known = scope.shapes.get(end.node);
  const kind = known && portOf<{ readonly kind: string }>(side === 'output' ? known.outputs : known.inputs, end.port)?.kind;
  if (known === undefined || kind === undefined) return [];
  const drawn = new Set(scope.wires.map(wireKey));
  const takesMany = (input: KindShape | undefined, port: string): boolean => input?.inputs[port]?.arity === 'many';
  const circular = side === 'output' ? inputsBefore(scope, end) : outputsAfter(scope, end);
  const found: End[] = [];
  for (const [node, shape] of scope.shapes) {
    if (node === end.node) continue;
    for (const [port, spec] of Object.entries(side === 'output' ? shape.inputs : shape.outputs)) {
      const other: End = { node, port };
      const key = side === 'output' ? wireKey({ from: end, to: other }) : wireKey({ from: other, to: end });
      const again = drawn.has(key) && (side === 'output' ? takesMany(shape, port) : takesMany(known, end.port));
      if ((spec.kind === kind || shape.free === true || known.free === true) && !circular(other) && !again) found.push(other);
    }
  }
  return found;
}

/** Inputs that an output is computed from: a wire from it to one of them would close a circle. */
function inputsBefore(scope: Scope, output: End): (input: End) => boolean {
  const before = new Map<string, string[]>();
  for (const { from, to } of scope.active)
    for (const reader of outputsReading(scope, to)) before.set(reader, [...(before.get(reader) ?? []), showEnd(from)]);
  const reached = new Set([showEnd(output)]);
  // A set visits what is added while it is walked.
  for (const at of reached) for (const earlier of before.get(at) ?? []) reached.add(earlier);
  return (input) => outputsReading(scope, input).some((o) => reached.has(o));
}

/** Outputs that are computed from an input. */
function outputsAfter(scope: Scope, input: End): (output: End) => boolean {
  const next = dependents(scope);
  const reached = new Set(outputsReading(scope, input));
  for (const at of reached) for (const later of next(at)) reached.add(later);
  return (output) => reached.has(showEnd(output));
}
