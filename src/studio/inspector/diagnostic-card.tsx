/** What is wrong, why, and how to mend it. */
import type { ReactNode } from 'react';
import type { Diagnostic } from '../../graph/diagnostic.ts';
import { flat } from '../../graph/groups/flatten.ts';
import { enterPath } from '../actions/groups.ts';
import { prefixOf, wayTo } from '../place.ts';
import { mendsOf } from '../advice/mends.ts';
import { Offers } from '../parts/offers.tsx';
import { useCanvas } from '../stores/canvas.ts';
import { graphNow, useGraph } from '../stores/document.ts';
import { select, session } from '../stores/session.ts';

/** Shows the node a message is about, wherever it lies. */
export function goTo(d: Pick<Diagnostic, 'node' | 'within'>): void {
  if (d.node === undefined) return;
  const graph = graphNow();
  // A layer is told by the drawing it is in; any network that has this drawing leads there.
  const owner = d.within === undefined ? undefined : flat(graph).nodes.find((n) => n.params['subgraph'] === d.within)?.id;
  const { path, id } = wayTo(graph, owner === undefined ? d.node : `${owner}/${d.node}`);
  if (prefixOf(session().path) !== prefixOf(path)) enterPath(path);
  select([id]);
  session().set({ tab: 'node' });
  window.setTimeout(() => useCanvas.getState().focus?.([id]), 80);
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
      <Mends diagnostic={d} />
    </article>
  );
}
/** Mends that take one press. */
function Mends({ diagnostic }: { readonly diagnostic: Diagnostic }): ReactNode {
  const graph = useGraph();
  return <Offers offers={mendsOf(diagnostic, graph)} />;
}
