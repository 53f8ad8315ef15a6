/** Grades of the four tasks: how faithful, at what cost, and why (DESIGN rule 7). */

export type Fidelity = 'exact' | 'lower' | 'upper' | 'estimate' | 'impossible';
export type Cost = 'direct' | 'sequential' | 'iterative' | 'mcmc';

/** One reason, in terms of a node of the drawing. */
export interface Reason {
  readonly node: string;
  readonly text: string;
}
export interface Grade {
  readonly fidelity: Fidelity;
  readonly cost: Cost;
  readonly why: readonly Reason[];
}

const FIDELITIES: readonly Fidelity[] = ['exact', 'lower', 'upper', 'estimate', 'impossible'];
const COSTS: readonly Cost[] = ['direct', 'sequential', 'iterative', 'mcmc'];

export const grade = (fidelity: Fidelity, node: string, text: string, cost: Cost = 'direct'): Grade => ({
  fidelity,
  cost,
  why: [{ node, text }],
});
/** What a bound with draws of its own becomes where it is summed as a probability (Jensen's inequality points the other way). */
export const drawnBound = (node: string): Grade =>
  grade('estimate', node, `${node} has a bound with noise of its own, and a sum of such bounds may come out too high`);
export const EXACT: Grade = { fidelity: 'exact', cost: 'direct', why: [] };

/** The grade of a term that is subtracted: a lower bound becomes an upper one. */
export function minus(g: Grade): Grade {
  if (g.fidelity === 'lower') return { ...g, fidelity: 'upper' };
  if (g.fidelity === 'upper') return { ...g, fidelity: 'lower' };
  return g;
}

/** The grade of a sum of log terms. A lower and an upper bound together bound nothing. */
export function all(...gs: readonly Grade[]): Grade {
  const has = new Set(gs.map((g) => g.fidelity));
  const worst = FIDELITIES.findLast((f) => has.has(f)) ?? 'exact';
  const fidelity = worst === 'upper' && has.has('lower') ? 'estimate' : worst;
  const cost = COSTS.findLast((c) => gs.some((g) => g.cost === c)) ?? 'direct';
  const why = gs.flatMap((g) => g.why);
  return { fidelity, cost, why: why.filter((r, i) => why.findIndex((o) => o.node === r.node && o.text === r.text) === i) };
}
