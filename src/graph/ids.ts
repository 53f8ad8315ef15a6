import { isId } from './limits.ts';
import type { Graph } from './model.ts';

/** A name like `base` that is not taken: base, base2, base3 … (a number at its end is counted on). */
export function freshName(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base) && isId(base)) return base;
  const stem = base.replace(/\d+$/, '').slice(0, 56);
  const root = isId(`${stem}2`) ? stem : 'node';
  let n = 2;
  while (taken.has(`${root}${n}`)) n++;
  return `${root}${n}`;
}

/** An id for a new node: "Encoder" → encoder, encoder2 … */
export function freshId(graph: Pick<Graph, 'nodes'>, kind: string): string {
  const plain = kind.replace(/[^A-Za-z0-9_]+/g, '').slice(0, 40);
  // An acronym goes small as a whole (MLP → mlp); a compound keeps its humps (ConvNet → convNet).
  const base = plain.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (head) => head.toLowerCase());
  return freshName(isId(base) ? base : 'node', new Set(graph.nodes.map((n) => n.id)));
}
