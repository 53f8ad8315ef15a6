import { expect, test } from 'vitest';
import { bendOf, curvesNear, distanceTo, pointsOf } from '../../../src/studio/canvas/curves.ts';
import { around, snapTo } from '../../../src/studio/canvas/guides.ts';
import { wirePath } from '../../../src/studio/canvas/path.ts';

const box = (x: number, y: number, width = 100, height = 60) => ({ x, y, width, height });

test('a dragged box settles on the nearest edge or middle within reach', () => {
  expect(snapTo(box(3, 200), [box(0, 0)], 5)).toMatchObject({ dx: -3, dy: 0 });
  // Middles of boxes of different sizes.
  expect(snapTo(box(14, 200, 74, 74), [box(0, 0)], 5).dx).toBe(-1);
  expect(snapTo(box(40, 200), [box(0, 0)], 5)).toEqual({ dx: 0, dy: 0, guides: [] });
});
test('its lines reach from the one to the other', () => {
  const { guides } = snapTo(box(2, 200), [box(0, 0)], 5);
  expect(guides).toEqual([{ x1: 0, x2: 0, y1: 0, y2: 260 }]);
});
test('both ways at once', () => {
  expect(snapTo(box(302, 4), [box(0, 0), box(300, 400)], 5)).toMatchObject({ dx: -2, dy: -4 });
});
test('the box around several', () => {
  expect(around([box(0, 0), box(200, 100)])).toEqual(box(0, 0, 300, 160));
  expect(around([])).toBeUndefined();
});
test('points along a wire as it is drawn', () => {
  const points = pointsOf(bendOf(wirePath(0, 0, 'right', 100, 50, 'left'))!);
  expect(points[0]).toEqual({ x: 0, y: 0 });
  expect(points.at(-1)).toEqual({ x: 100, y: 50 });
  expect(bendOf('M0 0L1 1')).toBeUndefined();
});
test('the nearest wire within reach comes first', () => {
  const curve = (id: string, y: number) => ({ id, bend: bendOf(wirePath(0, y, 'right', 300, y, 'left'))! });
  const curves = [curve('low', 40), curve('high', 0), curve('far', 400)];
  expect(distanceTo(curves[1]!, { x: 150, y: 10 })).toBeCloseTo(10);
  expect(curvesNear(curves, { x: 150, y: 10 }, 50)).toEqual(['high', 'low']);
});
