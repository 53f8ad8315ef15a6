/** Putting the selected nodes in line. */
import { ARRANGEMENTS, type Arrange, arranged } from '../arrange.ts';
import { expectedSize } from '../canvas/sizes.ts';
import { useCanvas } from '../stores/canvas.ts';
import { bodyOf, dispatch, graphNow } from '../stores/document.ts';
import { session } from '../stores/session.ts';
import { toast, toastDiagnostic } from '../stores/toasts.ts';

export function arrangeSelected(how: Arrange): void {
  const { selection, within } = session();
  const { measured } = useCanvas.getState();
  const boxes = bodyOf(graphNow(), within)
    .nodes.filter((n) => selection.has(n.id))
    .map((n) => ({ id: n.id, ...n.position, ...(measured.get(n.id) ?? expectedSize(n)) }));
  const least = how === 'across' || how === 'down' ? 3 : 2;
  if (boxes.length < least) {
    toast('plain', `Select at least ${least} nodes first.`, 'Shift and drag draws a box around them; Shift and click adds one more.');
    return;
  }
  const place = within === undefined ? {} : { within };
  const move = { type: 'move-nodes', positions: arranged(boxes, how) } as const;
  const refusal = dispatch({ type: 'batch', name: ARRANGEMENTS[how], commands: [move], ...place });
  if (refusal) toastDiagnostic(refusal);
}
