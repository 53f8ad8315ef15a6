/** Train, Pause, Step, Stop and how far the run is. */
import type { ReactNode } from 'react';
import { pause, stepOnce, stop, train } from '../actions/run.ts';
import { Icon } from '../parts/icons.tsx';
import { useRun } from '../stores/run.ts';
import { session } from '../stores/session.ts';
import { duration } from './duration.ts';

export function RunButtons(): ReactNode {
  const status = useRun((s) => s.status);
  const { state, step, total, msPerStep, task } = status;
  const running = state === 'training';
  const busy = state === 'preparing';
  const left = running && msPerStep > 0 ? duration((total - step) * msPerStep) : undefined;
  return (
    <div className="run-buttons">
      {running ? (
        <button type="button" className="button primary" title="Pause (Space)" onClick={() => void pause()}>
          <Icon name="pause" size={14} />
          Pause
        </button>
      ) : (
        <button type="button" className="button primary" disabled={busy} title="Train the model (Space)" onClick={() => void train()}>
          <Icon name="play" size={14} />
          Train
        </button>
      )}
      {!running && (
        <button type="button" className="button hidden" aria-label="Pause" disabled tabIndex={-1}>
          Pause
        </button>
      )}
      <button type="button" className="button" disabled={busy || running} title="One step (.)" onClick={() => void stepOnce()}>
        Step
      </button>
      <button
        type="button"
        className="button"
        disabled={state === 'idle'}
        title="End the run and free the device"
        onClick={() => void stop()}
      >
        Stop
      </button>
      <button
        type="button"
        className="plain"
        aria-label="Run settings"
        title="Length, backend, batch"
        onClick={() => session().set({ dialog: 'settings' })}
      >
        <Icon name="settings" />
      </button>
      <span className="progress">
        <span role="status" aria-label="Step" className="steps">
          {busy ? `preparing · step ${step}` : `step ${step}`}
          {total > 0 ? ` / ${total}` : ''}
        </span>
        <small>
          {task && task.done < 1
            ? `${TASK[task.name] ?? task.name} · ${Math.round(100 * task.done)} %`
            : running && msPerStep > 0
              ? `${msPerStep < 10 ? msPerStep.toFixed(1) : Math.round(msPerStep)} ms a step`
              : STATE[state]}
          {left && !task && ` · ${left} left`}
        </small>
      </span>
    </div>
  );
}
/** What a task that takes a while is doing. */
const TASK: Readonly<Record<string, string>> = {
  sample: 'drawing samples',
  score: 'scoring',
  infer: 'inferring latents',
  reconstruct: 'rebuilding data',
};
const STATE = {
  idle: 'not running',
  preparing: 'preparing',
  training: 'training',
  paused: 'paused',
  done: 'done',
  failed: 'failed',
} as const;
