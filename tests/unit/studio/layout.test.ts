import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseFile } from '../../../src/graph/file.ts';
import { type Graph, emptyGraph } from '../../../src/graph/model.ts';
import { NODES } from '../../../src/nodes/registry.ts';
import { expectedSize, expectedSizes } from '../../../src/studio/canvas/sizes.ts';
import { placeSockets } from '../../../src/studio/canvas/ports.ts';
import { wirePath } from '../../../src/studio/canvas/path.ts';
import { tidy } from '../../../src/studio/layout/tidy.ts';

const files = readdirSync('templates').filter((f) => f.endsWith('.wellspring.json'));
const graphs: readonly (readonly [string, Graph])[] = files.map((f) => [f, parseFile(readFileSync(`templates/${f}`, 'utf8')).graph!]);

describe.each(graphs)('%s laid out', (_, graph) => {
  const sizes = expectedSizes(graph);
  const at = tidy(graph, sizes);
  test('every node has a place, on the grid', () => {
    for (const n of graph.nodes) {
      expect(at[n.id]).toBeDefined();
      expect(Math.abs(at[n.id]!.x % 10)).toBe(0);
      expect(Math.abs(at[n.id]!.y % 10)).toBe(0);
    }
  });
  test('no two nodes overlap', () => {
    const boxes = graph.nodes.map((n) => ({ id: n.id, ...at[n.id]!, ...sizes(n.id) }));
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1)) {
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(apart, `${a.id} and ${b.id}`).toBe(true);
      }
  });
  test('what feeds a node stands to its left or above it', () => {
    for (const w of graph.wires) {
      const from = NODES.get(graph.nodes.find((n) => n.id === w.from.node)!.kind)!;
      if (w.to.port === 'data' || from.category === 'objective' || from.category === 'variable') continue;
      const [a, b] = [at[w.from.node]!, at[w.to.node]!];
      expect(a.x < b.x || a.y < b.y, `${w.from.node} and ${w.to.node}`).toBe(true);
    }
  });
});

describe('a drawing that is only begun', () => {
  const blank = (id: string, kind: string) => ({ id, kind, version: 1, params: {}, position: { x: 0, y: 0 } });
  const begun = {
    ...emptyGraph('Begun'),
    nodes: [blank('data', 'Dataset'), blank('x', 'Observed'), blank('dec', 'Decoder')],
    wires: [
      { from: { node: 'data', port: 'x' }, to: { node: 'x', port: 'data' } },
      { from: { node: 'dec', port: 'out' }, to: { node: 'x', port: 'p' } },
    ],
  };
  const overlaps = (g: Graph): boolean => {
    const sizes = expectedSizes(g);
    const at = tidy(g, sizes);
    const boxes = g.nodes.map((n) => ({ ...at[n.id]!, ...sizes(n.id) }));
    return boxes.some((a, i) =>
      boxes.slice(i + 1).some((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height),
    );
  };
  test('covers nothing, and reads from left to right', () => {
    expect(overlaps(begun)).toBe(false);
    const two: Graph = { ...begun, nodes: begun.nodes.slice(0, 2), wires: begun.wires.slice(0, 1) };
    const at = tidy(two, expectedSizes(two));
    expect(at['x']!.x).toBeGreaterThan(at['data']!.x);
  });
  test('nodes without wires stand side by side', () => {
    const loose: Graph = { ...begun, nodes: ['Encoder', 'Latent', 'Decoder', 'Prior', 'ELBO'].map((k) => blank(k, k)), wires: [] };
    const at = tidy(loose, expectedSizes(loose));
    expect(overlaps(loose)).toBe(false);
    expect(new Set(['Encoder', 'Latent', 'Decoder', 'Prior'].map((id) => at[id]!.y)).size).toBe(1);
  });
});

test('sockets face what they are wired to', () => {
  const node = (id: string, x: number, y: number) => ({
    id,
    category: 'distribution' as const,
    inputs: ['in'],
    outputs: ['out'],
    box: { x, y, width: 168, height: 60 },
  });
  const side = (x: number, y: number): string => {
    const sockets = placeSockets([node('a', 0, 0), node('b', x, y)], [{ from: { node: 'a', port: 'out' }, to: { node: 'b', port: 'in' } }]);
    return sockets.get('a')!.find((s) => s.port === 'out')!.side;
  };
  expect(side(400, 0)).toBe('right');
  expect(side(0, 400)).toBe('bottom');
  expect(side(0, -400)).toBe('top');
  expect(side(-400, 0)).toBe('left');
});
test('an unwired socket is on its usual side', () => {
  const [sockets] = placeSockets(
    [{ id: 'a', category: 'network', inputs: ['x'], outputs: ['out'], box: { x: 0, y: 0, width: 168, height: 60 } }],
    [],
  ).values();
  expect(sockets!.map((s) => [s.side, s.wired])).toEqual([
    ['left', false],
    ['right', false],
  ]);
});
test('a wire begins and ends where it should, whatever its shape', () => {
  expect(wirePath(0, 0, 'right', 100, 50, 'left')).toMatch(/^M0 0C.* 100 50$|^M0 0C.*,100 50$/);
  expect(wirePath(0, 0, 'right', 900, 10, 'bottom')).toMatch(/,900 10$/);
});
test('variables are expected to be round', () => {
  const n = { id: 'z', kind: 'Latent', version: 1, params: {}, position: { x: 0, y: 0 } };
  const { width, height } = expectedSize(n);
  expect(width).toBe(height);
});
