/** The view in which everything is seen, or some of it: nodes, frames, and pictures, also those that come only when the model runs. */
import { type Viewport, getViewportForBounds } from '@xyflow/react';
import { sizesOf } from '../actions/view.ts';
import { type Size, useCanvas } from '../stores/canvas.ts';
import { bodyOf, graphNow } from '../stores/document.ts';
import { session } from '../stores/session.ts';
import { around } from './guides.ts';
import { LEAST_ZOOM } from './pinch.ts';
import { pictureBoxes } from './placing.ts';
import type { Box } from './ports.ts';

/** @param ids nothing: everything */
export function boxOfThose(ids: readonly string[]): Box | undefined {
  const graph = graphNow();
  const { within } = session();
  const { measured } = useCanvas.getState();
  const wanted = (id: string): boolean => ids.length === 0 || ids.includes(id);
  const body = bodyOf(graph, within);
  // with room for the pictures that cards get once the model runs
  const sizeOf = sizesOf(body);
  const nodes = body.nodes.filter((n) => wanted(n.id));
  const frames = (within === undefined ? graph.frames : []).filter((f) => wanted(f.id));
  return around([
    ...nodes.map((n) => ({ ...n.position, ...sizeOf(n.id) })),
    ...frames.map((f) => ({ ...f.position, ...f.size })),
    ...pictureBoxes(graph, within, measured)
      .filter(({ node }) => wanted(node))
      .map(({ box }) => box),
  ]);
}
interface Rim {
  readonly above: number;
  readonly below: number;
  readonly beside: number;
}
export function viewOf(ids: readonly string[], area: Size, { above, below, beside }: Rim): Viewport | undefined {
  const box = boxOfThose(ids);
  const padding = { top: `${above}px`, right: `${beside}px`, bottom: `${below}px`, left: `${beside}px` } as const;
  return box && getViewportForBounds(box, area.width, area.height, LEAST_ZOOM, ids.length === 1 ? 1.2 : 1.05, padding);
}
/** Have all of them been measured? Sizes that are only expected would do for a moment. */
export function areMeasured(ids: readonly string[]): boolean {
  const { measured } = useCanvas.getState();
  return bodyOf(graphNow(), session().within).nodes.every((n) => (ids.length > 0 && !ids.includes(n.id)) || measured.has(n.id));
}
