/** Finding nodes of the drawing by name. */
import { focusNode } from '../canvas/focus.ts';
import { titleOf } from '../facts.ts';
import { NODES } from '../../nodes/registry.ts';
import { matches } from '../palette/search.ts';
import type { Choice } from '../parts/picker.tsx';
import { useCanvas } from '../stores/canvas.ts';
import type { Body } from '../stores/document.ts';
import { select, session } from '../stores/session.ts';

export function goToNode(id: string): void {
  select([id]);
  session().set({ tab: 'node' });
  useCanvas.getState().focus?.([id]);
  focusNode(id);
}
export const nodesCalled = (body: Body, text: string): readonly Choice[] =>
  body.nodes
    .filter((n) => matches(`${titleOf(n)} ${n.id} ${n.kind}`, text))
    .map((n) => ({
      key: `go ${n.id}`,
      label: `${titleOf(n)} (${n.id})`,
      detail: NODES.get(n.kind)?.summary ?? n.kind,
      aside: 'go to',
      take: () => goToNode(n.id),
    }));
