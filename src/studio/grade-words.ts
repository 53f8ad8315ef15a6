/** Grades in words and marks. */
import type { Compiled, Task } from '../compiler/compiled.ts';
import type { Grade } from '../distributions/grade.ts';

export const gradeOf = (compiled: Compiled, task: Task): Grade => compiled[task].grade;

const FIDELITY: Readonly<Record<Grade['fidelity'], string>> = {
  exact: 'exact',
  lower: 'lower bound',
  upper: 'upper bound',
  estimate: 'estimate',
  impossible: 'impossible',
};
const COST: Readonly<Record<Grade['cost'], string>> = {
  direct: 'in one pass',
  sequential: 'one part after the other',
  iterative: 'in many passes',
  mcmc: 'by a Markov chain',
};
export const fidelityWords = (g: Grade): string => FIDELITY[g.fidelity];
export const costWords = (g: Grade): string => COST[g.cost];

/** ✓ exact and direct, ↻ exact but iterative, ≥ ≤ bounds, ≈ estimate, ✕ impossible. */
export function mark(g: Grade): { readonly sign: string; readonly tone: 'good' | 'warn' | 'bad' } {
  switch (g.fidelity) {
    case 'impossible':
      return { sign: '✕', tone: 'bad' };
    case 'lower':
      return { sign: '≥', tone: 'warn' };
    case 'upper':
      return { sign: '≤', tone: 'warn' };
    case 'estimate':
      return { sign: '≈', tone: 'warn' };
    case 'exact':
      return g.cost === 'iterative' || g.cost === 'mcmc' ? { sign: '↻', tone: 'good' } : { sign: '✓', tone: 'good' };
  }
}

/** The few words on a chip. */
export function chipWords(compiled: Compiled, task: Task): string {
  const g = gradeOf(compiled, task);
  if (task === 'learn') {
    const names = [...new Set(compiled.learn.players.flatMap((p) => p.losses.map((l) => l.name)))];
    if (names.length > 0 && g.fidelity !== 'impossible') return names.join(', ');
  }
  if (g.fidelity === 'impossible') return 'impossible';
  return g.fidelity === 'exact'
    ? g.cost === 'direct'
      ? task === 'sample'
        ? 'one pass'
        : 'exact'
      : `exact, ${COST[g.cost]}`
    : `${FIDELITY[g.fidelity]}${g.cost === 'direct' ? '' : `, ${COST[g.cost]}`}`;
}
