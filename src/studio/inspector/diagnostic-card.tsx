/** What is wrong, why, and how to mend it. */
import type { ReactNode } from 'react';
import type { Diagnostic } from '../../graph/diagnostic.ts';
import { enter } from '../actions/nodes.ts';
import { useCanvas } from '../stores/canvas.ts';
import { select, session } from '../stores/session.ts';

/** Shows the node a message is about. */
export function goTo(d: Pick<Diagnostic, 'node' | 'within'>): void {
  const { node } = d;
  if (node === undefined) return;
  if (session().within !== d.within) enter(d.within);
  select([node]);
  session().set({ tab: 'node' });
  window.setTimeout(() => useCanvas.getState().focus?.([node]), 80);
}
const WORD = { error: 'Error', warning: 'Warning', info: 'Note' } as const;

export function DiagnosticCard({
  diagnostic: d,
  linked = false,
}: {
  readonly diagnostic: Diagnostic;
  readonly linked?: boolean;
}): ReactNode {
  const place = [d.node, d.port ?? d.param].filter(Boolean).join('.');
  return (
    <article className={`diagnostic ${d.severity}`}>
      <header>
        <span className="severity">{WORD[d.severity]}</span>
        {linked && d.node !== undefined ? (
          <button type="button" className="link" onClick={() => goTo(d)}>
            {d.within === undefined ? place : `${d.within} › ${place}`}
          </button>
        ) : (
          <code>{d.where ?? place}</code>
        )}
      </header>
      <p>
        <b>{d.what}</b>
      </p>
      {d.why !== '' && <p>{d.why}</p>}
      {d.mend !== '' && <p className="mend">{d.mend}</p>}
    </article>
  );
}
