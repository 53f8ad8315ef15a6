/** Samples from other noise, with the weights at hand. */
import type { ReactNode } from 'react';
import { drawAgain } from '../actions/draw.ts';
import { Icon } from '../parts/icons.tsx';
import { useRun } from '../stores/run.ts';

export function DrawAgain(): ReactNode {
  const state = useRun((s) => s.status.state);
  const pass = useRun((s) => s.drawn?.pass);
  const can = state === 'paused' || state === 'done';
  return (
    <button
      type="button"
      className="plain small"
      disabled={!can}
      aria-label="Draw other samples"
      title={
        can
          ? `Draw other samples, with the settings that the nodes have now${pass ? `: ${pass} so far` : ''}`
          : 'Pause the run to draw other samples'
      }
      onClick={() => void drawAgain()}
    >
      <Icon name="again" size={14} />
    </button>
  );
}
