import { readFileSync, readdirSync } from 'node:fs';
import ELK from 'elkjs/lib/elk.bundled.js';
import { describe, expect, test } from 'vitest';
import { parseFile } from '../../../src/graph/file.ts';
import type { Graph, Point } from '../../../src/graph/model.ts';
import { placePictures } from '../../../src/studio/canvas/beside-circle.ts';
import { pictureBoxes } from '../../../src/studio/canvas/placing.ts';
import { expectedSizes } from '../../../src/studio/canvas/sizes.ts';
import { fromElk, toElk } from '../../../src/studio/layout/elk-graph.ts';
import { tidy } from '../../../src/studio/layout/tidy.ts';

const files = readdirSync('templates').filter((f) => f.endsWith('.wellspring.json'));
const graphs: readonly (readonly [string, Graph])[] = files.map((f) => [f, parseFile(readFileSync(`templates/${f}`, 'utf8')).graph!]);

/** What pictures beside circles cover. */
function covered(graph: Graph, at: Readonly<Record<string, Point>>): readonly string[] {
  const sizes = expectedSizes(graph);
  const moved = { ...graph, nodes: graph.nodes.map((n) => ({ ...n, position: at[n.id]! })) };
  const measured = new Map(graph.nodes.map((n) => [n.id, { width: sizes(n.id).width, height: sizes(n.id).height }]));
  const pictures = pictureBoxes(moved, undefined, measured).map(({ node, box }) => ({ id: `picture of ${node}`, ...box }));
  const all = [...moved.nodes.map((n) => ({ id: n.id, ...n.position, ...measured.get(n.id)! })), ...pictures];
  return pictures.flatMap((a) =>
    all
      .filter((b) => a !== b && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)
      .map((b) => `${a.id} over ${b.id}`),
  );
}
describe.each(graphs)('%s', (_, graph) => {
  test('laid out as papers do, pictures beside circles cover nothing', () => {
    expect(covered(graph, tidy(graph, expectedSizes(graph)))).toEqual([]);
  });
  test('nor laid out in layers', async () => {
    const sizes = expectedSizes(graph);
    const { positions } = fromElk(await new ELK().layout(toElk(graph, sizes)), graph, sizes);
    expect(covered(graph, positions)).toEqual([]);
  });
});

test('two circles side by side do not put their pictures over one another', () => {
  const circle = (id: string, x: number) => ({ id, box: { x, y: 0, width: 74, height: 74 }, wired: new Set([]) });
  const circles = [circle('a', 0), circle('b', 90)];
  const corners = placePictures(circles, new Map(circles.map((c) => [c.id, c.box])));
  expect(corners.get('a')!.top).toBeGreaterThan(74);
  expect(corners.get('b')!.top).toBeLessThan(0);
});
