/** A device that is lost: the engine opens another and goes on from the last checkpoint, to the same weights. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LocalEngine } from '../../../src/workers/engine.ts';
import { smallVae } from '../runtime/drawings.ts';
import { type WatchedHost, contents, listener, request, straight, watchedHost } from './rig.ts';

describe('a lost device', () => {
  const steps = 120;
  let host: WatchedHost;
  let engine: LocalEngine;
  beforeEach(() => {
    host = watchedHost();
    engine = new LocalEngine(host);
  });
  afterEach(() => engine.stop());

  test.each([0, 10, 25])('while training, with a checkpoint every %i steps', async (checkpointEvery) => {
    const r = request(smallVae(), { steps, checkpointEvery, seed: 2 });
    const whole = await straight(watchedHost(), r);
    const heard = listener();
    await engine.prepare(r, heard);
    await engine.train();
    await heard.until((s) => s.step >= 30);
    const { state, step } = heard.statuses.at(-1)!;
    expect([state, step < steps]).toEqual(['training', true]);
    const done = heard.state('done');
    let restart = 0;
    void heard.state('preparing').then(() => (restart = heard.points.length));
    host.lose('the driver was restarted');
    await done;
    const warning = heard.statuses.find((s) => s.diagnostic)!;
    expect(warning).toMatchObject({
      state: 'preparing',
      diagnostic: { code: 'run-device-lost', severity: 'warning', why: 'the driver was restarted.' },
    });
    expect([host.opened(), host.closed()]).toEqual([2, 1]);
    expect(contents(await engine.checkpoint())).toEqual(whole.end);
    // it went on from the last checkpoint, not from the start
    const from = heard.points[restart]!.step - 1;
    if (checkpointEvery > 0) expect(from).toBeGreaterThanOrEqual(30 - (30 % checkpointEvery));
    else expect(from).toBe(0);
    expect(heard.points.slice(restart)).toEqual(whole.heard.points.slice(from));
    await engine.stop();
    expect(host.buffers()).toBe(0);
    expect(host.closed()).toBe(host.opened());
  });
  test('while paused stays paused where it was, since pausing saves', async () => {
    const r = request(smallVae(), { steps, checkpointEvery: 5 });
    const heard = listener();
    await engine.prepare(r, heard);
    await engine.step(7);
    const back = heard.until((s) => s.state === 'paused' && s.diagnostic === undefined);
    host.lose('asleep');
    expect((await back).step).toBe(7);
    await engine.step(2);
    expect(heard.statuses.at(-1)).toMatchObject({ state: 'paused', step: 9 });
    const other = listener();
    const whole = new LocalEngine(watchedHost());
    await whole.prepare(r, other);
    await whole.step(9);
    expect(contents(await engine.checkpoint())).toEqual(contents(await whole.checkpoint()));
    await whole.stop();
  });
  test('before the first step, twice', async () => {
    const heard = listener();
    await engine.prepare(request(smallVae(), { steps }), heard);
    for (const why of ['once', 'twice']) {
      const back = heard.state('paused');
      host.lose(why);
      expect((await back).step).toBe(0);
    }
    await engine.step(2);
    expect(heard.points.map((p) => p.step)).toEqual([1, 2]);
    expect([host.opened(), host.closed()]).toEqual([3, 2]);
  });
  test('may be paused and stopped while it comes back', async () => {
    const heard = listener();
    await engine.prepare(request(smallVae(), { steps: 100_000 }), heard);
    await engine.train();
    await heard.until((s) => s.step > 0);
    const recovering = heard.state('preparing');
    host.lose('gone');
    await recovering;
    await engine.pause();
    expect(heard.statuses.at(-1)!.state).toBe('paused');
    const again = heard.state('preparing');
    host.lose('gone again');
    await again;
    await engine.stop();
    expect(heard.statuses.at(-1)!.state).toBe('idle');
    expect([host.closed(), host.buffers()]).toEqual([host.opened(), 0]);
  });
  test('that does not come back ends the run with a diagnostic', async () => {
    const heard = listener();
    await engine.prepare(request(smallVae(), { steps: 100_000 }), heard);
    await engine.train();
    await heard.until((s) => s.step > 0);
    const failed = heard.state('failed');
    host.refuse('no adapter');
    host.lose('unplugged');
    expect((await failed).diagnostic).toMatchObject({ code: 'run-no-backend', why: expect.stringMatching(/no adapter/) });
    await engine.train();
    await engine.pause();
    expect(heard.statuses.at(-1)!.state).toBe('failed');
  });
  test('that is lost each time it opens is given up', async () => {
    const heard = listener();
    await engine.prepare(request(smallVae(), { steps: 100_000 }), heard);
    const failed = heard.state('failed');
    await engine.train();
    for (let i = 0; i < 4; i++) {
      await heard.until((s) => s.state === 'training' && s.step > 0);
      const next = Promise.race([heard.state('preparing'), failed]);
      host.lose('out of memory');
      await next;
    }
    expect((await failed).diagnostic).toMatchObject({ code: 'run-device-lost', mend: expect.stringMatching(/another backend/) });
    expect(host.buffers()).toBe(0);
  });
});
