/** The bar on top: what is open, the run's buttons, the backend. */
import type { ReactNode } from 'react';
import { redoLabel, undoLabel } from '../../graph/history.ts';
import { LIMITS } from '../../graph/limits.ts';
import { openFile, saveFile } from '../actions/files.ts';
import { FileMenu } from './file-menu.tsx';
import { Icon, Mark } from '../parts/icons.tsx';
import { dispatch, useDocument } from '../stores/document.ts';
import { useSaved } from '../saving.ts';
import { useProject } from '../stores/project.ts';
import { session } from '../stores/session.ts';
import { BackendBadge } from './backend-badge.tsx';
import { RunButtons } from './run-buttons.tsx';

export function Header(): ReactNode {
  const title = useDocument((s) => s.history.present.graph.title);
  const undo = useDocument((s) => undoLabel(s.history));
  const redo = useDocument((s) => redoLabel(s.history));
  const canUndo = useDocument((s) => s.history.past.length > 0);
  const canRedo = useDocument((s) => s.history.future.length > 0);
  const saved = useSaved((s) => s.state);
  const follower = useProject((s) => s.role === 'follower');
  return (
    <header className="header">
      <Mark />
      <h1>Wellspring</h1>
      <FileMenu />
      <input
        className="title"
        aria-label="Title of the drawing"
        value={title}
        maxLength={LIMITS.title}
        size={Math.min(34, Math.max(8, title.length))}
        onChange={(e) => dispatch({ type: 'set-title', title: e.target.value }, 'title')}
        onBlur={() => useDocument.getState().settle()}
      />
      <span
        className={`saved${saved === 'not saved' ? ' bad' : ''}`}
        title={follower ? 'Open in another tab, which saves it' : 'Kept in this browser; Save file makes a file of it'}
      >
        {follower ? 'elsewhere' : saved}
      </span>
      <span className="spacer" />
      <button
        type="button"
        className="plain"
        aria-label="Undo"
        title={undo ? `Undo: ${undo} (Ctrl Z)` : 'Nothing to undo'}
        disabled={!canUndo}
        onClick={() => useDocument.getState().undo()}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        className="plain"
        aria-label="Redo"
        title={redo ? `Redo: ${redo} (Ctrl Shift Z)` : 'Nothing to redo'}
        disabled={!canRedo}
        onClick={() => useDocument.getState().redo()}
      >
        <Icon name="redo" />
      </button>
      <RunButtons />
      <span className="spacer" />
      <BackendBadge />
      <button type="button" className="plain" aria-label="Open file" title="Open a drawing (Ctrl O)" onClick={openFile}>
        <Icon name="open" />
      </button>
      <button type="button" className="plain" aria-label="Save file" title="Save the drawing as a file (Ctrl S)" onClick={saveFile}>
        <Icon name="save" />
      </button>
      <button type="button" className="button" onClick={() => session().set({ dialog: 'templates' })}>
        Templates
      </button>
    </header>
  );
}
