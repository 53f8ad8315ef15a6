import { expect, test } from 'vitest';
import { ARRANGEMENTS, type Arrange, arranged } from '../../../src/studio/arrange.ts';
import { remembered, shows } from '../../../src/studio/canvas/viewports.ts';
import { firstPort, nodeTowards, portTowards } from '../../../src/studio/canvas/walk.ts';
import { wire } from '../graph/sample.ts';

const boxes = [
  { id: 'a', x: 0, y: 0, width: 100, height: 60 },
  { id: 'b', x: 130, y: 40, width: 74, height: 74 },
  { id: 'c', x: 400, y: 10, width: 100, height: 60 },
];
const middle = (id: string, how: Arrange): number => {
  const b = boxes.find((x) => x.id === id)!;
  const p = arranged(boxes, how)[id]!;
  return how === 'middle' ? p.y + b.height / 2 : p.x + b.width / 2;
};
test('edges and middles come into line', () => {
  expect(Object.values(arranged(boxes, 'left')).map((p) => p.x)).toEqual([0, 0, 0]);
  expect(boxes.map((b) => arranged(boxes, 'right')[b.id]!.x + b.width)).toEqual([500, 500, 500]);
  expect(Object.values(arranged(boxes, 'top')).map((p) => p.y)).toEqual([0, 0, 0]);
  expect(boxes.map((b) => arranged(boxes, 'bottom')[b.id]!.y + b.height)).toEqual([114, 114, 114]);
  expect(boxes.map((b) => middle(b.id, 'middle'))).toEqual([57, 57, 57]);
  expect(boxes.map((b) => middle(b.id, 'center'))).toEqual([250, 250, 250]);
});
test('distributing leaves equal gaps and the outermost where they are', () => {
  const p = arranged(boxes, 'across');
  expect([p['a']!.x, p['c']!.x]).toEqual([0, 400]);
  expect(p['b']!.x - 100).toBeCloseTo(400 - (p['b']!.x + 74));
  expect(Object.values(p).map((q) => q.y)).toEqual([0, 40, 10]);
});
test('only one of the two coordinates changes', () => {
  for (const how of Object.keys(ARRANGEMENTS) as Arrange[])
    for (const b of boxes) {
      const p = arranged(boxes, how)[b.id]!;
      expect(p.x === b.x || p.y === b.y).toBe(true);
    }
});

test('a remembered view is used while it still shows enough', () => {
  const area = { width: 1000, height: 600 };
  const nodes = boxes.map((b) => ({ position: { x: b.x, y: b.y } }));
  expect(shows({ x: 10, y: 10, zoom: 1 }, nodes, area)).toBe(true);
  expect(shows({ x: 5000, y: 10, zoom: 1 }, nodes, area)).toBe(false);
  expect(shows({ x: Number.NaN, y: 10, zoom: 1 }, nodes, area)).toBe(false);
  expect(shows({ x: 0, y: 0, zoom: 1 }, [], area)).toBe(false);
});
test('the views looked at longest ago are forgotten first', () => {
  let all: ReturnType<typeof remembered> = {};
  for (let i = 0; i < 70; i++) all = remembered(all, `d${i}`, { x: i, y: 0, zoom: 1 });
  expect(Object.keys(all)).toHaveLength(60);
  expect(Object.keys(all)[0]).toBe('d10');
  expect(Object.keys(remembered(all, 'd10', { x: 0, y: 0, zoom: 1 })).at(-1)).toBe('d10');
});

test('the next node in a direction is near and not far aside', () => {
  const at = [
    { id: 'me', x: 0, y: 0 },
    { id: 'near', x: 200, y: 20 },
    { id: 'aside', x: 100, y: 400 },
    { id: 'behind', x: -50, y: 0 },
  ];
  expect(nodeTowards(at, 'me', 'right')).toBe('near');
  expect(nodeTowards(at, 'me', 'left')).toBe('behind');
  expect(nodeTowards(at, 'me', 'up')).toBeUndefined();
});
test('arrow keys at a port: round the ports, along the wires, through the node', () => {
  const wires = [wire('a.out>b.in'), wire('a.out>c.in')];
  const ports = { inputs: ['x', 'y'], outputs: ['out'] };
  const out = { end: { node: 'a', port: 'out' }, side: 'output' } as const;
  expect(portTowards(wires, ports, out, 'down')?.end.port).toBe('x');
  expect(portTowards(wires, ports, out, 'up')?.end.port).toBe('y');
  expect(portTowards(wires, ports, out, 'right', 0)?.end.node).toBe('b');
  expect(portTowards(wires, ports, out, 'right', 1)?.end.node).toBe('c');
  expect(portTowards(wires, ports, out, 'left')).toEqual({ end: { node: 'a', port: 'x' }, side: 'input' });
  expect(portTowards([], ports, out, 'right')).toBeUndefined();
});
test('wiring begins at an input that waits, then at the output', () => {
  const ports = { inputs: ['x', 'network'], outputs: ['out'] };
  const required = (p: string): boolean => p === 'x';
  expect(firstPort([], 'a', ports, required)?.end.port).toBe('x');
  expect(firstPort([wire('d.x>a.x')], 'a', ports, required)?.end.port).toBe('out');
  expect(firstPort([], 'a', { inputs: ['network'], outputs: [] }, required)?.end.port).toBe('network');
});
