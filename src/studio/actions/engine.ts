/** The one engine of the page, and what its reports change. */
import { saveCheckpoint } from '../../storage/checkpoints.ts';
import { EngineClient } from '../../workers/client.ts';
import { owned, projectNow } from '../stores/project.ts';
import { addExamined, addFrame, addMetrics, useRun } from '../stores/run.ts';
import { figure } from '../facts.ts';
import { session } from '../stores/session.ts';
import { toast } from '../stores/toasts.ts';

let client: EngineClient | undefined;
/** Seed and backend of the request at hand, kept with its checkpoints. */
let asked: { readonly seed: number } = { seed: 0 };
export const rememberRequest = (seed: number): void => {
  asked = { seed };
};
export const seedNow = (): number => asked.seed;

/** Made when first needed: the worker and its backends are loaded after the page has shown. */
export function engine(): EngineClient {
  client ??= new EngineClient({
    onStatus: (status) => {
      const before = useRun.getState().status.state;
      useRun.setState((s) => ({
        status: { ...status, backend: status.backend ?? s.status.backend },
        diagnostics: status.diagnostic ? [status.diagnostic] : s.diagnostics,
        // a text that was called off never comes to its end
        streamed: status.task ? s.streamed : undefined,
      }));
      if (status.reached !== undefined) toast('good', `The loss has come down to ${figure(status.reached)}.`, 'Train goes on from here.');
      if (status.state === 'done' && before !== 'done') toast('good', `Trained ${status.step} steps.`);
    },
    onMetrics: (points) => useRun.setState((s) => ({ metrics: addMetrics(s.metrics, points) })),
    onViews: (views) => useRun.setState((s) => ({ film: addFrame(s.film, views), streamed: undefined, drawn: undefined })),
    onText: (streamed) => useRun.setState({ streamed }),
    onProbes: ({ step, probed }) => useRun.setState({ probed: { step, byNode: new Map(probed.map((p) => [p.node, p])) } }),
    onExamined: (examined) => useRun.setState((s) => addExamined(s, examined)),
    onCheckpoint: (bytes, step) => {
      const { content, metrics, status } = useRun.getState();
      if (content === undefined || !owned()) return;
      void saveCheckpoint(projectNow().id, {
        content,
        step,
        total: status.total,
        bytes,
        metrics,
        seed: asked.seed,
        backend: session().backend,
      });
    },
    onRestart: (outcome, reason) => {
      if (outcome === 'resumed') {
        toast('plain', 'The engine was restarted and goes on from the last checkpoint.', reason);
        return;
      }
      useRun.setState((s) => ({ status: { ...s.status, state: 'failed' } }));
      toast('bad', 'The engine stopped and could not be brought back.', `${reason}. Train goes on from the last checkpoint.`);
    },
    onSilent: (seconds) => {
      const { state } = useRun.getState().status;
      if (state !== 'training' && state !== 'preparing') return;
      toast('plain', `The engine has not answered for ${seconds} seconds.`, 'It may be busy with a long step. What was trained is kept.', {
        label: 'Restart it',
        run: () => client?.revive(),
      });
    },
  });
  return client;
}
export function disposeEngine(): void {
  client?.dispose();
  client = undefined;
}
