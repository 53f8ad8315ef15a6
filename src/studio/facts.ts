/** What a node says about itself in one line: what it is in symbols, its main setting, its size. */
import type { Compiled } from '../compiler/compiled.ts';
import { GROUP, insideOf, isBorder, SLASH, subgraphOf } from '../graph/groups/kinds.ts';
import type { GraphNode, Json } from '../graph/model.ts';
import { numel } from '../graph/space.ts';
import type { ParamSpec, WireKind } from '../graph/vocabulary.ts';
import { NODES } from '../nodes/registry.ts';
import { fits } from '../nodes/params.ts';
import { type Body, graphNow } from './stores/document.ts';

export const kindOfPort = (node: GraphNode | undefined, port: string, side: 'inputs' | 'outputs'): WireKind | undefined =>
  node && NODES.get(node.kind)?.[side][port]?.kind;

export function titleOf(node: GraphNode): string {
  if (node.label !== undefined) return node.label;
  const definition = NODES.get(node.kind);
  if (!definition) return node.kind;
  if (node.kind === GROUP) return subgraphOf(graphNow(), insideOf(node))?.title || definition.title;
  if (isBorder(node)) return node.id;
  if (node.kind === 'Dataset') return choiceLabel(definition.params['source'], node.params['source']) ?? definition.title;
  if (node.kind === 'Optimiser') return choiceLabel(definition.params['algorithm'], node.params['algorithm']) ?? definition.title;
  return definition.title;
}
export function paramValue(spec: ParamSpec, given: Json | undefined): Json {
  return given !== undefined && fits(spec, given) ? given : (spec.default as Json);
}
function choiceLabel(spec: ParamSpec | undefined, value: Json | undefined): string | undefined {
  if (spec?.type !== 'choice') return undefined;
  const v = paramValue(spec, value);
  return spec.options.find((o) => o.value === v)?.label;
}

/** 17300 -> "17.3k". */
export function short(n: number): string {
  if (n < 1000) return String(n);
  if (n < 1e6) return `${(n / 1e3).toFixed(n < 1e4 ? 2 : n < 1e5 ? 1 : 0)}k`;
  return `${(n / 1e6).toFixed(n < 1e7 ? 2 : 1)}M`;
}
/** Digits people can read: 0.003 -> "0.003", 1e-7 -> "1e-7". */
export function figure(x: number, digits = 3): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'not a number' : x > 0 ? '∞' : '−∞';
  const a = Math.abs(x);
  const text =
    a !== 0 && (a < 1e-3 || a >= 1e6) ? x.toExponential(1).replace('.0e', 'e').replace('e+', 'e') : String(Number(x.toPrecision(digits)));
  return text.replace('-', '−');
}

const memo = new WeakMap<Compiled, ReadonlyMap<string, number>>();
/** Number of parameters by node. */
export function paramCounts(compiled: Compiled): ReadonlyMap<string, number> {
  const known = memo.get(compiled);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const slot of compiled.params) {
    const node = slot.name.slice(0, slot.name.indexOf('.') < 0 ? undefined : slot.name.indexOf('.'));
    counts.set(node, (counts.get(node) ?? 0) + numel(slot.event));
  }
  memo.set(compiled, counts);
  return counts;
}

/** Number of parameters of a node, or of all that a group holds; by its full name. */
export function countOf(compiled: Compiled, name: string): number | undefined {
  const counts = paramCounts(compiled);
  const own = counts.get(name);
  if (own !== undefined) return own;
  let total = 0;
  for (const [node, n] of counts) if (node.startsWith(name + SLASH)) total += n;
  return total > 0 ? total : undefined;
}

/** Names of the variables a value comes from. */
function readsOf(body: Body, node: string, ports: readonly string[], seen = new Set<string>()): readonly string[] {
  if (seen.has(node)) return [];
  seen.add(node);
  const found: string[] = [];
  for (const { from, to } of body.wires) {
    if (to.node !== node || !ports.includes(to.port)) continue;
    const source = body.nodes.find((n) => n.id === from.node);
    const definition = source && NODES.get(source.kind);
    if (!source || !definition || definition.outputs[from.port]?.kind !== 'value') continue;
    if (definition.category === 'variable') found.push(source.id);
    else if (definition.category === 'data') {
      const clamped = body.wires.find((w) => w.from.node === from.node && w.from.port === from.port && w.to.port === 'data');
      found.push(clamped?.to.node ?? from.port);
    } else found.push(...readsOf(body, source.id, Object.keys(definition.inputs), seen));
  }
  return [...new Set(found)];
}
/** "q(z | x)" for a distribution that is wired to a variable. */
export function symbolOf(body: Body, node: GraphNode): string | undefined {
  const definition = NODES.get(node.kind);
  if (definition?.category !== 'distribution') return undefined;
  const wire = body.wires.find((w) => w.from.node === node.id && (w.to.port === 'p' || w.to.port === 'q' || w.to.port === 'regulariser'));
  if (!wire) return undefined;
  const chain: string[] = [node.id];
  for (const id of chain)
    for (const w of body.wires)
      if (
        w.to.node === id &&
        !chain.includes(w.from.node) &&
        kindOfPort(
          body.nodes.find((n) => n.id === w.from.node),
          w.from.port,
          'outputs',
        ) === 'distribution'
      )
        chain.push(w.from.node);
  const parents = [
    ...new Set(
      chain.flatMap((id) => readsOf(body, id, Object.keys(NODES.get(body.nodes.find((n) => n.id === id)?.kind ?? '')?.inputs ?? {}))),
    ),
  ];
  return `${wire.to.port === 'q' ? 'q' : 'p'}(${wire.to.node}${parents.length > 0 ? ` | ${parents.join(', ')}` : ''})`;
}

function layerSetting(node: GraphNode, params: Readonly<Record<string, ParamSpec>>): string | undefined {
  const [name, spec] = Object.entries(params)[0] ?? [];
  if (name === undefined || !spec) return undefined;
  const value = paramValue(spec, node.params[name]);
  if (spec.type === 'choice') return choiceLabel(spec, node.params[name]);
  return typeof value === 'number' ? `${value} ${('unit' in spec ? spec.unit : undefined) ?? spec.label.toLowerCase()}` : undefined;
}
/** Names of choices that say what a node is. */
const TELLING: ReadonlySet<string> = new Set([
  'family',
  'kind',
  'loss',
  'process',
  'path',
  'divergence',
  'function',
  'noise',
  'architecture',
]);

/** The setting that says most about a node, in words. */
export function mainSetting(node: GraphNode): string | undefined {
  const definition = NODES.get(node.kind);
  if (!definition) return undefined;
  if (node.kind === 'Prior') {
    const family = choiceLabel(definition.params['family'], node.params['family']);
    return family === 'Gaussian' && node.params['learn'] !== true ? 'N(0, I)' : family?.replace(/ \(.*\)$/, '');
  }
  for (const [name, spec] of Object.entries(definition.params)) {
    if (name === 'source' || name === 'algorithm') continue;
    if (spec.type === 'integers') {
      const list = paramValue(spec, node.params[name]);
      if (Array.isArray(list) && list.length > 0)
        return list.every((v: Json) => v === list[0]) && list.length > 1 ? `${list.length}×${String(list[0])}` : list.join(', ');
    }
  }
  if (definition.category === 'layer') return layerSetting(node, definition.params);
  const [first] = Object.entries(definition.params).filter(([n]) => n !== 'source' && n !== 'algorithm');
  if (first?.[1].type === 'choice' && TELLING.has(first[0])) return choiceLabel(first[1], node.params[first[0]])?.replace(/ \(.*\)$/, '');
  return undefined;
}

/** Nodes whose parameters an optimiser trains, for its card. */
export function trainedNodes(compiled: Compiled, optimiser: string): readonly string[] {
  const player = compiled.learn.players.find((p) => p.optimiser === optimiser);
  return player ? [...new Set(player.trained.map((p) => p.split('.')[0]!))] : [];
}
