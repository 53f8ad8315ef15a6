/** Commands that come at the wrong moment, or two at once, neither throw nor train one state twice. */
import { afterEach, describe, expect, test } from 'vitest';
import { LocalEngine } from '../../../src/workers/engine.ts';
import { oneGaussian, smallVae } from '../runtime/drawings.ts';
import { contents, listener, request, straight, watchedHost } from './rig.ts';

const host = watchedHost();
let engine = new LocalEngine(host);
const fresh = async (steps: number) => {
  engine = new LocalEngine(host);
  const heard = listener();
  const r = request(smallVae(), { steps });
  expect((await engine.prepare(r, heard)).ok).toBe(true);
  return { heard, r };
};
afterEach(async () => {
  await engine.stop();
  expect(host.buffers()).toBe(0);
  expect(host.closed()).toBe(host.opened());
});

describe('commands', () => {
  test('before anything is prepared do nothing', async () => {
    engine = new LocalEngine(host);
    await Promise.all([engine.train(), engine.pause(), engine.step(3), engine.stop()]);
    expect([await engine.checkpoint(), await engine.views()]).toEqual([undefined, undefined]);
  });
  test('to train, given twice, train once', async () => {
    const { heard, r } = await fresh(60);
    const done = heard.state('done');
    await Promise.all([engine.train(), engine.train()]);
    await engine.train();
    await done;
    expect(heard.points.map((p) => p.step)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(contents(await engine.checkpoint())).toEqual((await straight(host, r)).end);
  });
  test('to step, given twice, take the steps of both', async () => {
    const { heard } = await fresh(60);
    await Promise.all([engine.step(4), engine.step(3)]);
    expect(heard.statuses.at(-1)).toMatchObject({ state: 'paused', step: 7 });
    expect(heard.points.map((p) => p.step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
  test('to step while training pause it and take those steps', async () => {
    const { heard } = await fresh(100_000);
    await engine.train();
    const { step } = await heard.until((s) => s.step > 0);
    await engine.step(2);
    const stepped = heard.statuses.at(-1)!;
    expect(stepped.state).toBe('paused');
    expect(stepped.step).toBeGreaterThanOrEqual(step + 2);
    expect(stepped.step).toBeLessThan(100_000);
    await new Promise((done) => setTimeout(done, 50));
    expect(heard.statuses.at(-1)).toEqual(stepped);
    expect(heard.points.map((p) => p.step)).toEqual(Array.from({ length: stepped.step }, (_, i) => i + 1));
  });
  test('to train while stepping train to the end', async () => {
    const { heard } = await fresh(50);
    const done = heard.state('done');
    await Promise.all([engine.step(2), engine.train()]);
    expect((await done).step).toBe(50);
  });
  test('to pause right after training was asked for pause it', async () => {
    const { heard } = await fresh(100_000);
    await Promise.all([engine.train(), engine.pause()]);
    const last = heard.statuses.at(-1)!;
    expect(last.state).toBe('paused');
    expect(last.step).toBeLessThan(100_000);
    await new Promise((done) => setTimeout(done, 50));
    expect(heard.statuses.at(-1)).toEqual(last);
  });
  test('to pause or train while preparing wait for it', async () => {
    engine = new LocalEngine(host);
    const heard = listener();
    const preparing = engine.prepare(request(oneGaussian(), { steps: 5 }), heard);
    const done = heard.state('done');
    await Promise.all([engine.pause(), engine.train()]);
    expect((await preparing).ok).toBe(true);
    expect((await done).step).toBe(5);
  });
  test('to stop while preparing stop what was prepared', async () => {
    engine = new LocalEngine(host);
    const heard = listener();
    const preparing = engine.prepare(request(oneGaussian()), heard);
    await Promise.all([engine.stop(), preparing]);
    expect(heard.states().at(-1)).toBe('idle');
    expect(host.buffers()).toBe(0);
  });
  test('to prepare twice leave the second prepared and the first freed', async () => {
    engine = new LocalEngine(host);
    const [a, b] = [listener(), listener()];
    const answers = await Promise.all([
      engine.prepare(request(oneGaussian(), { steps: 4 }), a),
      engine.prepare(request(smallVae(), { steps: 3 }), b),
    ]);
    expect(answers.map((x) => x.ok)).toEqual([true, true]);
    expect(host.opened() - host.closed()).toBe(1);
    const done = b.state('done');
    await engine.train();
    await done;
    expect([a.points.length, b.points.length]).toEqual([0, 3]);
  });
  test('to prepare while training end that run', async () => {
    const { heard } = await fresh(100_000);
    await engine.train();
    await heard.until((s) => s.step > 0);
    const next = listener();
    expect((await engine.prepare(request(oneGaussian()), next)).ok).toBe(true);
    const length = heard.points.length;
    await engine.step(2);
    expect(heard.points.length).toBe(length);
    expect(next.points).toHaveLength(2);
  });
  test('to look and to save while training answer, and change nothing', async () => {
    const { heard, r } = await fresh(80);
    const done = heard.state('done');
    await engine.train();
    for (let i = 0; i < 3; i++) {
      const [bytes, views] = await Promise.all([engine.checkpoint(), engine.views()]);
      expect(contents(bytes)).toHaveProperty('step');
      expect(views?.samples).toHaveProperty('x');
    }
    await done;
    expect(contents(await engine.checkpoint())).toEqual((await straight(host, r)).end);
  });
  test('to stop, train and save at once come to an end', async () => {
    const { heard } = await fresh(100_000);
    await Promise.all([engine.train(), engine.checkpoint(), engine.stop(), engine.train(), engine.step(2), engine.views()]);
    expect(heard.states().at(-1)).toBe('idle');
  });
});
