/** How a run goes on: slowly, with one player, until its loss is low enough; and what is told of its nodes meanwhile. */
import { expect, test } from 'vitest';
import { LocalEngine } from '../../../src/workers/engine.ts';
import { UNSTEERED } from '../../../src/workers/protocol.ts';
import { oneGaussian, smallVae, twoPlayers } from '../runtime/drawings.ts';
import { contents, listener, request, straight, watchedHost } from './rig.ts';

const host = watchedHost();
async function prepared(r: ReturnType<typeof request>) {
  const heard = listener();
  const engine = new LocalEngine(host);
  await engine.prepare(r, heard);
  return { heard, engine };
}

test('slow motion takes as many steps a second as asked, and a pause does not wait for it', async () => {
  const { heard, engine } = await prepared(request(oneGaussian(), { steps: 1000 }));
  await engine.steer({ ...UNSTEERED, stepsPerSecond: 20 });
  await engine.train();
  const begun = performance.now();
  await heard.until((s) => s.step >= 6);
  const took = performance.now() - begun;
  expect(took).toBeGreaterThan(200);
  await engine.steer({ ...UNSTEERED, stepsPerSecond: 0.05 });
  await new Promise((done) => setTimeout(done, 100));
  const paused = performance.now();
  await engine.pause();
  expect(performance.now() - paused).toBeLessThan(1000);
  await engine.steer(UNSTEERED);
  await engine.step(2);
  await engine.stop();
});
test('of two players only one moves its weights, and with both again the run goes on', async () => {
  const { engine } = await prepared(request(twoPlayers(), { steps: 1000 }));
  const before = contents(await engine.checkpoint());
  await engine.steer({ ...UNSTEERED, only: 'optX' });
  await engine.step(3);
  const after = contents(await engine.checkpoint());
  const moved = Object.keys(before).filter((k) => JSON.stringify(before[k]) !== JSON.stringify(after[k]));
  expect(moved.some((k) => k.includes('px'))).toBe(true);
  expect(moved.some((k) => k.includes('py'))).toBe(false);
  expect(after['updates']).toEqual({ optX: 6, optY: 0 });
  await engine.steer({ ...UNSTEERED, only: 'nobody' });
  await engine.step(1);
  expect(contents(await engine.checkpoint())['updates']).toEqual({ optX: 8, optY: 1 });
  await engine.stop();
});
test('training pauses where the loss has come down to the target', async () => {
  const { heard, engine } = await prepared(request(oneGaussian(), { steps: 5000 }));
  await engine.steer({ ...UNSTEERED, target: { name: 'loss.nll', value: 3 } });
  const paused = heard.until((s) => s.reached !== undefined);
  await engine.train();
  const { reached, state, step } = await paused;
  expect(state).toBe('paused');
  expect(step).toBeLessThan(5000);
  expect(reached).toBeLessThanOrEqual(3);
  const last = heard.points.slice(-20).map((p) => p.values['loss.nll']!);
  expect(last.reduce((a, v) => a + v, 0) / 20).toBeCloseTo(reached!, 6);
  await engine.train();
  await heard.until((s) => s.step > step);
  await engine.stop();
});
test('what watched nodes hold is told while training and at once when paused, and changes nothing of the run', async () => {
  const r = request(smallVae(), { steps: 60 });
  const { heard, engine } = await prepared(r);
  await engine.watch(['enc']);
  expect(heard.probes).toMatchObject([{ step: 0, probed: [{ node: 'enc', shows: 'posterior' }] }]);
  const done = heard.state('done');
  await engine.train();
  await done;
  await engine.watch(['enc', 'prior']);
  expect(heard.probes.at(-1)).toMatchObject({ step: 60 });
  expect(new Set(heard.probes.at(-1)!.probed.map((p) => p.node))).toEqual(new Set(['enc', 'prior']));
  const end = contents(await engine.checkpoint());
  await engine.stop();
  expect(end).toEqual((await straight(host, r)).end);
});
