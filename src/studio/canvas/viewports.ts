/** Where the view stood on each drawing, and inside each custom network: kept in this browser, never in the file. */
import type { Graph, Point } from '../../graph/model.ts';
import { graphNow } from '../stores/document.ts';
import { type Viewport, session } from '../stores/session.ts';

/** The oldest are forgotten first. */
const MOST = 60;
/** So much of a drawing must be in sight for a remembered view to be of use. */
const ENOUGH = 1 / 3;

export const viewportKey = (graph: Pick<Graph, 'title'>, within: string | undefined): string =>
  within === undefined ? graph.title : `${graph.title} › ${within}`;

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
export function rememberViewport(viewport: Viewport): void {
  const { within, viewports, set } = session();
  set({ viewports: remembered(viewports, viewportKey(graphNow(), within), viewport) });
}
export const recallViewport = (): Viewport | undefined => {
  const { within, viewports } = session();
  const key = viewportKey(graphNow(), within);
  return Object.hasOwn(viewports, key) ? viewports[key] : undefined;
};
