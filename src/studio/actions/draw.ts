/** Draws samples from other noise than the film's, with the weights at hand and the settings that the nodes have now. */
import type { WhichWays } from '../../workers/protocol.ts';
import { hotChanges } from '../hot.ts';
import { deriveNow } from '../stores/derived.ts';
import { useRun } from '../stores/run.ts';
import { session } from '../stores/session.ts';
import { toast } from '../stores/toasts.ts';
import { engine } from './engine.ts';
import { readyAsItIs } from './run.ts';

export async function drawAgain(): Promise<void> {
  const { content } = await deriveNow();
  const before = useRun.getState();
  if (before.content === undefined) return;
  if (before.content !== content && !hotChanges(before.content, content)) {
    toast('plain', 'The drawing has changed since it was trained.', 'Undo the change to draw from the model as it was, or train it anew.');
    return;
  }
  if (!(await readyAsItIs())) return;
  const pass = (before.drawn?.pass ?? 0) + 1;
  const drawn = await engine().draw(pass);
  useRun.setState({ streamed: undefined, ...(drawn && { drawn: { ...drawn, pass } }) });
  if (drawn) session().set({ frame: undefined });
}
/** Ways between other examples or draws; while the run trains they come with its next frame. */
export async function waysBetween(which: WhichWays): Promise<void> {
  const between = await engine().between(which);
  if (between) useRun.setState(({ film }) => ({ film: film.map((v, i) => (i === film.length - 1 ? { ...v, between } : v)) }));
}
