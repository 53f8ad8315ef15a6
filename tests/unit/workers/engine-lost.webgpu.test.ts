/** A WebGPU device that is destroyed under a run: the browser's way of losing one. */
import { expect, test } from 'vitest';
import type { Host } from '../../../src/runtime/backends/backend.ts';
import { nodeHost } from '../../../src/runtime/backends/node.ts';
import { LocalEngine } from '../../../src/workers/engine.ts';
import { testDevice } from '../../oracle/devices.ts';
import { smallVae } from '../runtime/drawings.ts';
import { contents, listener, request, straight } from './rig.ts';

test('the run goes on from its last checkpoint on a new device', async () => {
  // finds a driver, or says that there is none
  (await testDevice('webgpu')).close();
  const inner = nodeHost();
  let destroy = (): void => undefined;
  let opens = 0;
  const host: Host = {
    order: inner.order,
    open: async (target, explicit) => {
      const got = await inner.open(target, explicit);
      if (!('refused' in got) && 'device' in got.backend && got.backend.device instanceof GPUDevice) {
        const { device } = got.backend;
        destroy = () => device.destroy();
        opens++;
      }
      return got;
    },
  };
  const r = request(smallVae({ batch: 16 }), { backend: 'webgpu', steps: 30, checkpointEvery: 5 });
  const engine = new LocalEngine(host);
  const heard = listener();
  expect((await engine.prepare(r, heard)).diagnostics).toEqual([]);
  await engine.train();
  await heard.until((s) => s.step >= 12);
  const done = heard.until((s) => s.state === 'done' || s.state === 'failed');
  destroy();
  expect(await done).toMatchObject({ state: 'done', step: 30 });
  expect(heard.statuses.find((s) => s.diagnostic)).toMatchObject({ state: 'preparing', diagnostic: { code: 'run-device-lost' } });
  expect(opens).toBe(2);
  const end = contents(await engine.checkpoint());
  await engine.stop();
  expect(end).toEqual((await straight(nodeHost(), r)).end);
}, 300_000);
