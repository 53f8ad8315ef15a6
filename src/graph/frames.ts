/** Frames: what they carry, and the colours they may have. */
import type { Frame, Graph, Point } from './model.ts';

/** Names of colours, kept in the file; both themes have a shade of each. Anything else is as no colour. */
export const FRAME_COLORS = ['grey', 'blue', 'green', 'amber', 'pink', 'orange'] as const;
export type FrameColor = (typeof FRAME_COLORS)[number];
export const frameColor = (frame: Pick<Frame, 'color'>): FrameColor => FRAME_COLORS.find((c) => c === frame.color) ?? 'grey';

const within = ({ position: p, size }: Frame, at: Point): boolean =>
  at.x >= p.x && at.y >= p.y && at.x < p.x + size.width && at.y < p.y + size.height;
const holds = (outer: Frame, inner: Frame): boolean =>
  outer.id !== inner.id &&
  within(outer, inner.position) &&
  inner.position.x + inner.size.width <= outer.position.x + outer.size.width &&
  inner.position.y + inner.size.height <= outer.position.y + outer.size.height;

/** Ids of the nodes and frames that stand inside a frame: they move with it. */
export function inside(graph: Pick<Graph, 'nodes' | 'frames'>, frame: Frame): readonly string[] {
  return [
    ...graph.frames.filter((f) => holds(frame, f)).map((f) => f.id),
    ...graph.nodes.filter((n) => within(frame, n.position)).map((n) => n.id),
  ];
}
/** Places after a move, with those of all that the frames among them carry. */
export function carried(graph: Pick<Graph, 'nodes' | 'frames'>, moves: Readonly<Record<string, Point>>): Readonly<Record<string, Point>> {
  const frames = graph.frames.filter((f) => moves[f.id] !== undefined);
  if (frames.length === 0) return moves;
  const all: Record<string, Point> = { ...moves };
  const places = new Map([...graph.frames, ...graph.nodes].map((item) => [item.id, item.position]));
  for (const frame of frames) {
    const to = moves[frame.id]!;
    for (const id of inside(graph, frame)) {
      const from = places.get(id)!;
      all[id] ??= { x: from.x + to.x - frame.position.x, y: from.y + to.y - frame.position.y };
    }
  }
  return all;
}
