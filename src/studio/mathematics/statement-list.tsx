/** Lines of mathematics, each with what is said about it. */
import { type ReactNode, Suspense, lazy } from 'react';
import { type Statement, latexOf } from '../../nodes/notation/formula.ts';

const FormulaView = lazy(() => import('./formula-view.tsx'));

export const StatementView = ({ statement }: { readonly statement: Statement }): ReactNode => (
  <div className="statement">
    <Suspense fallback={<span className="maths-wait" aria-hidden="true" />}>
      <FormulaView formula={statement.formula} />
    </Suspense>
    {statement.text !== undefined && <p className="note">{statement.text}</p>}
  </div>
);
export const StatementList = ({ statements }: { readonly statements: readonly Statement[] }): ReactNode =>
  statements.map((s) => <StatementView key={`${latexOf(s.formula)} ${s.text ?? ''}`} statement={s} />);
