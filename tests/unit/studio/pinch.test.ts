import { expect, test } from 'vitest';
import { LEAST_ZOOM, MOST_ZOOM, pinched } from '../../../src/studio/canvas/pinch.ts';

const view = { x: 40, y: -10, zoom: 0.8 };
/** Where a point of the screen lies on the drawing. */
const under = (v: typeof view, p: { x: number; y: number }) => ({ x: (p.x - v.x) / v.zoom, y: (p.y - v.y) / v.zoom });

test('what was between the fingers stays between them', () => {
  const began = { middle: { x: 200, y: 300 }, apart: 80 };
  const now = { middle: { x: 220, y: 260 }, apart: 120 };
  const after = pinched(view, began, now);
  expect(after.zoom).toBeCloseTo(1.2);
  const [a, b] = [under(view, began.middle), under(after, now.middle)];
  expect(b.x).toBeCloseTo(a.x);
  expect(b.y).toBeCloseTo(a.y);
});
test('no nearer and no further than the canvas goes', () => {
  const at = { x: 100, y: 100 };
  expect(pinched(view, { middle: at, apart: 2 }, { middle: at, apart: 900 }).zoom).toBe(MOST_ZOOM);
  expect(pinched(view, { middle: at, apart: 900 }, { middle: at, apart: 2 }).zoom).toBe(LEAST_ZOOM);
  expect(Number.isFinite(pinched(view, { middle: at, apart: 0 }, { middle: at, apart: 10 }).zoom)).toBe(true);
});
