/** Where the view stood on each drawing, and inside each custom network: kept in this browser, never in the file. */
import type { Graph, Point } from '../../graph/model.ts';
import { graphNow } from '../stores/document.ts';
import { projectNow } from '../stores/project.ts';
import { type Viewport, session } from '../stores/session.ts';

/** The oldest are forgotten first. */
const MOST = 60;
/** Milliseconds after which a view that has stopped moving is where it stands. */
const REST_MS = 150;
/** So much of a drawing must be in sight for a remembered view to be of use. */
const ENOUGH = 1 / 3;

/** Two drawings may have one title, and one drawing may become another when a template takes its place. */
export const viewportKey = (project: string, graph: Pick<Graph, 'title'>, within: string | undefined): string =>
  [project, graph.title, ...(within === undefined ? [] : [within])].join(' › ');

export function remembered(all: Readonly<Record<string, Viewport>>, key: string, viewport: Viewport): Readonly<Record<string, Viewport>> {
  const others = Object.entries(all).filter(([k]) => k !== key);
  return Object.fromEntries([...others.slice(-(MOST - 1)), [key, viewport]]);
}
const finite = (v: Viewport): boolean => Number.isFinite(v.x) && Number.isFinite(v.y) && Number.isFinite(v.zoom) && v.zoom > 0;

/** Whether a view still shows enough of a drawing, which may have been changed since. */
export function shows(
  v: Viewport,
  nodes: readonly { readonly position: Point }[],
  area: { readonly width: number; readonly height: number },
): boolean {
  if (!finite(v) || nodes.length === 0) return false;
  const seen = nodes.filter(({ position: p }) => {
    const [x, y] = [p.x * v.zoom + v.x, p.y * v.zoom + v.y];
    return x > 0 && y > 0 && x < area.width && y < area.height;
  });
  return seen.length >= nodes.length * ENOUGH;
}
let last: { readonly key: string; readonly viewport: Viewport; readonly timer: number } | undefined;
/** Once the view rests: a turn of the wheel is many moves, and each would be told to all that the page shows. */
export function rememberViewport(viewport: Viewport): void {
  const key = viewportKey(projectNow().id, graphNow(), session().within);
  if (last?.key === key) window.clearTimeout(last.timer);
  else keepLast();
  last = { key, viewport, timer: window.setTimeout(keepLast, REST_MS) };
}
function keepLast(): void {
  if (!last) return;
  const { key, viewport, timer } = last;
  last = undefined;
  window.clearTimeout(timer);
  session().set({ viewports: remembered(session().viewports, key, viewport) });
}
export const recallViewport = (): Viewport | undefined => {
  keepLast();
  const { within, viewports } = session();
  const key = viewportKey(projectNow().id, graphNow(), within);
  return Object.hasOwn(viewports, key) ? viewports[key] : undefined;
};
