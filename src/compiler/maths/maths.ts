/** The drawing as mathematics: its factorisation, the law of every factor, and what is minimised. */
import type { Space } from '../../graph/space.ts';
import type { Loss } from '../../nodes/define.ts';
import { type Formula, type Line, type Statement, latexOf, nodesIn, term } from '../../nodes/notation/formula.ts';
import { explained } from '../../nodes/notation/law.ts';
import type { Model } from '../model.ts';
import { lettersOf } from './letters.ts';
import { NO_PLATE, type Plate } from './plate/plate.ts';
import { Notation, type Side } from './notation.ts';

export interface Maths {
  /** KaTeX letters by the nodes whose weights they stand for. */
  readonly letters: Readonly<Record<string, string>>;
  /** The joint as a product of factors: "p_θ(x, z) = p(z) p_θ(x | z)", and the same for q. Empty where there is none. */
  readonly p: Formula;
  readonly q: Formula;
  /** Conditions, hidden variables and what is clamped, in words. */
  readonly remarks: readonly Remark[];
  /** Every factor, and what stands in it. */
  readonly laws: readonly Spelled[];
  readonly algorithms: Algorithms;
  readonly plate: Plate;
}
/** The programs as algorithms; empty where there is no program. */
export interface Algorithms {
  readonly learn: readonly { readonly optimiser: string; readonly lines: readonly Line[] }[];
  readonly sample: readonly Line[];
  readonly score: readonly Line[];
  readonly infer: readonly Line[];
}
export interface Remark {
  readonly text: string;
  readonly nodes: readonly string[];
}
export interface Spelled {
  readonly variable: string;
  readonly side: Side;
  readonly statements: readonly Statement[];
}
export interface Objective {
  readonly draws: readonly Line[];
  /** The first is the loss itself. */
  readonly statements: readonly Statement[];
}
export const NOTHING: Maths = {
  letters: {},
  p: [],
  q: [],
  remarks: [],
  laws: [],
  algorithms: { learn: [], sample: [], score: [], infer: [] },
  plate: NO_PLATE,
};

/** @param params names of all parameters @param players what each optimiser trains, in the order of the phases */
export function notationOf(
  m: Model,
  spaces: ReadonlyMap<string, Space>,
  params: Iterable<string>,
  players: readonly { readonly trained: readonly string[] }[],
): Notation {
  const ownerOf = (param: string): string => param.slice(0, param.indexOf('.'));
  const owning = new Set([...params].map(ownerOf));
  const trained = players.map((p) => new Set(p.trained.map(ownerOf)));
  const order = m.nodes.map((n) => n.id).filter((id) => owning.has(id));
  const trainers = (node: string): string => trained.map((t, i) => (t.has(node) ? String(i) : '')).join('') || '~';
  return new Notation(m, spaces, lettersOf(m, order, trainers));
}
export function mathsOf(n: Notation, clamps: readonly string[], hidden: readonly string[], algorithms: Algorithms, plate: Plate): Maths {
  return {
    letters: Object.fromEntries(n.lettersBy),
    p: joint(n, 'p'),
    q: joint(n, 'q'),
    remarks: remarksOf(n, clamps, hidden),
    laws: (['p', 'q', 'regulariser'] as const).flatMap((side) => spelled(n, side)),
    algorithms,
    plate,
  };
}
/** "p_θ(x, z | y) = p(z) p_θ(x | z, y)" */
function joint(n: Notation, side: 'p' | 'q'): Formula {
  const { m } = n;
  const made = m.order().filter((v) => m.kind(v) !== 'Given' && m.wired(v, side));
  if (made.length === 0) return [];
  const factors = made.map((v) => n.factor(v, side));
  const given = [...new Set(made.flatMap((v) => n.read(v, side)))].filter((v) => !made.includes(v));
  if (factors.length === 1) return factors;
  const letters = n.order.filter((l) => factors.some((f) => /^[pq]_\{([^}]*)\}/.exec(f.latex)?.[1]?.split(',').includes(l)));
  const names = made.toReversed().map(n.symbol).join(',');
  const whole = `${side}${letters.length > 0 ? `_{${letters.join(',')}}` : ''}(${names}${given.length > 0 ? `\\mid ${given.map(n.symbol).join(',')}` : ''})`;
  return [term(whole, nodesIn(factors)), term('='), ...factors];
}
function remarksOf(n: Notation, clamps: readonly string[], hidden: readonly string[]): readonly Remark[] {
  const { m } = n;
  const remark = (variables: readonly string[], text: (names: string) => string): readonly Remark[] =>
    variables.length === 0 ? [] : [{ text: text(variables.map((v) => `$${n.symbol(v)}$`).join(', ')), nodes: variables }];
  const unseen = m.unseen();
  return [
    ...remark(m.of('Given'), (names) => `${names} given: a condition, never generated`),
    ...remark(
      m.observed().filter((v) => !unseen.includes(v)),
      (names) => `${names} observed: clamped to data while learning`,
    ),
    ...remark(m.of('Latent'), (names) => `${names} latent`),
    ...remark([...new Set([...hidden, ...unseen])], (names) => `${names} hidden: summed out like a latent`),
    ...remark(
      clamps.filter((v) => m.isVariable(v)),
      (names) => `${names} fixed by you in sampling`,
    ),
  ];
}
function spelled(n: Notation, side: Side): readonly Spelled[] {
  const { m } = n;
  return m
    .order()
    .filter((v) => m.kind(v) !== 'Given' && m.wired(v, side))
    .flatMap((variable) => {
      const law = n.law(variable, side);
      if (!law) return [];
      const factor = n.factor(variable, side);
      return [{ variable, side, statements: unique(explained(factor, law)) }];
    });
}
/** A base that two steps share is explained once. */
function unique(list: readonly Statement[]): readonly Statement[] {
  const seen = new Set<string>();
  return list.filter((s) => {
    const key = `${latexOf(s.formula)} ${s.text ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
/** A loss on paper: "L = …". */
export function onPaper(n: Notation, node: string, written: Loss['written']): Objective {
  const { draws, formula, where } = written(n);
  const head: Formula = [term('\\mathcal{L}', [node]), term('=')];
  return { draws, statements: [{ formula: [...head, ...formula] }, ...where] };
}
