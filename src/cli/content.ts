/** What of a drawing programs depend on: not where things stand, nor notes and titles. */
import { writeFile } from '../graph/file.ts';
import { isGroupBody } from '../graph/groups/kinds.ts';
import type { Graph } from '../graph/model.ts';
import type { Drawing } from './drawing.ts';

const content = (g: Graph): string =>
  writeFile({
    ...g,
    title: '',
    notes: '',
    frames: [],
    view: {},
    // what a group holds is in the nodes already
    subgraphs: Object.fromEntries(Object.entries(g.subgraphs).filter(([, s]) => !isGroupBody(s))),
    nodes: g.nodes
      .filter((n) => n.kind !== 'Note')
      .map((n) => ({ id: n.id, kind: n.kind, version: n.version, params: n.params, muted: n.muted, position: { x: 0, y: 0 } })),
  });
export const contentDiffers = (a: Drawing, b: Drawing): boolean => content(a.graph) !== content(b.graph);
