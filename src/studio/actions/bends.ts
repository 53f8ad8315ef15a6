/** Bends in wires: dots that a wire is led through. */
import { REROUTE } from '../../graph/groups/kinds.ts';
import { freshName } from '../../graph/ids.ts';
import type { Point, Wire } from '../../graph/model.ts';
import { wireKey } from '../../graph/wires.ts';
import { DOT } from '../canvas/ports.ts';
import { useCanvas } from '../stores/canvas.ts';
import { bodyOf, dispatch, graphNow } from '../stores/document.ts';
import { select, session } from '../stores/session.ts';
import { toast, toastDiagnostic } from '../stores/toasts.ts';

const bodyNow = () => bodyOf(graphNow(), session().within);
const where = (): { readonly within?: string } => {
  const { within } = session();
  return within === undefined ? {} : { within };
};
const snap = (v: number): number => Math.round(v / 10) * 10;

/** Leads a wire through a dot at a point of the drawing. */
export function bendAt(wire: Wire, at: Point): void {
  const id = freshName('dot', new Set(bodyNow().nodes.map((n) => n.id)));
  const position = { x: snap(at.x - DOT / 2), y: snap(at.y - DOT / 2) };
  const refusal = dispatch({ type: 'bend-wire', wire, id, position, ...where() });
  if (refusal) toastDiagnostic(refusal);
  else select([id]);
}
/** The middle of a wire as it is drawn. */
function middleOf(wire: Wire): Point | undefined {
  const path = document.querySelector<SVGPathElement>(`.react-flow__edge[data-id="${CSS.escape(wireKey(wire))}"] path`);
  const at = path?.getPointAtLength(path.getTotalLength() / 2);
  return at && { x: at.x, y: at.y };
}
/** By keyboard: bends the selected wire half-way, or takes the selected dots away again. */
export function bendSelected(): void {
  const { selection, wires } = session();
  const body = bodyNow();
  const dots = body.nodes.filter((n) => n.kind === REROUTE && selection.has(n.id)).map((n) => n.id);
  if (dots.length > 0) {
    straighten(dots);
    return;
  }
  const wire = body.wires.find((w) => wires.has(wireKey(w)));
  if (!wire) {
    toast('plain', 'Select a wire to bend, or a bend to straighten.', 'Alt and click bends a wire where you click.');
    return;
  }
  bendAt(wire, middleOf(wire) ?? useCanvas.getState().center?.() ?? { x: 0, y: 0 });
}
export function straighten(ids: readonly string[]): void {
  const refusal = dispatch({ type: 'straighten', ids, ...where() });
  if (refusal) toastDiagnostic(refusal);
  else select([]);
}
