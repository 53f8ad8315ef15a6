/** Where cards of facts and pictures of circles stand. */
import { expect, test } from 'vitest';
import { PICTURE, cornerOn, freeSide } from '../../../src/studio/canvas/beside-circle.ts';
import { placeCard } from '../../../src/studio/hover/place-card.ts';

const AREA = { left: 100, top: 50, right: 900, bottom: 650 };
const CARD = { width: 280, height: 200 };
const box = (x: number, y: number, width = 160, height = 60) => ({ left: x, top: y, right: x + width, bottom: y + height });

test('a card stands beside what it is about, on the side with room, and within the canvas', () => {
  expect(placeCard(box(200, 100), CARD, AREA)).toEqual({ left: 374, top: 100 });
  expect(placeCard(box(700, 100), CARD, AREA)).toEqual({ left: 406, top: 100 });
  // wide as the canvas: below, or above
  expect(placeCard(box(150, 100, 700), CARD, AREA)).toEqual({ left: 360, top: 174 });
  expect(placeCard(box(150, 500, 700), CARD, AREA)).toEqual({ left: 360, top: 286 });
  for (const anchor of [box(-500, -500), box(2000, 2000), box(100, 640), box(0, 0, 2000, 2000)]) {
    const { left, top } = placeCard(anchor, CARD, AREA);
    expect(left).toBeGreaterThanOrEqual(AREA.left);
    expect(left + CARD.width).toBeLessThanOrEqual(AREA.right);
    expect(top).toBeGreaterThanOrEqual(AREA.top);
    expect(top + CARD.height).toBeLessThanOrEqual(AREA.bottom);
  }
});
test('the picture of a circle goes where no wire and no node is', () => {
  const circle = { x: 0, y: 0, width: 74, height: 74 };
  expect(freeSide(circle, new Set(), [])).toBe('bottom');
  expect(freeSide(circle, new Set(['bottom', 'left']), [])).toBe('top');
  const above = { x: -40, y: -90, width: 160, height: 60 };
  expect(freeSide(circle, new Set(['bottom', 'left']), [above])).toBe('right');
  const right = { x: 90, y: 0, width: 160, height: 60 };
  // everything is taken: the least evil
  expect(freeSide(circle, new Set(['bottom']), [above, right, { ...right, x: -180 }])).toBe('bottom');
  for (const side of ['top', 'right', 'bottom', 'left'] as const) {
    const { left, top } = cornerOn(side, circle);
    const apart = left >= 74 || top >= 74 || left + PICTURE.width <= 0 || top + PICTURE.height <= 0;
    expect(apart).toBe(true);
  }
});
