/** Several nodes at once. */
import type { ReactNode } from 'react';
import type { GraphNode } from '../../graph/model.ts';
import { arrangeSelected } from '../actions/arrange.ts';
import { duplicateSelected } from '../actions/clipboard.ts';
import { groupSelected } from '../actions/groups.ts';
import { frameSelected, removeSelected, toggleMuted } from '../actions/nodes.ts';
import { ARRANGEMENTS, type Arrange } from '../arrange.ts';
import { titleOf } from '../facts.ts';
import { Icon } from '../parts/icons.tsx';
import { select } from '../stores/session.ts';

/** Nobody reads a longer list, and it would be laid out anew with every frame of a box drawn over hundreds. */
const LISTED = 60;

export const SeveralTab = ({ nodes }: { readonly nodes: readonly GraphNode[] }): ReactNode => (
  <div className="section lead">
    <h2>{nodes.length} nodes</h2>
    <div className="lead-row wrap">
      <button type="button" className="small" onClick={duplicateSelected}>
        Duplicate
      </button>
      <button type="button" className="small" title="Make one node of them (Ctrl G)" onClick={groupSelected}>
        Group
      </button>
      <button type="button" className="small" onClick={frameSelected}>
        Frame
      </button>
      <button type="button" className="small" onClick={toggleMuted}>
        Mute
      </button>
      <button type="button" className="small" onClick={removeSelected}>
        Remove
      </button>
    </div>
    <div className="arrange" role="group" aria-label="Align and distribute">
      {(Object.keys(ARRANGEMENTS) as readonly Arrange[]).map((how) => (
        <button
          key={how}
          type="button"
          className="plain"
          aria-label={ARRANGEMENTS[how]}
          title={ARRANGEMENTS[how]}
          disabled={(how === 'across' || how === 'down') && nodes.length < 3}
          onClick={() => arrangeSelected(how)}
        >
          <Icon name={`align-${how}`} />
        </button>
      ))}
    </div>
    <ul className="plain-list">
      {nodes.slice(0, LISTED).map((n) => (
        <li key={n.id}>
          <button type="button" className="link" onClick={() => select([n.id])}>
            {titleOf(n)}
          </button>{' '}
          <code>{n.id}</code>
        </li>
      ))}
      {nodes.length > LISTED && <li>and {nodes.length - LISTED} more</li>}
    </ul>
  </div>
);
