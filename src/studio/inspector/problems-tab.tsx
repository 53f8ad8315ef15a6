/** Everything the compiler has to say about the drawing. */
import type { ReactNode } from 'react';
import type { Severity } from '../../graph/diagnostic.ts';
import { useDerived } from '../stores/derived.ts';
import { useRun } from '../stores/run.ts';
import { DiagnosticCard } from './diagnostic-card.tsx';

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

export function ProblemsTab(): ReactNode {
  const drawing = useDerived((s) => s.diagnostics);
  const failure = useDerived((s) => s.failure);
  const run = useRun((s) => s.diagnostics);
  const none = drawing.find((d) => d.code === 'no-model');
  const all = [
    ...drawing.filter((d) => d !== none),
    ...run.filter((r) => !drawing.some((d) => d.code === r.code && d.node === r.node)),
  ].toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  return (
    <div className="section problems">
      {failure !== undefined && (
        <article className="diagnostic error">
          <header>
            <span className="severity">Fault</span>
          </header>
          <p>
            <b>The compiler failed on this drawing. That is a mistake in Wellspring, not in your drawing.</b>
          </p>
          <p>{failure}</p>
          <p className="mend">Undo the last change, save the drawing, and report it with the file.</p>
        </article>
      )}
      {none && (
        <div className="empty">
          <h2>No model yet</h2>
          <p>{none.why}</p>
          <p>{none.mend}</p>
        </div>
      )}
      {all.length === 0 && !none && failure === undefined && (
        <div className="empty">
          <h2>Nothing is wrong</h2>
          <p>The drawing is complete and its programs are built.</p>
        </div>
      )}
      {all.map((d, i) => (
        <DiagnosticCard key={`${d.code}${d.node}${d.port}${i}`} diagnostic={d} linked />
      ))}
    </div>
  );
}
