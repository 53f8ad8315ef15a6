/** An empty canvas says how to begin. */
import type { ReactNode } from 'react';
import { beginWithData } from '../actions/advise.ts';
import { openFile } from '../actions/files.ts';
import { session } from '../stores/session.ts';

export const EmptyCanvas = (): ReactNode => (
  <div className="empty-canvas">
    <h2>Draw a model</h2>
    <p>
      A model is a set of random variables. Say which distribution generates each one (<b>p</b>), which one infers it (<b>q</b>), and which
      data it is clamped to. How to learn, sample, score and infer follows from the drawing.
    </p>
    <ul>
      <li>
        <button type="button" className="button primary" onClick={beginWithData}>
          Begin with data
        </button>
        <span>Two nodes to start from; each next step is said on the canvas.</span>
      </li>
      <li>
        <button type="button" onClick={() => session().set({ dialog: 'templates' })}>
          Browse the gallery
        </button>
        <span>Finished models, from VAEs and GANs to diffusion, ready to train.</span>
      </li>
      <li>
        <button type="button" onClick={openFile}>
          Open a drawing
        </button>
        <span>One you saved. Dropping it here works too.</span>
      </li>
    </ul>
    <p className="empty-hint">
      Or add nodes yourself:{' '}
      <span className="by-mouse">
        drag them from the palette, double-click here, or press <kbd>/</kbd>
      </span>
      <span className="by-touch">tap Nodes, then a node</span>.
    </p>
  </div>
);
