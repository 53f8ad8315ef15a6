/** Shows a node, and one of its settings ready to be changed. */
import { useCanvas } from '../stores/canvas.ts';
import { select, session } from '../stores/session.ts';
import { enter } from './nodes.ts';

/** Milliseconds until the inspector has drawn what was selected. */
const DRAWN_MS = 120;

export function goToSetting(node: string, param?: string): void {
  if (session().within !== undefined) enter(undefined);
  select([node]);
  session().set({ tab: 'node', inspector: true });
  window.setTimeout(() => {
    useCanvas.getState().focus?.([node]);
    const field = param === undefined ? undefined : document.querySelector<HTMLElement>(`[data-param="${CSS.escape(param)}"]`);
    field?.scrollIntoView({ block: 'center' });
    field?.querySelector<HTMLElement>('input, select, textarea, button:not(.reset)')?.focus();
  }, DRAWN_MS);
}
