/** What a drawing lacks next, in the order in which a model is thought of: data, what generates it, latents, an objective, an optimiser. */
import { flat } from '../../graph/groups/flatten.ts';
import type { Diagnostic } from '../../graph/diagnostic.ts';
import type { End, Graph, GraphNode } from '../../graph/model.ts';
import { NODES } from '../../nodes/registry.ts';
import { titleOf } from '../facts.ts';
import { mendsIn, mendsOf } from './mends.ts';
import { type Offer, NEW, adding, few, offersInto } from './offers.ts';
import { placed } from './places.ts';
import { ADVICE } from './words.ts';

export interface Advice {
  readonly text: string;
  /** The node it is about. */
  readonly node?: string | undefined;
  readonly offers: readonly Offer[];
}
const ofKind = (graph: Graph, kind: string): readonly GraphNode[] => graph.nodes.filter((n) => n.kind === kind && n.muted !== true);
const isWired = (graph: Graph, { node, port }: End): boolean => graph.wires.some((w) => w.to.node === node && w.to.port === port);
const isRead = (graph: Graph, node: string): boolean => graph.wires.some((w) => w.from.node === node);
const players = (n: GraphNode): readonly string[] => (category(n) === 'objective' ? Object.keys(NODES.get(n.kind)?.outputs ?? {}) : []);
const category = (n: GraphNode): string | undefined => NODES.get(n.kind)?.category;

/**
 * @param diagnostics what the compiler says of it
 * @param learns whether it can be trained as it is
 */
export function nextStep(drawn: Graph, diagnostics: readonly Diagnostic[], learns: boolean): Advice | undefined {
  // what is lacking is asked of the model, whichever groups its parts lie in
  const graph = flat(drawn);
  const advice = lacking(graph, diagnostics, learns);
  if (!advice) return firstError(drawn, diagnostics, learns);
  const offers = few(graph, advice.offers, (o) => placed(drawn, o));
  return {
    ...advice,
    offers: offers.length > 0 || advice.node === undefined ? offers : [{ does: 'show', label: `Show ${advice.node}`, node: advice.node }],
  };
}
function lacking(graph: Graph, diagnostics: readonly Diagnostic[], learns: boolean): Advice | undefined {
  // A game is complete when each of its players has an optimiser.
  if (learns)
    return steps(
      graph,
      graph.nodes.filter((n) => n.muted !== true && players(n).length > 1 && isRead(graph, n.id)),
    );
  if (graph.nodes.every((n) => category(n) === 'note')) return undefined;
  return variables(graph) ?? inputs(graph) ?? latents(graph) ?? sizes(graph, diagnostics) ?? learning(graph);
}

function variables(graph: Graph): Advice | undefined {
  const observed = ofKind(graph, 'Observed');
  if (observed.length === 0) return { text: ADVICE.observed, offers: [adding(graph, 'Observed', [])] };
  for (const { id: node } of observed) {
    if (!isWired(graph, { node, port: 'data' }))
      return { text: ADVICE.data(node), node, offers: offersInto(graph, { node, port: 'data' }) };
    if (!isWired(graph, { node, port: 'p' })) return { text: ADVICE.generates(node), node, offers: offersInto(graph, { node, port: 'p' }) };
  }
  return undefined;
}
/** What a node that something uses cannot do without. */
function inputs(graph: Graph): Advice | undefined {
  for (const n of graph.nodes) {
    if (n.muted === true || !isRead(graph, n.id)) continue;
    for (const [port, input] of Object.entries(NODES.get(n.kind)?.inputs ?? {})) {
      const end: End = { node: n.id, port };
      if (input.arity === 'one' && !isWired(graph, end))
        return { text: ADVICE.input(titleOf(n), port, input.meaning), node: n.id, offers: offersInto(graph, end) };
    }
  }
  return undefined;
}
/** Priors that can be summed over, so that their latent needs no q. */
const ENUMERABLE: ReadonlySet<unknown> = new Set(['categorical', 'bernoulli']);

function latents(graph: Graph): Advice | undefined {
  const likelihood = ofKind(graph, 'NLL').length > 0;
  for (const { id: node } of ofKind(graph, 'Latent')) {
    if (!isRead(graph, node)) continue;
    const p = graph.wires.find((w) => w.to.node === node && w.to.port === 'p')?.from.node;
    if (p === undefined) return { text: ADVICE.prior(node), node, offers: offersInto(graph, { node, port: 'p' }) };
    const summed = ENUMERABLE.has(graph.nodes.find((n) => n.id === p)?.params['family']);
    if (!isWired(graph, { node, port: 'q' }) && !likelihood && !summed)
      return { text: ADVICE.posterior(node), node, offers: offersInto(graph, { node, port: 'q' }) };
  }
  return undefined;
}
function sizes(graph: Graph, diagnostics: readonly Diagnostic[]): Advice | undefined {
  const d = diagnostics.find((found) => found.code === 'space-unknown');
  return d?.node === undefined ? undefined : { text: `${d.what} ${d.mend}`, node: d.node, offers: mendsIn(graph, d) };
}

/** The objective that a kind of distribution is usually learnt by; latents ask for a bound. */
const OBJECTIVES: Readonly<Record<string, string>> = {
  Diffusion: 'Denoising',
  Generator: 'Adversarial',
  Energy: 'ContrastiveDivergence',
  RBM: 'ContrastiveDivergence',
};
/** Where an objective reads what it judges. */
const variablePort = (kind: string): string =>
  Object.entries(NODES.get(kind)?.inputs ?? {}).find(([, i]) => i.kind === 'variable')?.[0] ?? 'variables';
function learning(graph: Graph): Advice | undefined {
  const objectives = graph.nodes.filter((n) => category(n) === 'objective' && n.muted !== true);
  const [x] = ofKind(graph, 'Observed');
  if (objectives.length === 0 && x) {
    const special = Object.entries(OBJECTIVES).find(([kind]) => ofKind(graph, kind).length > 0)?.[1];
    const kind = special ?? (graph.wires.some((w) => w.to.port === 'q') ? 'ELBO' : 'NLL');
    const variable = { from: { node: x.id, port: 'variable' }, to: { node: NEW, port: variablePort(kind) } };
    const end: End = { node: x.id, port: 'variable' };
    return {
      text: ADVICE.objective(NODES.get(kind)!.title),
      node: x.id,
      offers: [adding(graph, kind, [variable]), { does: 'choose', label: 'Others…', end, side: 'output' }],
    };
  }
  for (const n of objectives) {
    const to: End = { node: n.id, port: variablePort(n.kind) };
    if (!isWired(graph, to)) return { text: ADVICE.explains(titleOf(n)), node: n.id, offers: offersInto(graph, to) };
  }
  return steps(graph, objectives);
}
/** Each output of an objective wants an Optimiser; those of a game want one each. */
function steps(graph: Graph, objectives: readonly GraphNode[]): Advice | undefined {
  for (const n of objectives) {
    const outputs = Object.keys(NODES.get(n.kind)!.outputs);
    const open = outputs.find((port) => !graph.wires.some((w) => w.from.node === n.id && w.from.port === port));
    if (open === undefined) continue;
    const from: End = { node: n.id, port: open };
    const free = ofKind(graph, 'Optimiser').filter((o) => outputs.length === 1 || !graph.wires.some((w) => w.to.node === o.id));
    const wire = free.slice(0, 1).map((o): Offer => {
      const to = { node: o.id, port: 'objectives' };
      return { does: 'wire', label: `Wire ${titleOf(n)} to ${o.id}`, from, to };
    });
    const add = adding(graph, 'Optimiser', [{ from, to: { node: NEW, port: 'objectives' } }]);
    const what = outputs.length === 1 ? titleOf(n) : `${open} of ${titleOf(n)}`;
    return { text: ADVICE.steps(what), node: n.id, offers: wire.length > 0 ? wire : [add] };
  }
  return undefined;
}
function firstError(graph: Graph, diagnostics: readonly Diagnostic[], learns: boolean): Advice | undefined {
  if (learns || graph.nodes.every((n) => category(n) === 'note')) return undefined;
  const d = diagnostics.find((found) => found.severity === 'error');
  if (!d) return undefined;
  const show: readonly Offer[] =
    d.node !== undefined && flat(graph).nodes.some((n) => n.id === d.node) ? [{ does: 'show', label: `Show ${d.node}`, node: d.node }] : [];
  return { text: `${d.what} ${d.mend}`, node: d.node, offers: [...mendsOf(d, graph), ...show] };
}
