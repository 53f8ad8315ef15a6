/** Time by node on WebGPU: the card's own timestamps, one for every program it runs, on the side of the run. */
import { expect, test } from 'vitest';
import { nodeHost } from '../../../src/runtime/backends/node.ts';
import { LocalEngine } from '../../../src/workers/engine.ts';
import { testDevice } from '../../oracle/devices.ts';
import { smallVae } from '../runtime/drawings.ts';
import { contents, listener, request } from './rig.ts';

test('kernels are timed by the card and shared out to nodes; the run is none the wiser', async () => {
  // finds a driver, or says that there is none
  (await testDevice('webgpu')).close();
  const run = async (examined: boolean) => {
    const heard = listener();
    const engine = new LocalEngine(nodeHost());
    expect((await engine.prepare(request(smallVae({ batch: 16 }), { backend: 'webgpu' }), heard)).diagnostics).toEqual([]);
    await engine.step(3);
    if (examined) await engine.examine({ times: true, outputs: ['z.z'] });
    await engine.step(3);
    const end = contents(await engine.checkpoint());
    await engine.stop();
    return { end, last: heard.examined.at(-1) };
  };
  const { end, last } = await run(true);
  const times = last?.times;
  if (!times || 'unmeasured' in times) throw new Error(`no times: ${times?.unmeasured}`);
  expect(times.by).toBe('timestamps');
  const all = Object.values(times.nodes);
  expect(all.reduce((s, t) => s + t.value + t.gradient, 0)).toBeCloseTo(times.ms, 9);
  expect(all.every((t) => t.value >= 0 && t.gradient >= 0)).toBe(true);
  expect(times.nodes['decNet']!.value + times.nodes['decNet']!.gradient).toBeGreaterThan(0);
  // an update and what is joined with it
  expect(times.nodes['opt']!.value).toBeGreaterThan(0);
  expect(times.shared).toBe(true);
  expect(last?.carried[0]).toMatchObject({ output: 'z.z', statistics: { count: 32, finite: 32 } });
  expect((await run(false)).end).toEqual(end);
}, 180_000);
