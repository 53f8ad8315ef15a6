/** Samples and ways between examples that are asked for, beside a run. */
import { expect, test } from 'vitest';
import { LocalEngine } from '../../../src/workers/engine.ts';
import { smallVae } from '../runtime/drawings.ts';
import { listener, request, watchedHost } from './rig.ts';

test('other samples and other pairs are drawn of a run that rests, and leave it as it was', async () => {
  const host = watchedHost();
  const heard = listener();
  const engine = new LocalEngine(host);
  expect([await engine.draw(1), await engine.between({ pair: 1 })]).toEqual([undefined, undefined]);
  await engine.prepare(request(smallVae(), { steps: 3, viewEvery: 3 }), heard);
  const done = heard.state('done');
  await engine.train();
  await done;
  const view = heard.pictures.at(-1);
  const [first, other] = [await engine.draw(0), await engine.draw(1)];
  expect(first!.step).toBe(3);
  expect(first!.samples['x']!.data).toEqual(view!.samples['x']!.data);
  expect(other!.samples['x']!.data).not.toEqual(view!.samples['x']!.data);
  const way = await engine.between({ pair: 1 });
  expect(way).toMatchObject({ pair: 1, variable: 'x', code: 'z' });
  expect(view!.between).toMatchObject({ pair: 0 });
  // the views to come show the same pairs
  expect((await engine.views())!.between).toMatchObject({ pair: 1 });
  expect(heard.statuses.at(-1)!.state).toBe('done');
  await engine.stop();
  expect(await engine.draw(2)).toBeUndefined();
});

test('a run that rests between frames of its film shows where it stands', async () => {
  const heard = listener();
  const engine = new LocalEngine(watchedHost());
  await engine.prepare(request(smallVae(), { steps: 1000, viewEvery: 1000 }), heard);
  const shown = async (n: number): Promise<void> => {
    for (let i = 0; i < 200 && heard.pictures.length < n; i++) await new Promise((done) => setTimeout(done, 10));
  };
  await engine.step(3);
  await shown(2);
  // the first step is shown as a first look; where it stops, as a whole
  expect(heard.pictures.map((v) => v.step)).toEqual([1, 3]);
  expect(heard.pictures[1]!.limit).toBeDefined();
  expect(heard.statuses.at(-1)).toMatchObject({ state: 'paused', step: 3, task: undefined });
  // what was shown is not shown again
  await engine.pause();
  await engine.checkpoint();
  await engine.step(1);
  await shown(3);
  expect(heard.pictures.map((v) => v.step)).toEqual([1, 3, 4]);
  await engine.stop();
});
