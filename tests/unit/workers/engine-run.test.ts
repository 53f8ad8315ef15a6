/** The life of a run in the engine: prepared, trained, looked at, paused, resumed, stopped. */
import { describe, expect, test } from 'vitest';
import { LocalEngine } from '../../../src/workers/engine.ts';
import type { RunRequest } from '../../../src/workers/protocol.ts';
import { oneGaussian, smallVae, twoPhases } from '../runtime/drawings.ts';
import { rig, losses, tuned } from '../runtime/rig.ts';
import { testDevice } from '../../oracle/devices.ts';
import { contents, listener, request, straight, watchedHost } from './rig.ts';

const host = watchedHost();
const prepared = async (r: RunRequest) => {
  const heard = listener();
  const engine = new LocalEngine(host);
  const answer = await engine.prepare(r, heard);
  return { heard, engine, answer };
};

describe('a run', () => {
  test('goes from prepared to done, telling losses, status, views and checkpoints', async () => {
    const { heard, engine, answer } = await prepared(request(smallVae(), { steps: 30, viewEvery: 20, checkpointEvery: 15 }));
    expect(answer).toMatchObject({ ok: true, diagnostics: [] });
    expect(answer.params).toBeGreaterThan(100);
    expect(heard.states()).toEqual(['preparing', 'paused']);
    const done = heard.state('done');
    await engine.train();
    const last = await done;
    expect(heard.states()).toEqual(['preparing', 'paused', 'training', 'done']);
    expect(last).toMatchObject({ step: 30, total: 30, backend: { name: 'wasm' } });
    expect(last.msPerStep).toBeGreaterThan(0);
    expect(last.memory!.buffers).toBeGreaterThan(0);
    expect(heard.points.map((p) => p.step)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(heard.points[0]!.values).toHaveProperty(['loss.elbo'], expect.any(Number));
    expect(heard.points[0]!.values).toHaveProperty(['elbo.kl.z'], expect.any(Number));
    expect([heard.pictures[0]!.step, heard.pictures.at(-1)!.step]).toEqual([1, 30]);
    expect(heard.pictures.at(-1)).toMatchObject({ samples: { x: { n: 1000 } }, density: { variable: 'x' }, limit: { kind: 'lower' } });
    // on a slow machine the clock asks for others between them
    expect(heard.checkpoints.map((c) => c.step).filter((step) => step % 15 === 0)).toEqual([15, 30]);
    expect(contents(heard.checkpoints.at(-1)!.bytes)).toEqual(contents(await engine.checkpoint()));
    expect(await engine.views()).toMatchObject({ step: 30 });
    await engine.stop();
    expect(heard.states().at(-1)).toBe('idle');
  });
  test('shows nothing and saves nothing unless asked to', async () => {
    const { heard } = await straight(host, request(smallVae(), { steps: 5, viewEvery: 0, checkpointEvery: 0 }));
    expect([heard.pictures, heard.checkpoints]).toEqual([[], []]);
  });
  test('gives the losses the trainer gives', async () => {
    const { heard } = await straight(host, request(smallVae(), { steps: 12, seed: 4 }));
    const opened = await testDevice('cpu');
    const trainer = rig(smallVae(), opened.device, { seed: 4 }).trainer();
    const expected = await losses(trainer, 12, 'loss.elbo');
    heard.points.forEach((p, i) => expect(p.values['loss.elbo']).toBeCloseTo(expected[i]!, 4));
    trainer.close();
    opened.close();
  });
  test('pauses at once, goes on, steps by hand, and ends as if never paused', async () => {
    const r = request(smallVae(), { steps: 200 });
    const { heard, engine } = await prepared(r);
    await engine.train();
    await heard.until((s) => s.step > 0);
    await engine.pause();
    const paused = heard.statuses.at(-1)!;
    expect(paused.state).toBe('paused');
    expect(paused.step).toBeLessThan(200);
    const before = heard.statuses.length;
    await new Promise((done) => setTimeout(done, 50));
    expect(heard.statuses.length).toBe(before);
    await engine.step(3);
    expect(heard.statuses.at(-1)).toMatchObject({ state: 'paused', step: paused.step + 3 });
    const done = heard.state('done');
    await engine.train();
    await done;
    const end = contents(await engine.checkpoint());
    await engine.stop();
    expect(end).toEqual((await straight(host, r)).end);
  });
  test('steps beyond its end', async () => {
    const { heard, engine } = await prepared(request(oneGaussian(), { steps: 2 }));
    await engine.step(5);
    expect(heard.statuses.at(-1)).toMatchObject({ step: 5, state: 'done' });
    await engine.stop();
  });
  test('resumes from a checkpoint in another engine, under the seed it began with', async () => {
    const r = request(twoPhases(12), { steps: 30, seed: 9 });
    const whole = await straight(host, r);
    const first = await prepared(r);
    await first.engine.step(17);
    const bytes = await first.engine.checkpoint();
    await first.engine.stop();
    const resumed = await straight(host, { ...r, seed: 1, checkpoint: bytes });
    expect(resumed.heard.points.map((p) => p.step)).toEqual(Array.from({ length: 13 }, (_, i) => 18 + i));
    expect(resumed.heard.points).toEqual(whole.heard.points.slice(17));
    expect(resumed.end).toEqual(whole.end);
  });
  test('frees everything when stopped, and makes room for the next', async () => {
    const before = { buffers: host.buffers(), closed: host.closed() };
    const { heard, engine } = await prepared(request(smallVae(), { steps: 1000, viewEvery: 5, checkpointEvery: 5 }));
    await engine.train();
    await heard.until((s) => s.step >= 10);
    expect(host.buffers()).toBeGreaterThan(before.buffers);
    await engine.stop();
    expect({ buffers: host.buffers(), closed: host.closed() }).toEqual({ buffers: before.buffers, closed: before.closed + 1 });
    expect([await engine.checkpoint(), await engine.views()]).toEqual([undefined, undefined]);
    const spoken = heard.statuses.length;
    for (const command of [engine.train(), engine.pause(), engine.step(2), engine.stop()]) await command;
    expect(heard.statuses.length).toBe(spoken);
    const next = listener();
    expect((await engine.prepare(request(oneGaussian(), { steps: 3 }), next)).ok).toBe(true);
    await engine.step(3);
    expect(next.points).toHaveLength(3);
    await engine.stop();
    expect(host.buffers()).toBe(before.buffers);
  });
  test('that explodes says where and keeps a state that can go on', async () => {
    const wild = smallVae({ algorithm: 'sgd', rate: 10, schedule: 'constant' });
    const { heard, engine } = await prepared(request(wild, { steps: 400, checkpointEvery: 1 }));
    const failed = heard.state('failed');
    await engine.train();
    const { diagnostic } = await failed;
    expect(diagnostic).toMatchObject({ code: 'run-non-finite', severity: 'error', node: expect.any(String) });
    const kept = heard.checkpoints.at(-1)!;
    const bytes = await engine.checkpoint();
    await engine.stop();
    expect(contents(bytes)).toEqual(contents(kept.bytes));
    const calm = await straight(host, request(tuned(wild, { opt: { rate: 1e-4 } }), { steps: kept.step + 10, checkpoint: kept.bytes }));
    expect(calm.heard.points).toHaveLength(10);
  });
});
