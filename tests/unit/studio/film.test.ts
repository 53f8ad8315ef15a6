import { expect, test } from 'vitest';
import { addFrame, addMetrics, frameAt, isNewer } from '../../../src/studio/stores/run.ts';
import type { Views } from '../../../src/workers/protocol.ts';

const frame = (step: number): Views => ({ step, samples: {}, chains: {}, reconstructions: {}, probed: [] });

test('the film keeps its first and newest frame and stays short', () => {
  let film: readonly Views[] = [];
  for (let s = 0; s < 1000; s++) film = addFrame(film, frame(s));
  expect(film.length).toBeLessThanOrEqual(48);
  expect(film[0]!.step).toBe(0);
  expect(film.at(-1)!.step).toBe(999);
});
test('a frame that comes again after a restart takes the old one’s place', () => {
  const film = addFrame([frame(0), frame(100), frame(200)], frame(100));
  expect(film.map((v) => v.step)).toEqual([0, 100]);
});
test('the slider finds the frame at or before its step', () => {
  const film = [frame(0), frame(100), frame(200)];
  expect(frameAt(film, 150)?.step).toBe(100);
  expect(frameAt(film, undefined)?.step).toBe(200);
  expect(frameAt([], 3)).toBeUndefined();
});
test('metrics thin out where they are old, and what comes again replaces', () => {
  const points = Array.from({ length: 5000 }, (_, step) => ({ step, values: { a: step } }));
  const kept = addMetrics([], points);
  expect(kept.length).toBeLessThanOrEqual(4000);
  expect(kept.at(-1)!.step).toBe(4999);
  expect(addMetrics(points.slice(0, 10), [points[5]!]).map((p) => p.step)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('a look at the nodes that is older than the frame shown does not stand for it', () => {
  expect(isNewer({ step: 4 }, { step: 4 })).toBe(true);
  expect(isNewer({ step: 5 }, { step: 4 })).toBe(true);
  expect(isNewer({ step: 0 }, { step: 4 })).toBe(false);
  expect(isNewer({ step: 0 }, undefined)).toBe(true);
  expect(isNewer(undefined, undefined)).toBe(false);
});
