/** What the inspector says of a group: what it holds, how often it is used, and what can be done with it. */
import type { ReactNode } from 'react';
import { definitionOf, insideOf, usesOf } from '../../graph/groups/kinds.ts';
import type { GraphNode } from '../../graph/model.ts';
import { makeIndependent, open, ungroupSelected } from '../actions/groups.ts';
import { dispatch, useGraph } from '../stores/document.ts';
import { TextField } from './text-field.tsx';

export function GroupSection({ node }: { readonly node: GraphNode }): ReactNode {
  const graph = useGraph();
  const inside = definitionOf(graph, node);
  const definition = insideOf(node);
  const uses = definition === undefined ? 0 : usesOf(graph, definition).length;
  return (
    <>
      <div className="lead-row wrap">
        <button type="button" title="Double-click or Enter on the canvas" onClick={() => open(node)}>
          Open the group
        </button>
        {inside && (
          <button type="button" title="Put what it holds in its place (Ctrl Shift G)" onClick={ungroupSelected}>
            Ungroup
          </button>
        )}
        {uses > 1 && (
          <button type="button" title="Give this use an inside of its own" onClick={() => makeIndependent(node)}>
            Make independent
          </button>
        )}
      </div>
      {uses > 1 && <p className="note">Used {uses} times: a change inside changes every use. Each use has weights of its own.</p>}
      {inside && definition !== undefined && (
        <div className="names">
          <TextField
            label="Title"
            value={inside.title}
            title="What all uses of the group are called"
            commit={(title) => void dispatch({ type: 'set-title', title, within: definition })}
          />
        </div>
      )}
    </>
  );
}
