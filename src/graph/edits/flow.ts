/** Splicing a node into a wire, and closing the gap that a removed node leaves. What flows in at a node's first input of a kind flows out at its first output of that kind. */
import { canConnect } from '../connect.ts';
import { portOf } from '../checks/wires.ts';
import type { Command } from '../commands.ts';
import { shapesIn } from '../groups/shapes.ts';
import type { End, Graph, Wire } from '../model.ts';
import type { KindShape, OutputPort, Vocabulary } from '../vocabulary.ts';
import { sameWire } from '../wires.ts';
import type { Body } from './body.ts';

const bodyOf = (graph: Graph, within: string | undefined): Body | undefined =>
  within === undefined ? graph : Object.hasOwn(graph.subgraphs, within) ? graph.subgraphs[within] : undefined;
const withWires = (graph: Graph, within: string | undefined, wires: readonly Wire[]): Graph => {
  if (within === undefined) return { ...graph, wires };
  const subgraph = graph.subgraphs[within];
  return subgraph === undefined ? graph : { ...graph, subgraphs: { ...graph.subgraphs, [within]: { ...subgraph, wires } } };
};

/** The input whose value passes on to an output: the first of the output's kind that the output reads. */
function passing(shape: KindShape, output: OutputPort): string | undefined {
  return Object.entries(shape.inputs).find(([port, i]) => i.kind === output.kind && (output.reads?.includes(port) ?? true))?.[0];
}

/** The two ports by which a kind of node can stand in a wire of this kind. */
export function throughPorts(shape: KindShape, kind: string): { readonly input: string; readonly output: string } | undefined {
  for (const [output, spec] of Object.entries(shape.outputs)) {
    const input = spec.kind === kind ? passing(shape, spec) : undefined;
    if (input !== undefined) return { input, output };
  }
  return undefined;
}

/** The two wires that take the place of one when a node is put into it; undefined where the node does not fit there. */
export function spliced(
  graph: Graph,
  vocabulary: Vocabulary,
  node: string,
  wire: Wire,
  within?: string,
): readonly [Wire, Wire] | undefined {
  const body = bodyOf(graph, within);
  const shapes = shapesIn(graph, vocabulary, within);
  const shapeOf = (id: string): KindShape | undefined => shapes.get(id);
  const source = shapeOf(wire.from.node);
  const shape = shapeOf(node);
  const kind = source && portOf(source.outputs, wire.from.port)?.kind;
  const ports = shape && kind !== undefined ? throughPorts(shape, kind) : undefined;
  if (body === undefined || ports === undefined || wire.from.node === node || wire.to.node === node) return undefined;
  const into: End = { node, port: ports.input };
  const out: End = { node, port: ports.output };
  // A node that already stands in another wire stays there.
  const busy = body.wires.some(
    (w) => (w.to.node === node && w.to.port === into.port) || (w.from.node === node && w.from.port === out.port),
  );
  if (busy) return undefined;
  const left = body.wires.filter((w) => !sameWire(w, wire));
  const first: Wire = { from: wire.from, to: into };
  const second: Wire = { from: out, to: wire.to };
  if (canConnect(withWires(graph, within, left), vocabulary, first.from, first.to, within)) return undefined;
  if (canConnect(withWires(graph, within, [...left, first]), vocabulary, second.from, second.to, within)) return undefined;
  return [first, second];
}
export const spliceCommands = (wire: Wire, [first, second]: readonly [Wire, Wire]): readonly Command[] => [
  { type: 'remove-wires', wires: [wire] },
  { type: 'add-wire', wire: first },
  { type: 'add-wire', wire: second },
];

/** Wires that lead past nodes about to be removed, where what flowed through them can flow on. */
export function healed(graph: Graph, vocabulary: Vocabulary, ids: Iterable<string>, within?: string): readonly Wire[] {
  const body = bodyOf(graph, within);
  if (body === undefined) return [];
  const gone = new Set(ids);
  const kinds = shapesIn(graph, vocabulary, within);
  const into = new Map<string, Wire[]>();
  for (const w of body.wires) {
    const key = `${w.to.node}.${w.to.port}`;
    into.set(key, [...(into.get(key) ?? []), w]);
  }
  /** Ends that stay and feed an output of a node that goes. */
  const feeding = (end: End, seen: ReadonlySet<string>): readonly End[] => {
    if (!gone.has(end.node)) return [end];
    const shape = kinds.get(end.node);
    const output = shape && portOf(shape.outputs, end.port);
    const port = shape && output && passing(shape, output);
    const key = `${end.node}.${end.port}`;
    if (port === undefined || seen.has(key)) return [];
    return (into.get(`${end.node}.${port}`) ?? []).flatMap((w) => feeding(w.from, new Set([...seen, key])));
  };
  let wires = body.wires.filter((w) => !gone.has(w.from.node) && !gone.has(w.to.node));
  const made: Wire[] = [];
  for (const w of body.wires) {
    if (!gone.has(w.from.node) || gone.has(w.to.node)) continue;
    const target = kinds.get(w.to.node);
    const sources = feeding(w.from, new Set());
    // Several into a port that takes one: which of them was meant is the user's to say.
    if (sources.length > 1 && (target === undefined || portOf(target.inputs, w.to.port)?.arity !== 'many')) continue;
    for (const from of sources) {
      const wire: Wire = { from, to: w.to };
      if (canConnect(withWires(graph, within, wires), vocabulary, from, w.to, within)) continue;
      wires = [...wires, wire];
      made.push(wire);
    }
  }
  return made;
}
