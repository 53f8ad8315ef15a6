/** What is open, and the way back. */
import { Fragment, type ReactNode, useEffect } from 'react';
import { insideOf, subgraphOf } from '../../graph/groups/kinds.ts';
import type { Graph } from '../../graph/model.ts';
import { enterPath, stayInside } from '../actions/groups.ts';
import { placeKind, withinOf } from '../place.ts';
import { bodyOf, useGraph } from '../stores/document.ts';
import { useSession } from '../stores/session.ts';

const WHAT = { canvas: '', group: 'inside of a group', network: 'layers of a network' } as const;

export function Breadcrumb(): ReactNode {
  const graph = useGraph();
  const path = useSession((s) => s.path);
  const within = useSession((s) => s.within);
  useEffect(stayInside, [graph]);
  const inside = within === undefined ? undefined : graph.subgraphs[within];
  return (
    <nav className={`breadcrumb is-${placeKind(graph, within)}`} aria-label="Where you are">
      <button type="button" onClick={() => enterPath([])}>
        {graph.title}
      </button>
      {path.map((_, i) => {
        const to = path.slice(0, i + 1);
        const title = nameOf(graph, to);
        return (
          <Fragment key={to.join('/')}>
            <span aria-hidden="true">›</span>
            {i === path.length - 1 ? (
              <b aria-current="page" title={inside?.title}>
                {title}
              </b>
            ) : (
              <button type="button" onClick={() => enterPath(to)}>
                {title}
              </button>
            )}
          </Fragment>
        );
      })}
      <small>{WHAT[placeKind(graph, within)]} · Esc goes back</small>
    </nav>
  );
}
/** A group is known by its title, and a use of it by its name where the two differ. */
function nameOf(graph: Graph, path: readonly string[]): string {
  const id = path.at(-1) ?? '';
  const outer = withinOf(graph, path.slice(0, -1))?.within;
  const node = bodyOf(graph, outer).nodes.find((n) => n.id === id);
  const title = node?.kind === 'Group' ? subgraphOf(graph, insideOf(node))?.title : undefined;
  return node?.label ?? (title !== undefined && title !== '' && title !== 'Group' ? `${title} (${id})` : id);
}
