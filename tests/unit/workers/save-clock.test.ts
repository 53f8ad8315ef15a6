/** When a run is saved by the clock. */
import { expect, test } from 'vitest';
import { SaveClock } from '../../../src/workers/save-clock.ts';

test('the first save comes after seconds, the others at distances that what they cost is a small part of', () => {
  const clock = new SaveClock();
  expect(clock.isOver(1e9)).toBe(false);
  clock.begin(0);
  expect([clock.isOver(3000), clock.isOver(3001)]).toEqual([false, true]);
  clock.saved(3001, 3100);
  expect([clock.isOver(18_100), clock.isOver(18_101)]).toEqual([false, true]);
  // one that takes two seconds comes every forty
  clock.saved(20_000, 22_000);
  expect([clock.isOver(62_000), clock.isOver(62_001)]).toEqual([false, true]);
});
