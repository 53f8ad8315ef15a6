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
