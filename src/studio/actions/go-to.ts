/** Shows a node, and one of its settings ready to be changed. */
import { TASKS } from '../../compiler/compiled.ts';
import { useCanvas } from '../stores/canvas.ts';
import { select, session } from '../stores/session.ts';
import { useDerived } from '../stores/derived.ts';
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

/** The printed program, at the lines that the selected node wrote. */
export function goToSource(): void {
  const compiled = useDerived.getState().compiled;
  const task = TASKS.find((t) => (t === 'learn' ? compiled?.learn.players[0] : compiled?.[t].program)) ?? 'learn';
  session().set({ tab: 'programs', asked: 'programs', inspector: true, program: task, language: 'tfjs' });
}
