/** Questions about nodes and wires, put to an engine: at rest, while it trains, and before there is a run. */
import { expect, test } from 'vitest';
import { nodeHost } from '../../../src/runtime/backends/node.ts';
import { LocalEngine } from '../../../src/workers/engine.ts';
import { ASKED_NOTHING } from '../../../src/workers/protocol.ts';
import { smallVae } from '../runtime/drawings.ts';
import { contents, listener, request, straight } from './rig.ts';

test('what is asked is answered at rest at once and while training live, and the run ends where it would have', async () => {
  const r = request(smallVae(), { steps: 400 });
  const heard = listener();
  const engine = new LocalEngine(nodeHost());
  // asked before there is a run: answered when there is one
  await engine.examine({ times: true, outputs: ['z.z'] });
  expect(heard.examined).toEqual([]);
  await engine.prepare(r, heard);
  await engine.examine({ times: true, outputs: ['z.z'] });
  expect(heard.examined).toHaveLength(1);
  expect(heard.examined[0]).toMatchObject({ step: 0, times: { by: 'clock' }, carried: [{ output: 'z.z', examples: 64 }] });
  const done = heard.state('done');
  await engine.train();
  await heard.until((s) => s.step > 20);
  await engine.examine({ times: false, outputs: ['data.x'] });
  await done;
  expect(heard.examined.at(-1)).toMatchObject({ times: undefined, carried: [{ output: 'data.x' }] });
  expect(heard.examined.at(-1)!.step).toBeGreaterThan(0);
  await engine.examine(ASKED_NOTHING);
  const told = heard.examined.length;
  const end = contents(await engine.checkpoint());
  await engine.stop();
  expect(heard.examined).toHaveLength(told);
  expect(end).toEqual((await straight(nodeHost(), r)).end);
});
