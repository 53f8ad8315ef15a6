/** Shows a node, and one of its settings ready to be changed. */
import { useCanvas } from '../stores/canvas.ts';
import { select, session } from '../stores/session.ts';
import { graphNow } from '../stores/document.ts';
import { wayTo } from '../place.ts';
import { enterPath } from './groups.ts';

/** Milliseconds until the inspector has drawn what was selected. */
const DRAWN_MS = 120;

/** @param name of a node in programs: "flow/coupling" */
export function goToSetting(name: string, param?: string): void {
  const { path, id: node } = wayTo(graphNow(), name);
  if (session().path.join() !== path.join()) enterPath(path);
  select([node]);
  session().set({ tab: 'node', inspector: true });
  window.setTimeout(() => {
    useCanvas.getState().focus?.([node]);
    const field = param === undefined ? undefined : document.querySelector<HTMLElement>(`[data-param="${CSS.escape(param)}"]`);
    field?.scrollIntoView({ block: 'center' });
    field?.querySelector<HTMLElement>('input, select, textarea, button:not(.reset)')?.focus();
  }, DRAWN_MS);
}
