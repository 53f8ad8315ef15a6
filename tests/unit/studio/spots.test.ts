import { expect, test } from 'vitest';
import { type Box, freeSpot } from '../../../src/studio/canvas/spots.ts';

const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test('nodes that are added one after the other cover nothing, and stay near', () => {
  const size = { width: 168, height: 158 };
  const placed: Box[] = [];
  for (let i = 0; i < 12; i++) placed.push({ ...size, ...freeSpot(placed, size, { x: 103, y: 51 }) });
  expect(placed[0]).toMatchObject({ x: 100, y: 50 });
  for (const [i, a] of placed.entries()) for (const b of placed.slice(i + 1)) expect(overlap(a, b)).toBe(false);
  for (const p of placed) expect(Math.hypot(p.x - 100, p.y - 50)).toBeLessThan(700);
});
test('where everything is taken far around, the place that was wanted', () => {
  expect(freeSpot([{ x: -5000, y: -5000, width: 10_000, height: 10_000 }], { width: 10, height: 10 }, { x: 7, y: 3 })).toEqual({
    x: 10,
    y: 0,
  });
});
test('a place in sight comes before a nearer one out of sight', () => {
  const size = { width: 100, height: 50 };
  const taken = [{ x: -200, y: -60, width: 500, height: 130 }];
  const above = (box: Box): boolean => box.y + box.height < -100;
  expect(freeSpot(taken, size, { x: 0, y: 0 }).y).toBeGreaterThan(0);
  expect(freeSpot(taken, size, { x: 0, y: 0 }, above).y).toBeLessThan(-100);
  expect(freeSpot(taken, size, { x: 0, y: 0 }, () => false)).toEqual(freeSpot(taken, size, { x: 0, y: 0 }));
});
