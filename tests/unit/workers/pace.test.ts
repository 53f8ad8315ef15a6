/** How many steps a burst takes. */
import { expect, test, vi } from 'vitest';
import { breathe } from '../../../src/runtime/breathe.ts';
import { Pace } from '../../../src/workers/pace.ts';

/** A pace whose steps are said to have taken so long. */
function after(ms: number, pace = new Pace()): Pace {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
  pace.burst(() => false, () => undefined, 0, []); // prettier-ignore
  clock.mockReturnValue(ms);
  pace.flushed(1);
  clock.mockRestore();
  return pace;
}
const steps = (pace: Pace, at = 0, every: readonly number[] = [], more: () => boolean = () => true): number =>
  pace.burst(more, () => undefined, at, every).taken;

test('a first burst is one step, since nobody knows how long it takes', () => {
  expect(new Pace().msPerStep).toBe(0);
  expect(steps(new Pace())).toBe(1);
});
test('quick steps are taken by the dozen, slow ones one by one', () => {
  expect(steps(after(0.5))).toBe(50);
  expect(steps(after(10))).toBe(12);
  expect(steps(after(120))).toBe(1);
  expect(steps(after(5000))).toBe(1);
});
test('a burst ends where something falls due', () => {
  const taken: number[] = [];
  const pace = after(1);
  for (let at = 0; at < 30;) {
    const { taken: n, due } = pace.burst(
      () => true,
      () => undefined,
      at,
      [10, 0, 15],
    );
    at += n;
    taken.push(at);
    expect([due(10), due(15), due(0)]).toEqual([at % 10 === 0, at % 15 === 0, false]);
  }
  expect(taken).toEqual([10, 15, 20, 30]);
});
test('a burst ends with its run, after one step at least', () => {
  let left = 3;
  expect(steps(after(1), 7, [], () => --left > 0)).toBe(3);
  expect(steps(after(1), 7, [], () => false)).toBe(1);
});
test('a burst ends when its time is up, whatever steps took before', () => {
  const pace = after(1);
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  const { taken } = pace.burst(() => true, () => void (now += 50), 0, []); // prettier-ignore
  clock.mockRestore();
  expect(taken).toBe(3);
});
test('the time of a step is the median of the latest bursts', () => {
  const pace = new Pace();
  for (const ms of [1000, 5, 5, 5]) after(ms, pace);
  expect(pace.msPerStep).toBe(5);
  for (let i = 0; i < 9; i++) after(7, pace);
  expect(pace.msPerStep).toBe(7);
});
test('yielding lets waiting messages in, without a timer', async () => {
  vi.useFakeTimers();
  const heard: string[] = [];
  const { port1, port2 } = new MessageChannel();
  const message = new Promise<void>((done) => {
    port1.onmessage = () => {
      heard.push('message');
      done();
    };
  });
  port2.postMessage(0);
  await breathe();
  heard.push('back');
  await message;
  port1.close();
  vi.useRealTimers();
  expect(heard).toEqual(['message', 'back']);
});
