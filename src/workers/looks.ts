/** What a run shows of itself: all that comes with a frame of the film, and other samples where they are asked for. */
import { type Drawable, drawSamples } from '../runtime/draws.ts';
import type { Betweens } from '../runtime/between.ts';
import type { Probing } from '../runtime/probing.ts';
import type { Trainer } from '../runtime/trainer.ts';
import { type Extent, WHOLE, views, viewsWork } from '../runtime/views.ts';
import type { Cadence, Work } from './cadence.ts';
import type { Drawn, EngineEvents, RunRequest, Streamed, Views } from './protocol.ts';

interface Looked extends Omit<Drawable, 'seed'> {
  readonly request: Pick<RunRequest, 'seed' | 'steps' | 'viewEvery'>;
  readonly events: Pick<EngineEvents, 'onText'>;
  readonly trainer: Trainer;
  readonly probing: Probing;
  readonly betweens: Betweens;
}
const seeded = (run: Looked): Drawable => ({ ...run, seed: run.request.seed });
const toldBy = (run: Looked) => (text: Streamed) => run.events.onText(text);

/** @throws Cancelled when it was called off */
export async function viewsOf(run: Looked, extent = WHOLE): Promise<Views> {
  const { betweens, probing, trainer } = run;
  const seen = await views(seeded(run), trainer.step, extent, toldBy(run));
  const between = betweens.cheap
    ? await betweens.look()
    : betweens.offered
      ? { asked: betweens.ends }
      : betweens.why === undefined
        ? undefined
        : { why: betweens.why };
  return { ...seen, ...(!extent.judged && { sketch: true }), between, probed: await probing.look(true) };
}
/** Operations of a frame and of a turn. */
export const workOf = (run: Looked): Work => ({ ...viewsWork(seeded(run)), turn: run.trainer.work });
/** The frame that it is time for. @param due the number of steps says so */
export function frameDue(
  { cadence, request, trainer }: Looked & { readonly cadence: Cadence },
  msPerStep: number,
  due: boolean,
): Extent | undefined {
  if (request.viewEvery === 0) return undefined;
  if (trainer.step >= request.steps) return WHOLE;
  return cadence.due({ now: performance.now(), msPerStep, every: request.viewEvery, due });
}
/** @throws Cancelled when it was called off */
export async function drawn(run: Looked, pass: number): Promise<Drawn> {
  return { step: run.trainer.step, ...(await drawSamples(seeded(run), { pass, onText: toldBy(run) })) };
}
