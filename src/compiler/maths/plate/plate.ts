/** The plate diagram of a model: random variables, what generates and infers them, and what is repeated. */
import type { Inner } from '../../../nodes/notation/law.ts';
import { closure } from '../letters.ts';
import type { Notation } from '../notation.ts';

export type PlateKind = 'latent' | 'observed' | 'given' | 'point' | 'parameter' | 'factor';
export interface PlateNode {
  readonly id: string;
  readonly kind: PlateKind;
  /** KaTeX. */
  readonly label: string;
  /** What it is, in words. */
  readonly says: string;
  /** Nodes of the drawing it stands for. */
  readonly nodes: readonly string[];
}
export interface PlateEdge {
  readonly from: string;
  readonly to: string;
  readonly side: 'p' | 'q';
  /** Without an arrow: a factor and what it joins. */
  readonly directed: boolean;
  readonly nodes: readonly string[];
}
export interface PlateBox {
  readonly id: string;
  /** KaTeX, or a few words. */
  readonly label: string;
  readonly members: readonly string[];
}
export interface Plate {
  readonly nodes: readonly PlateNode[];
  readonly edges: readonly PlateEdge[];
  /** Inner ones first. */
  readonly boxes: readonly PlateBox[];
}
export const NO_PLATE: Plate = { nodes: [], edges: [], boxes: [] };

/** @param samples importance samples of an objective, where some are taken, and the latents drawn so often */
export function plateOf(n: Notation, samples: { readonly count: number; readonly latents: readonly string[] } | undefined): Plate {
  const { m } = n;
  const variables = m.order();
  const d = new Draft(n);
  for (const v of variables) d.variable(v);
  for (const v of variables) {
    if (m.kind(v) === 'Given') continue;
    d.generated(v);
    if (m.wired(v, 'q')) d.inferred(v);
  }
  const drawn = samples?.latents.filter((z) => variables.includes(z)) ?? [];
  const within = [...d.boxes];
  if (samples && drawn.length > 0) within.push({ id: 'K', label: `k = 1, …, ${samples.count}`, members: drawn.flatMap((z) => d.parts(z)) });
  const everything = variables.flatMap((v) => d.parts(v));
  const all = everything.length > 0 ? [{ id: 'N', label: 'n = 1, …, N', members: everything }] : [];
  return { nodes: d.nodes, edges: d.edges, boxes: [...within, ...all] };
}

class Draft {
  readonly nodes: PlateNode[] = [];
  readonly edges: PlateEdge[] = [];
  readonly boxes: PlateBox[] = [];
  /** What stands inside a variable's distribution, and its factor. */
  private readonly inside = new Map<string, string[]>();

  constructor(private readonly n: Notation) {}

  /** A variable with all that belongs to it. */
  parts(v: string): readonly string[] {
    return [v, ...(this.inside.get(v) ?? [])];
  }
  variable(v: string): void {
    const { n } = this;
    const { m } = n;
    const clamped = m.wired(v, 'data');
    const point = (m.wired(v, 'p') ? n.law(v, 'p') : n.law(v, 'q'))?.point === true;
    const kind = m.kind(v) === 'Given' ? 'given' : clamped ? 'observed' : point ? 'point' : 'latent';
    const says = { given: 'a condition', observed: 'observed', point: 'follows from its parents', latent: 'latent' }[kind];
    this.nodes.push({ id: v, kind, label: n.symbol(v), says, nodes: [v] });
  }
  private edge(from: string, to: string, side: 'p' | 'q', nodes: readonly string[], directed = true): void {
    if (!this.edges.some((e) => e.from === from && e.to === to && e.side === side)) this.edges.push({ from, to, side, directed, nodes });
  }
  /** Edges of p, with what its distribution draws on the way. */
  generated(v: string): void {
    const { n } = this;
    const law = n.law(v, 'p');
    if (!law) return;
    const own = [...closure(n.m, v, 'p')];
    const parents = n.read(v, 'p').filter((u) => n.m.isVariable(u));
    const letters = this.parameters(own);
    if (law.undirected) {
      const factor = `${v}/factor`;
      this.nodes.push({ id: factor, kind: 'factor', label: '', says: `a factor of p(${v})`, nodes: own });
      this.inside.set(v, [factor]);
      this.edge(factor, v, 'p', own, false);
      for (const u of [...letters, ...parents]) this.edge(u, factor, 'p', own, false);
      return;
    }
    const inner = law.inner ?? [];
    const ids = inner.map((part, i) => this.part(v, part, i));
    ids.forEach((id, i) => this.edge(id, ids[i + 1] ?? v, 'p', inner[i]!.nodes));
    const chained = inner.flatMap((part, i) => (part.chained ? [ids[i]!] : []));
    for (const to of [...chained, v]) for (const u of [...letters, ...parents]) if (u !== v) this.edge(u, to, 'p', own);
    if (parents.includes(v)) this.edge(v, v, 'p', own);
    if (law.positions !== undefined) {
      this.edge(v, v, 'p', own);
      this.boxes.push({ id: `${v}/positions`, label: law.positions, members: [v] });
    }
  }
  private part(v: string, part: Inner, i: number): string {
    const id = `${v}/${i}`;
    this.nodes.push({
      id,
      kind: part.fixed ? 'point' : 'latent',
      label: part.symbol,
      says: `inside the distribution of ${v}`,
      nodes: part.nodes,
    });
    this.inside.set(v, [...(this.inside.get(v) ?? []), id]);
    if (part.chained) this.edge(id, id, 'p', part.nodes);
    if (part.plate !== undefined) this.boxes.push({ id: `${id}/plate`, label: part.plate, members: [id] });
    return id;
  }
  inferred(v: string): void {
    const { n } = this;
    const own = [...closure(n.m, v, 'q')];
    for (const u of [...this.parameters(own), ...n.read(v, 'q').filter((u) => n.m.isVariable(u))]) this.edge(u, v, 'q', own);
  }
  /** A dot for every letter of the weights of some nodes. */
  private parameters(nodes: readonly string[]): readonly string[] {
    const letters = this.n.order.filter((l) => nodes.some((x) => this.n.lettersBy.get(x) === l));
    return letters.map((letter) => {
      const id = `weights ${letter}`;
      if (!this.nodes.some((x) => x.id === id)) {
        const owners = [...this.n.lettersBy].flatMap(([node, l]) => (l === letter ? [node] : []));
        this.nodes.push({ id, kind: 'parameter', label: letter, says: `weights of ${owners.join(', ')}`, nodes: owners });
      }
      return id;
    });
  }
}
