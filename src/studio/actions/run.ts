/** Train, pause, step, stop: what the buttons do. */
import { writeFile } from '../../graph/file.ts';
import type { Graph } from '../../graph/model.ts';
import { diagnose } from '../../graph/diagnostics.ts';
import { dropCheckpoint, loadCheckpoint, saveCheckpoint } from '../../storage/checkpoints.ts';
import { graphNow } from '../stores/document.ts';
import { type Change, hotChanges } from '../hot.ts';
import { contentNow, deriveNow, useDerived } from '../stores/derived.ts';
import { owned, projectNow } from '../stores/project.ts';
import { runOf } from '../../storage/runs.ts';
import { FRESH, useRun } from '../stores/run.ts';
import { session } from '../stores/session.ts';
import { toast, toastDiagnostic } from '../stores/toasts.ts';
import { importedNames } from './data.ts';
import { engine, rememberRequest, seedNow } from './engine.ts';

export const DEFAULT_STEPS = 3000;
const CHECKPOINT_EVERY = 250;

/** How long the drawing asks to be trained: kept with the drawing, since a template knows best. */
export function stepsOf(graph: Pick<Graph, 'view'>): number {
  const steps = graph.view['steps'];
  return typeof steps === 'number' && Number.isInteger(steps) && steps > 0 && steps <= 10_000_000 ? steps : DEFAULT_STEPS;
}

/** Counts what was asked of the engine: an answer that comes late must not undo what was asked since. */
let orders = 0;
/** Content of the drawing whose run was put away last. */
let asleep: string | undefined;
let restored: { readonly content: string; readonly bytes: Uint8Array; readonly step: number; readonly total: number } | undefined;

/** Shows the run of the last visit, ready to go on, if the drawing is still the one it belongs to: also where it was opened again from a file. */
export async function restoreRun(): Promise<void> {
  const project = projectNow().id;
  const [stored] = await Promise.all([loadCheckpoint(project), deriveNow()]);
  const id = stored && (await runOf(project, stored.content));
  if (!stored || projectNow().id !== project || useRun.getState().status.state !== 'idle') return;
  if (stored.content !== contentNow()) {
    // changed since, or another one was opened while this was read: Undo may bring it back
    asleep = stored.content;
    return;
  }
  restored = stored;
  useRun.setState({
    ...FRESH,
    id,
    content: stored.content,
    metrics: stored.metrics.filter((m) => m.step <= stored.step),
    status: { state: 'paused', step: stored.step, total: stored.total, msPerStep: 0 },
  });
  toast('plain', `This drawing was trained for ${stored.step} steps.`, 'Train goes on from there; Stop forgets it.');
}

/** Weights and optimiser ready for the drawing as it is now; false says why not in messages. */
async function prepared(): Promise<boolean> {
  if (!owned()) {
    toastDiagnostic(diagnose('command-elsewhere', {}, {}));
    return false;
  }
  const { content, compiled, failure, diagnostics } = await deriveNow();
  const run = useRun.getState();
  const { state, step, total } = run.status;
  const graph = graphNow();
  const same = run.content === content;
  if (same && restored === undefined && (state === 'paused' || state === 'training')) return true;
  if (state === 'preparing') return false;
  // Errors elsewhere on the canvas hold nothing up: what can be learnt has a program.
  if (!compiled || compiled.learn.players.length === 0) {
    const worst = diagnostics.find((d) => d.severity === 'error');
    if (worst) toastDiagnostic(worst);
    else toast('bad', 'There is nothing to train yet.', failure ?? compiled?.learn.grade.why.map((w) => w.text).join(' ') ?? '');
    session().set({ tab: 'problems', inspector: true });
    return false;
  }
  const again = same && state === 'done';
  // a loss that was not finite would come again from the same weights; anything else is worth another try
  const failed = same && state === 'failed' && run.status.diagnostic?.code !== 'run-non-finite';
  const turned =
    !same && restored === undefined && state !== 'idle' && run.content !== undefined ? hotChanges(run.content, content) : undefined;
  const checkpoint = again || turned ? await engine().checkpoint() : failed ? engine().lastCheckpoint : same ? restored?.bytes : undefined;
  // a run that is done goes on for as many steps again, also under another rate
  const longer = again || (turned !== undefined && state === 'done');
  const steps = !checkpoint ? stepsOf(graph) : longer ? total + stepsOf(graph) : (restored?.total ?? total);
  const marks = checkpoint && turned ? [...run.marks, { step, text: turned.map(describeChange).join(', ') }] : checkpoint ? run.marks : [];
  restored = undefined;
  orders++;
  asleep = undefined;
  rememberRequest(graph.seed);
  useRun.setState({
    ...(checkpoint ? run : { ...FRESH, steering: run.steering }),
    id: (checkpoint && run.id) ?? crypto.randomUUID(),
    text: writeFile(graph),
    content,
    marks,
    diagnostics: [],
    startedAt: (checkpoint && run.startedAt) ?? Date.now(),
    status: { state: 'preparing', step: checkpoint ? step : 0, total: steps, msPerStep: 0, backend: run.status.backend },
  });
  if (!checkpoint) session().set({ frame: undefined });
  try {
    const data = await importedNames();
    const reply = await engine().prepare({
      graph: writeFile(graph),
      seed: graph.seed,
      steps,
      backend: session().backend,
      viewEvery: session().viewEvery,
      checkpointEvery: CHECKPOINT_EVERY,
      data,
      checkpoint,
    });
    useRun.setState({ params: reply.params, diagnostics: reply.diagnostics });
    if (reply.ok) return true;
    const worst = reply.diagnostics.find((d) => d.severity === 'error') ?? reply.diagnostics[0];
    if (worst) toastDiagnostic(worst);
  } catch (error) {
    console.error(error);
    toast('bad', 'The engine could not get ready.', error instanceof Error ? error.message : String(error));
  }
  useRun.setState((s) => ({ status: { ...s.status, state: 'failed' } }));
  return false;
}

const describeChange = ({ node, param, from, to }: Change): string => `${node} ${param} ${shown(from)} → ${shown(to)}`;
const shown = (value: unknown): string => (value === undefined || value === null ? 'default' : String(value));

/** A learning rate that is changed while a run goes on takes effect at once; from elsewhere the run waits for Train. */
export function followRates(): () => void {
  let turning = false;
  return useDerived.subscribe(({ content, compiled, pending }) => {
    const run = useRun.getState();
    if (turning || pending || !compiled || run.status.state !== 'training' || run.content === undefined || run.content === content) return;
    if (!hotChanges(run.content, content)) return;
    turning = true;
    void train().finally(() => (turning = false));
  });
}
/** Weights ready for the drawing as it is now, without a step more asked for. */
export async function readyAsItIs(): Promise<boolean> {
  const { content } = await deriveNow();
  const { state } = useRun.getState().status;
  // a run that is done would be prepared for as many steps again
  return (state === 'done' && useRun.getState().content === content && restored === undefined) || prepared();
}
export async function train(): Promise<void> {
  if (await prepared()) await engine().train();
}
export async function pause(): Promise<void> {
  await engine().pause();
}
export async function stepOnce(): Promise<void> {
  if (await prepared()) await engine().step(1);
}
/** Ends the run. What was measured stays to be looked at; the weights go. */
export async function stop(): Promise<void> {
  restored = undefined;
  const mine = ++orders;
  // a page closed right after Stop forgets it, too; below goes what was saved meanwhile
  const forgotten = dropCheckpoint(projectNow().id);
  await engine().stop();
  await forgotten;
  // Train was pressed again before the engine had stopped
  if (orders !== mine) return;
  useRun.setState((s) => ({ content: undefined, status: { ...s.status, state: 'idle' } }));
  await dropCheckpoint(projectNow().id);
}
/** Milliseconds an engine may take to hand over its weights; after that the last checkpoint must do. */
const HANDOVER_MS = 8000;
const within = <T>(ms: number, work: Promise<T>): Promise<T | 'late'> =>
  Promise.race([work, new Promise<'late'>((resolve) => window.setTimeout(() => resolve('late'), ms))]);

/** Puts the run away with its drawing, to go on from where it is when the drawing comes back. */
export async function leaveRun(): Promise<void> {
  const { content, metrics, status } = useRun.getState();
  if (status.state === 'idle') {
    forgetViews();
    return;
  }
  const mine = ++orders;
  const { id } = projectNow();
  const running = status.state === 'training' || status.state === 'paused' || status.state === 'done';
  // what was restored and not touched lies in storage already
  if (running && restored === undefined && content !== undefined && owned()) {
    const handOver = async (): Promise<Uint8Array | undefined> => {
      await engine().pause();
      return engine().checkpoint();
    };
    const bytes = await within(HANDOVER_MS, handOver());
    if (orders !== mine) return;
    const { step, total } = useRun.getState().status;
    if (bytes === 'late') engine().abandon();
    else if (bytes) await saveCheckpoint(id, { content, step, total, bytes, metrics, seed: seedNow(), backend: session().backend });
  }
  restored = undefined;
  if ((await within(HANDOVER_MS, engine().stop())) === 'late') engine().abandon();
  if (orders !== mine) return;
  asleep = content;
  forgetViews();
}
/** The drawing is again what the run was of that was put away last, after Undo perhaps: so is the run. */
export const watchRuns = (): (() => void) =>
  useDerived.subscribe(({ content, pending }) => {
    if (pending || content !== asleep || useRun.getState().status.state !== 'idle') return;
    asleep = undefined;
    void restoreRun();
  });
function forgetViews(): void {
  const steering = { ...useRun.getState().steering, only: null, target: null };
  engine().steer(steering);
  useRun.setState((s) => ({ ...FRESH, steering, status: { ...FRESH.status, backend: s.status.backend } }));
  session().set({ frame: undefined });
}
