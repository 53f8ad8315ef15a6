/** When a run shows frames of its film, and how much of them. */
import { expect, test } from 'vitest';
import type { Extent } from '../../../src/runtime/views.ts';
import { Cadence, type Work } from '../../../src/workers/cadence.ts';

interface Model {
  /** Milliseconds of a step, of all samples, and of what is judged. */
  readonly step: number;
  readonly drawn: number;
  readonly judged: number;
  readonly every?: number;
}
interface Shown extends Extent {
  readonly at: number;
  readonly step: number;
  readonly ms: number;
}
/** Trains by a clock of its own for so many milliseconds. */
function trained({ step: ms, drawn, judged, every = 100 }: Model, until: number): readonly Shown[] {
  let now = 0;
  let step = 0;
  const speed = 1e7;
  const work = (): Work => ({ drawn: drawn * speed, judged: judged * speed, turn: ms * speed });
  const cadence = new Cadence(work, now);
  const shown: Shown[] = [];
  while (now < until) {
    now += ms;
    step++;
    const extent = cadence.due({ now, msPerStep: ms, every, due: step % every === 0 });
    if (!extent) continue;
    const begun = now;
    now += extent.share * drawn + (extent.judged ? judged : 0);
    cadence.shown(extent, begun, now);
    shown.push({ ...extent, at: begun, step, ms: now - begun });
  }
  return shown;
}
const share = (shown: readonly Shown[], of: number): number => shown.reduce((s, f) => s + f.ms, 0) / of;

test('a quick model shows itself after its first step, and then by the number of steps', () => {
  const shown = trained({ step: 2, drawn: 10, judged: 5 }, 4000);
  expect(shown[0]).toMatchObject({ step: 1, share: 1, judged: true });
  expect(shown.slice(1, 6).map((f) => f.step)).toEqual([100, 200, 300, 400, 500]);
});
test('slow steps do not keep anybody waiting: seconds after the first, at growing distances, until the steps are there', () => {
  const shown = trained({ step: 500, drawn: 20, judged: 10 }, 60_000);
  expect(shown[0]).toMatchObject({ step: 1, judged: true });
  const apart = shown.slice(1).map((f, i) => Math.round((f.at - shown[i]!.at) / 1000));
  expect(apart.slice(0, 5)).toEqual([1, 2, 4, 8, 16]);
  expect(shown.some((f) => f.step === 100)).toBe(true);
});
test('frames that take long come so seldom that they are a small share of the time', () => {
  for (const judged of [300, 3000]) {
    const shown = trained({ step: 5, drawn: 100, judged }, 300_000);
    expect(shown.length).toBeGreaterThan(4);
    expect(share(shown, 300_000)).toBeLessThan(0.21);
    expect(share(shown, 300_000)).toBeGreaterThan(0.1);
  }
});
test('a sampler that takes long begins with a sketch of fewer samples, and its frames have fewer than others', () => {
  const shown = trained({ step: 400, drawn: 12_000, judged: 2000 }, 600_000);
  expect(shown[0]).toMatchObject({ step: 1, share: 1 / 8, judged: false });
  expect(shown[0]!.ms).toBeLessThan(2000);
  const whole = shown.filter((f) => f.judged);
  expect(whole[0]!.at).toBeLessThan(150_000);
  expect(new Set(whole.map((f) => f.share))).toEqual(new Set([1 / 4]));
  // nothing less than a whole frame after the first
  expect(shown.findLastIndex((f) => !f.judged)).toBeLessThan(shown.findIndex((f) => f.judged));
  expect(share(shown, 600_000)).toBeLessThan(0.21);
});
test('a rest saves up for one frame, not for many', () => {
  const cadence = new Cadence(() => ({ drawn: 1e10, judged: 0, turn: 1e8 }), 0);
  const ask = (now: number): Extent | undefined => cadence.due({ now, msPerStep: 10, every: 1, due: true });
  const frame = (now: number): void => cadence.shown(ask(now)!, now, now + 1900);
  frame(10);
  expect(ask(2000)).toBeUndefined();
  frame(1_000_000);
  expect(ask(1_002_000)).toBeUndefined();
});
test('a frame that was slow for once, or was called off, does not hold back the next ones', () => {
  const cadence = new Cadence(() => ({ drawn: 1e10, judged: 0, turn: 1e8 }), 0);
  const ask = (now: number): Extent | undefined => cadence.due({ now, msPerStep: 10, every: 1, due: true });
  let now = 0;
  const frame = (ms: number, ended?: boolean): void => {
    const extent = ask(now)!;
    cadence.shown(extent, now, now + ms, ended);
    now += ms;
  };
  for (const ms of [500, 500, 500]) {
    now += 20_000;
    frame(ms);
  }
  now += 20_000;
  frame(30_000);
  // it goes on once what it cost too much is made up for, as far as that is asked for
  now += 4 * (2000 + 500);
  expect(ask(now)).toBeDefined();
  frame(10, false);
  now += 4 * 10;
  expect(ask(now)).toBeDefined();
});
test('a frame that was called off takes time, but is no measure of what frames cost', () => {
  const cadence = new Cadence(() => ({ drawn: 12e10, judged: 2e10, turn: 1e9 }), 0);
  const ask = (now: number): Extent | undefined => cadence.due({ now, msPerStep: 100, every: 100, due: false });
  const sketch = ask(100)!;
  expect(sketch.judged).toBe(false);
  cadence.shown(sketch, 100, 150, false);
  // nothing was seen yet, so the next is not put off
  expect(ask(200)).toEqual(sketch);
});
