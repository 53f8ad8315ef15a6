/** Laying the drawing out: as papers draw a model, or in layers, which knows frames and any number of nodes. */
import type { Command } from '../../graph/commands.ts';
import { fromElk, toElk } from '../layout/elk-graph.ts';
import { tidy } from '../layout/tidy.ts';
import { useCanvas } from '../stores/canvas.ts';
import { bodyOf, dispatch, graphNow } from '../stores/document.ts';
import { session } from '../stores/session.ts';
import { toast, toastDiagnostic } from '../stores/toasts.ts';
import { placedHere } from './laid.ts';
import { sizesOf } from './view.ts';

/** Beyond this a single line of the model is longer than any screen. */
const MANY = 40;

const where = (): { readonly within?: string } => {
  const { within } = session();
  return within === undefined ? {} : { within };
};
const show = (): number => window.setTimeout(() => useCanvas.getState().focus?.([]), 60);

/** Puts every node where papers would draw it; with frames, or beyond a screenful, in layers. */
export function layOut(): void {
  const { within } = session();
  const body = bodyOf(graphNow(), within);
  if (body.nodes.length > MANY || (within === undefined && graphNow().frames.length > 0)) {
    void layOutInLayers();
    return;
  }
  const positions = tidy(body, sizesOf(body));
  if (within === undefined) for (const [id, at] of Object.entries(positions)) placedHere(id, at);
  if (Object.keys(positions).length > 0) arrange([{ type: 'move-nodes', positions }], 'Lay out');
}
export async function layOutInLayers(): Promise<void> {
  const { within } = session();
  const graph = graphNow();
  const drawn = { ...bodyOf(graph, within), frames: within === undefined ? graph.frames : [] };
  if (drawn.nodes.length === 0) return;
  const sizeOf = sizesOf(drawn);
  try {
    const { layInLayers } = await import('../layout/elk.ts');
    const { positions, frames } = fromElk(await layInLayers(toElk(drawn, sizeOf)), drawn, sizeOf);
    // While it was worked out the user went on.
    if (graphNow() !== graph || session().within !== within) return;
    const moves: readonly Command[] = Object.entries(frames).map(([id, f]) => ({ type: 'move-frame', id, ...f }));
    arrange([{ type: 'move-nodes', positions }, ...moves], 'Lay out in layers');
  } catch (error) {
    console.error(error);
    toast('bad', 'The drawing could not be laid out.', 'Nothing was moved. Reload the page and try again.');
  }
}
function arrange(commands: readonly Command[], name: string): void {
  const refusal = dispatch({ type: 'batch', name, commands, ...where() });
  if (refusal) toastDiagnostic(refusal);
  else show();
}
