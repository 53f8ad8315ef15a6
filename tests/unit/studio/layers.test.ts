import { readFileSync } from 'node:fs';
import ELK from 'elkjs/lib/elk.bundled.js';
import { describe, expect, test } from 'vitest';
import { parseFile } from '../../../src/graph/file.ts';
import type { Frame, Graph } from '../../../src/graph/model.ts';
import { expectedSizes } from '../../../src/studio/canvas/sizes.ts';
import { framesAround, fromElk, toElk } from '../../../src/studio/layout/elk-graph.ts';

const read = (name: string): Graph => parseFile(readFileSync(`templates/${name}.wellspring.json`, 'utf8')).graph!;
const frame = (id: string, x: number, y: number, width: number, height: number): Frame => ({
  id,
  title: id,
  position: { x, y },
  size: { width, height },
});
const plain = read('latent-diffusion-digits');
const at = (g: Graph, id: string) => g.nodes.find((n) => n.id === id)!;
const dec = at(plain, 'dec').position;
const framed: Graph = {
  ...plain,
  frames: [
    frame('inner', dec.x - 20, dec.y - 20, 220, 260),
    frame('outer', dec.x - 300, dec.y - 120, 900, 600),
    frame('empty', -2000, -2000, 300, 200),
  ],
};

describe.each([
  ['without frames', plain],
  ['with frames', framed],
])('laid out in layers %s', (_, graph) => {
  const sizes = expectedSizes(graph);
  const laid = new ELK().layout(toElk(graph, sizes)).then((l) => fromElk(l, graph, sizes));
  test('every node has a place on the grid, and none covers another', async () => {
    const { positions } = await laid;
    const boxes = graph.nodes.map((n) => ({ id: n.id, ...positions[n.id]!, ...sizes(n.id) }));
    for (const b of boxes) expect([Math.abs(b.x % 10), Math.abs(b.y % 10)]).toEqual([0, 0]);
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1)) {
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(apart, `${a.id} and ${b.id}`).toBe(true);
      }
  });
  test('frames go on holding what they held, and nothing else', async () => {
    const { positions, frames } = await laid;
    const before = framesAround(graph, sizes);
    const after = framesAround(
      {
        ...graph,
        nodes: graph.nodes.map((n) => ({ ...n, position: positions[n.id]! })),
        frames: graph.frames.map((f) => ({ ...f, ...frames[f.id]! })),
      },
      sizes,
    );
    expect([...after].toSorted()).toEqual([...before].toSorted());
  });
});
test('the frame around a node is the smallest', () => {
  const around = framesAround(framed, expectedSizes(framed));
  expect(around.get('n dec')).toBe('inner');
  expect(around.get('f inner')).toBe('outer');
  expect(around.has('f empty')).toBe(false);
});
