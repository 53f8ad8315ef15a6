/** Samples by the weights as they are, beside those by their average. */
import { expect, test } from 'vitest';
import { drawSamples } from '../../../src/runtime/draws.ts';
import { smallVae } from './drawings.ts';
import { losses, rig, template, thinned } from './rig.ts';
import { useDevice } from './use-device.ts';

const device = useDevice('wasm');

test('both come from the same noise: before the first step they are the same, and then they part', async () => {
  for (const graph of [smallVae({ ema: 0.99 }), thinned(template('pixelcnn-digits'), [4])]) {
    const r = rig(graph, device());
    const trainer = r.trainer();
    const tasks = r.tasks(trainer);
    const before = await drawSamples({ ...r, tasks });
    const { data, n } = before.raw!['x']!;
    expect(n).toBeGreaterThanOrEqual(16);
    expect(data).toEqual(before.samples['x']!.data.slice(0, data.length));
    await losses(trainer, 5);
    const after = await drawSamples({ ...r, tasks });
    expect(after.raw!['x']!.data).not.toEqual(after.samples['x']!.data.slice(0, data.length));
    tasks.close();
    trainer.close();
  }
});
test('there are none where no average is kept', async () => {
  const r = rig(smallVae(), device());
  const trainer = r.trainer();
  const tasks = r.tasks(trainer);
  expect((await drawSamples({ ...r, tasks })).raw).toBeUndefined();
  tasks.close();
  trainer.close();
});
