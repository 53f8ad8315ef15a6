/** An empty canvas says how to begin. */
import type { ReactNode } from 'react';
import { openFile } from '../actions/files.ts';
import { session } from '../stores/session.ts';

export const EmptyCanvas = (): ReactNode => (
  <div className="empty-canvas">
    <h2>Draw a model</h2>
    <p>
      A model is a set of random variables. Say which distribution generates each one (<b>p</b>), which one infers it (<b>q</b>), and which
      data it is clamped to. How to learn, sample, score and infer follows from the drawing.
    </p>
    <ol>
      <li>
        Start from a finished model:{' '}
        <button type="button" onClick={() => session().set({ dialog: 'templates' })}>
          Browse the gallery
        </button>
      </li>
      <li>Or add nodes: drag them from the palette, double-click here, or press /</li>
      <li>
        Or{' '}
        <button type="button" onClick={openFile}>
          open a drawing
        </button>{' '}
        you saved; dropping it here works too
      </li>
    </ol>
  </div>
);
