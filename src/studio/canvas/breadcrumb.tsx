/** Which custom network is open, and the way back. */
import type { ReactNode } from 'react';
import { enter } from '../actions/nodes.ts';
import { useGraph } from '../stores/document.ts';
import { useSession } from '../stores/session.ts';

export function Breadcrumb(): ReactNode {
  const graph = useGraph();
  const within = useSession((s) => s.within);
  if (within === undefined) return null;
  const owner = graph.nodes.find((n) => n.params['subgraph'] === within);
  return (
    <nav className="breadcrumb" aria-label="Where you are">
      <button type="button" onClick={() => enter(undefined)}>
        {graph.title}
      </button>
      <span aria-hidden="true">›</span>
      <b aria-current="page">{owner?.label ?? owner?.id ?? graph.subgraphs[within]?.title}</b>
      <small>layers of a network · Esc goes back</small>
    </nav>
  );
}
