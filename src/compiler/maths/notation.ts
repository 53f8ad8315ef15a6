/** Reads a model as mathematics: its factors, the laws behind them, and what objectives ask of both. */
import type { Space } from '../../graph/space.ts';
import { type Line, type Term, term } from '../../nodes/notation/formula.ts';
import { type Law, type LawContext, type Reading, unknown } from '../../nodes/notation/law.ts';
import type { Naming, Scribe } from '../../nodes/notation/scribe.ts';
import { symbol } from '../latex.ts';
import type { Model } from '../model.ts';
import { closure } from './letters.ts';

export type Side = 'p' | 'q' | 'regulariser';
/** θ and φ stand before all others. */
const rank = (letter: string): number => (letter === '\\theta' ? 0 : letter === '\\phi' ? 1 : 2);
const AS_IT_IS: Naming = (name) => name;

export class Notation implements Scribe {
  constructor(
    readonly m: Model,
    private readonly spaces: ReadonlyMap<string, Space>,
    readonly lettersBy: ReadonlyMap<string, string>,
  ) {
    this.order = [...new Set(lettersBy.values())].toSorted((a, b) => rank(a) - rank(b));
  }
  /** Letters as they stand side by side. */
  readonly order: readonly string[];
  /** A chain of steps is written down step by step: once for each variable is enough. */
  private readonly known = new Map<string, Law>();

  symbol = (variable: string): string => symbol(variable);

  // ---- letters
  /** "_{\\theta,\\phi}" of the nodes that have weights. */
  private subscript(nodes: Iterable<string>): string {
    const has = new Set([...nodes].flatMap((n) => this.lettersBy.get(n) ?? []));
    const letters = this.order.filter((l) => has.has(l));
    return letters.length > 0 ? `_{${letters.join(',')}}` : '';
  }
  letters(variables: readonly string[]): string {
    return this.subscript(variables.flatMap((v) => [...closure(this.m, v, 'p')]));
  }

  // ---- variables
  inferred(variable: string): boolean {
    return this.m.wired(variable, 'q');
  }
  certain(variable: string): boolean {
    return this.law(variable, 'q')?.point === true;
  }
  read(variable: string, side: Side): readonly string[] {
    return [...this.m.parents(variable, side)];
  }
  above(variables: readonly string[]): readonly string[] {
    const wanted = new Set(variables.flatMap((v) => [v, ...this.m.ancestors(v)]));
    return this.m.order().filter((v) => wanted.has(v) && this.m.wired(v, 'p'));
  }
  makers(variables: readonly string[]): readonly string[] {
    return [...new Set(this.above(variables).flatMap((v) => [v, ...closure(this.m, v, 'p')]))];
  }
  factor(variable: string, side: Side, as: Naming = AS_IT_IS): Term {
    const named = (v: string): string => as(symbol(v), v);
    const parents = this.read(variable, side).map(named);
    const made = closure(this.m, variable, side);
    const letters = this.subscript(made);
    const name = side === 'regulariser' ? `r${letters}` : `${side}${letters}`;
    return term(`${name}(${named(variable)}${parents.length > 0 ? `\\mid ${parents.join(',')}` : ''})`, [variable, ...made]);
  }
  overData(variables: readonly string[]): Term {
    const { m } = this;
    const latents = variables.filter((v) => m.wired(v, 'q'));
    const read = this.behind(variables);
    // what is explained comes first, then what it is conditioned on
    const clamped = [...m.order()].reverse().filter((v) => read.has(v) && m.wired(v, 'data'));
    const sorted = [...clamped.filter((v) => variables.includes(v)), ...clamped.filter((v) => !variables.includes(v))];
    // a column that no variable is clamped to
    const loose = [...read].filter((v) => v.includes('.'));
    const names = [...sorted, ...loose].map(symbol);
    const tuple = names.length > 1 ? `(${names.join(',')})` : (names[0] ?? '\\cdot');
    const q = latents.map((z) => this.factor(z, 'q'));
    const draws = latents.map((z, i) => `,\\,${symbol(z)}\\sim ${q[i]!.latex}`).join('');
    const sources = sorted.flatMap((v) => [v, ...m.into(v, 'data').map((w) => w.from.node)]);
    return term(`\\mathbb{E}_{${tuple}\\sim\\mathcal{D}${draws}}`, [...sources, ...q.flatMap((f) => f.nodes)]);
  }
  /** What an objective over some variables reads: all that is above them, where a regulariser stands in for a p, by the regulariser. */
  private behind(variables: readonly string[]): ReadonlySet<string> {
    const { m } = this;
    const found = new Set(variables);
    for (const v of found) {
      if (!m.isVariable(v)) continue;
      const side = !variables.includes(v) && m.wired(v, 'regulariser') ? 'regulariser' : 'p';
      for (const u of [...m.parents(v, side), ...m.parents(v, 'q')]) found.add(u);
    }
    return found;
  }

  // ---- nodes
  reading(id: string, as: Naming = AS_IT_IS): Reading {
    const { m } = this;
    const behind = (ports: readonly string[]): readonly string[] => [...new Set([id, ...ports.flatMap((p) => [...closure(m, id, p)])])];
    return {
      id,
      wired: (port) => m.wired(id, port),
      args: (...ports) => [...new Set(ports.flatMap((p) => [...m.parents(id, p)]))].map((v) => as(symbol(v), v)).join(','),
      weights: (...ports) => this.subscript(behind(ports)),
      nodes: (...ports) => behind(ports),
      settings: (port) => {
        const node = m.into(id, port)[0]?.from.node;
        return node === undefined ? undefined : m.resolved(node);
      },
    };
  }
  /** The law of an output, as the law of the value named. */
  private lawAt(id: string, output: string, v: string, as: Naming): Law {
    const { m } = this;
    const { law } = m.definition(id);
    if (!law) return unknown(v, id);
    const c: LawContext = {
      ...this.reading(id, as),
      v,
      output,
      space: this.spaces.get(`${id}.${output}`),
      laws: (port, u) => m.into(id, port).map((w) => this.lawAt(w.from.node, w.from.port, u, as)),
    };
    return law(c, m.params(id));
  }
  law(variable: string, side: Side, as: Naming = AS_IT_IS): Law | undefined {
    const known = as === AS_IT_IS ? this.known.get(`${side} ${variable}`) : undefined;
    if (known) return known;
    const [w] = this.m.into(variable, side);
    const law = w && this.lawAt(w.from.node, w.from.port, as(symbol(variable), variable), as);
    if (law && as === AS_IT_IS) this.known.set(`${side} ${variable}`, law);
    return law;
  }
  draw(variable: string, side: 'p' | 'q', as?: Naming): readonly Line[] {
    const law = this.law(variable, side, as);
    // what draws a variable belongs to the variable, too
    return law?.draw.map((l, i, all) => (i === all.length - 1 ? { ...l, nodes: [...new Set([...l.nodes, variable])] } : l)) ?? [];
  }
}
