/** A frame's title. */
import type { ReactNode } from 'react';
import type { Frame } from '../../graph/model.ts';
import { removeSelected } from '../actions/nodes.ts';
import { dispatch } from '../stores/document.ts';
import { TextField } from './text-field.tsx';

export const FrameTab = ({ frame }: { readonly frame: Frame }): ReactNode => (
  <div className="section lead">
    <div className="lead-row">
      <h2>Frame</h2>
      <span className="spacer" />
      <button type="button" className="small" onClick={removeSelected}>
        Remove
      </button>
    </div>
    <p>Holds together what belongs together. Moving it moves the nodes inside; it means nothing to the compiler.</p>
    <TextField label="Title" value={frame.title} commit={(title) => void dispatch({ type: 'set-frame', id: frame.id, title })} />
  </div>
);
