import type { Place, Diagnostic } from '../diagnostic.ts';
import { diagnose } from '../diagnostics.ts';
import type { ArgsOf, Code } from '../diagnostics.ts';
import { LIMITS } from '../limits.ts';
import type { Graph, GraphNode, Wire } from '../model.ts';

/** Nodes and wires: the canvas, or the inside of a custom network. */
export interface Body {
  readonly nodes: readonly GraphNode[];
  readonly wires: readonly Wire[];
}

export class Refused {
  readonly refusal: Diagnostic;
  constructor(refusal: Diagnostic) {
    this.refusal = refusal;
  }
}
/** The changed thing, the same object if nothing changes, or a refusal. */
export type Outcome<T> = T | Refused;

export const refuse = <C extends Code>(code: C, place: Place, args: ArgsOf<C>): Refused => new Refused(diagnose(code, place, args));

/** Refuses a value that could not be saved, if there is a problem. */
export const refuseValue = (name: string, problem: string | undefined, place: Place): Refused | undefined =>
  problem === undefined ? undefined : refuse('command-value', place, { name, problem });

const total = (graph: Graph, of: (body: Body) => number): number =>
  Object.values(graph.subgraphs).reduce((sum, s) => sum + of(s), of(graph));

/** Refuses a graph that has grown beyond what a file may hold. */
export function withinLimits(before: Graph, after: Graph): Outcome<Graph> {
  const counts = [
    ['nodes', (g: Graph) => total(g, (b) => b.nodes.length), LIMITS.nodes],
    ['wires', (g: Graph) => total(g, (b) => b.wires.length), LIMITS.wires],
    ['frames', (g: Graph) => g.frames.length, LIMITS.frames],
    ['subgraphs', (g: Graph) => Object.keys(g.subgraphs).length, LIMITS.subgraphs],
  ] as const;
  for (const [thing, count, limit] of counts) {
    const now = count(after);
    // A document that is too large already may still be made smaller.
    if (now > limit && now > count(before)) return refuse('command-limit', {}, { thing, limit });
  }
  return after;
}

/** Edits the canvas, or the subgraph named `within`. */
export function inBody(graph: Graph, within: string | undefined, edit: <B extends Body>(body: B) => Outcome<B>): Outcome<Graph> {
  if (within === undefined) {
    const next = edit(graph);
    return next instanceof Refused || next === graph ? next : withinLimits(graph, next);
  }
  const subgraph = Object.hasOwn(graph.subgraphs, within) ? graph.subgraphs[within] : undefined;
  if (subgraph === undefined) return refuse('command-subgraph-missing', { within }, { subgraph: within });
  const next = edit(subgraph);
  if (next instanceof Refused) return new Refused({ ...next.refusal, within });
  if (next === subgraph) return graph;
  return withinLimits(graph, { ...graph, subgraphs: { ...graph.subgraphs, [within]: next } });
}

/** The record with the entry set, or taken away if the value is undefined. */
export function withEntry<V>(record: Readonly<Record<string, V>>, key: string, value: V | undefined): Readonly<Record<string, V>> {
  if (value !== undefined) return { ...record, [key]: value };
  return Object.hasOwn(record, key) ? Object.fromEntries(Object.entries(record).filter(([name]) => name !== key)) : record;
}
