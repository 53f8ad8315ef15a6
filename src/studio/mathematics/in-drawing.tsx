/** What one node says in this drawing: the formulas it stands in, with its terms marked. */
import { type ReactNode, useMemo } from 'react';
import type { Compiled } from '../../compiler/compiled.ts';
import { type Statement, latexOf, nodesIn } from '../../nodes/notation/formula.ts';
import { useDerived } from '../stores/derived.ts';
import { StatementList } from './statement-list.tsx';

/** A node of a large model stands in many formulas; the first say most. */
const MOST = 4;

/** Laws and losses that a node has a part in, and what else names it; those with the fewest nodes are the most about it. */
export function statementsOf({ maths, learn }: Compiled, node: string): readonly Statement[] {
  const losses = learn.players.flatMap((p) => p.losses.flatMap((l) => l.statements));
  const all = [...maths.laws.flatMap((l) => l.statements), ...losses].filter((s) => nodesIn(s.formula).includes(node));
  const unique = all.filter((s, i) => all.findIndex((o) => latexOf(o.formula) === latexOf(s.formula)) === i);
  return unique.length <= MOST ? unique : unique.toSorted((a, b) => nodesIn(a.formula).length - nodesIn(b.formula).length).slice(0, MOST);
}
export function InDrawing({ node }: { readonly node: string }): ReactNode {
  const compiled = useDerived((s) => s.compiled);
  const statements = useMemo(() => (compiled ? statementsOf(compiled, node) : []), [compiled, node]);
  if (statements.length === 0) return null;
  return (
    <div className="in-drawing">
      <StatementList statements={statements} />
      <p className="note">In this drawing. In general:</p>
    </div>
  );
}
