/** The ports that groups and conduits have where they stand: what is inside, and what they are wired to, settles them. */
import type { End, Graph, GraphNode, Subgraph } from '../model.ts';
import { showEnd } from '../wires.ts';
import type { InputPort, KindShape, OutputPort, ParamSpec, Vocabulary, WireKind } from '../vocabulary.ts';
import { definitionOf, GROUP, GROUP_INPUT, GROUP_OUTPUT, IN, isConduit, OUT, subgraphOf } from './kinds.ts';
import { isEndless, unfoldedSizes } from './size.ts';

type Body = Pick<Subgraph, 'nodes' | 'wires'>;
type Shapes = ReadonlyMap<string, KindShape>;
interface Carried {
  readonly kind: WireKind;
  readonly arity: InputPort['arity'];
  readonly meaning: string;
}
const memo = new WeakMap<Body, { readonly subgraphs: Graph['subgraphs']; readonly vocabulary: Vocabulary; readonly shapes: Shapes }>();

/** Shapes of the nodes on the canvas, or inside a subgraph, by id; kinds that are not known are absent. */
export function shapesIn(graph: Graph, vocabulary: Vocabulary, within: string | undefined): Shapes {
  const body: Body | undefined = within === undefined ? graph : subgraphOf(graph, within);
  return body === undefined ? new Map() : shapesOf(body, graph, vocabulary);
}
export const shapeOf = (graph: Graph, vocabulary: Vocabulary, within: string | undefined, node: GraphNode): KindShape | undefined =>
  node.kind === GROUP || isConduit(node) ? shapesIn(graph, vocabulary, within).get(node.id) : vocabulary.get(node.kind);

function shapesOf(body: Body, graph: Graph, vocabulary: Vocabulary): Shapes {
  const known = memo.get(body);
  if (known !== undefined && known.subgraphs === graph.subgraphs && known.vocabulary === vocabulary) return known.shapes;
  const shapes = new Map<string, KindShape>();
  const sizeOf = unfoldedSizes(graph);
  for (const node of body.nodes) {
    const declared = vocabulary.get(node.kind);
    if (declared === undefined || shapes.has(node.id)) continue;
    const inside = node.kind === GROUP && !isEndless(sizeOf(node)) ? definitionOf(graph, node) : undefined;
    shapes.set(node.id, inside === undefined ? declared : groupShape(declared, inside, graph, vocabulary));
  }
  for (const node of body.nodes) {
    const shape = shapes.get(node.id);
    if (shape === undefined || !isConduit(node)) continue;
    const carried = carriedBy(node, body, shapes);
    shapes.set(node.id, conduitShape(shape, node, carried));
  }
  memo.set(body, { subgraphs: graph.subgraphs, vocabulary, shapes });
  return shapes;
}

const pick = <P>(ports: Readonly<Record<string, P>> | undefined, name: string): P | undefined =>
  ports !== undefined && Object.hasOwn(ports, name) ? ports[name] : undefined;

/** What a conduit carries: what it comes from says, or else what it goes to. */
function carriedBy(node: GraphNode, body: Body, shapes: Shapes): Carried | undefined {
  const byId = new Map(body.nodes.map((n) => [n.id, n]));
  const passes = (end: End): boolean => {
    const at = byId.get(end.node);
    return at !== undefined && isConduit(at);
  };
  const back = new Set<string>();
  for (let at: string | undefined = node.id; at !== undefined && !back.has(at);) {
    back.add(at);
    const from: End | undefined = body.wires.find((w) => w.to.node === at)?.from;
    if (from === undefined) break;
    if (passes(from)) {
      at = from.node;
      continue;
    }
    const output = pick(shapes.get(from.node)?.outputs, from.port);
    const input = inputAfter(node.id, body, shapes, passes);
    return output && { kind: output.kind, meaning: output.meaning, arity: input?.arity ?? 'optional' };
  }
  const input = inputAfter(node.id, body, shapes, passes);
  return input && { kind: input.kind, meaning: input.meaning, arity: input.arity };
}
/** The inputs a conduit feeds, as one: asked for where any of them is. */
function inputAfter(id: string, body: Body, shapes: Shapes, passes: (end: End) => boolean): InputPort | undefined {
  const seen = new Set([id]);
  let found: InputPort | undefined;
  // A set visits what is added while it is walked.
  for (const at of seen)
    for (const { from, to } of body.wires) {
      if (from.node !== at) continue;
      if (passes(to)) seen.add(to.node);
      else {
        const input = pick(shapes.get(to.node)?.inputs, to.port);
        if (input !== undefined && (found === undefined || input.arity === 'one')) found = input;
      }
    }
  return found;
}
function conduitShape(shape: KindShape, node: GraphNode, carried: Carried | undefined): KindShape {
  const written = node.params['meaning'];
  const meaning = typeof written === 'string' && written !== '' ? written : (carried?.meaning ?? 'nothing is wired to it yet');
  const kind = carried?.kind ?? 'value';
  const input: InputPort = { kind, arity: node.kind === GROUP_INPUT ? (carried?.arity ?? 'optional') : 'optional', meaning };
  return {
    ...shape,
    ...(carried === undefined && { free: true }),
    inputs: node.kind === GROUP_INPUT ? {} : { [IN]: input },
    outputs: node.kind === GROUP_OUTPUT ? {} : { [OUT]: { kind, meaning } },
  };
}

/** A group has the ports of its border and the settings that its inside lends it. */
function groupShape(declared: KindShape, inside: Subgraph, graph: Graph, vocabulary: Vocabulary): KindShape {
  const shapes = shapesOf(inside, graph, vocabulary);
  const inputs: Record<string, InputPort> = {};
  const outputs: Record<string, OutputPort> = {};
  for (const node of borderOf(inside)) {
    const shape = shapes.get(node.id);
    if (shape === undefined) continue;
    if (node.kind === GROUP_INPUT) {
      const carried = carriedBy(node, inside, shapes);
      const meaning = shape.outputs[OUT]?.meaning ?? '';
      // A port that takes any number of wires takes one here: each wire across the border has a port of its own.
      inputs[node.id] = { kind: carried?.kind ?? 'value', arity: carried?.arity === 'one' ? 'one' : 'optional', meaning };
    } else {
      const port = shape.inputs[IN];
      outputs[node.id] = { kind: port?.kind ?? 'value', meaning: port?.meaning ?? '', reads: readBy(node.id, inside, shapes) };
    }
  }
  const params: Record<string, ParamSpec> = {};
  for (const { name, node: id, param, label } of inside.promoted ?? []) {
    const node = inside.nodes.find((n) => n.id === id);
    const spec = pick(shapes.get(id)?.params, param);
    if (node === undefined || spec === undefined || Object.hasOwn(declared.params, name)) continue;
    const { when: _elsewhere, ...rest } = spec;
    // What the definition says is the default here.
    const own = Object.hasOwn(node.params, param) ? { default: node.params[param] } : {};
    params[name] = Object.assign({}, rest, own, { label: label ?? `${spec.label} of ${node.label ?? id}` });
  }
  return { ...declared, title: inside.title || declared.title, inputs, outputs, params: { ...declared.params, ...params }, open: false };
}
/** The inputs of a group that one of its outputs is computed from: a wire back to another one closes no circle. */
function readBy(output: string, inside: Subgraph, shapes: Shapes): readonly string[] {
  const byId = new Map(inside.nodes.map((n) => [n.id, n]));
  const inputs = new Set<string>();
  const asked = new Set([showEnd({ node: output, port: IN })]);
  // A set visits what is added while it is walked.
  for (const key of asked)
    for (const { from, to } of inside.wires) {
      if (showEnd(to) !== key) continue;
      const node = byId.get(from.node);
      const shape = shapes.get(from.node);
      if (node?.kind === GROUP_INPUT) inputs.add(node.id);
      // A random variable can be drawn or given.
      if (shape?.category === 'variable') continue;
      const reads = pick(shape?.outputs, from.port)?.reads ?? Object.keys(shape?.inputs ?? {});
      for (const port of reads) asked.add(showEnd({ node: from.node, port }));
    }
  return [...inputs];
}
/** The ports of a group, as they stand inside from top to bottom. */
export const borderOf = (inside: Pick<Subgraph, 'nodes'>): readonly GraphNode[] =>
  inside.nodes
    .filter((n) => n.kind === GROUP_INPUT || n.kind === GROUP_OUTPUT)
    .toSorted((a, b) => a.position.y - b.position.y || a.position.x - b.position.x);
