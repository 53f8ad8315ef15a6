/** Frames of a run in part: the first of the samples, and what is left out. */
import { expect, test } from 'vitest';
import { drawSamples } from '../../../src/runtime/draws.ts';
import { WHOLE, views, viewsWork } from '../../../src/runtime/views.ts';
import { smallVae } from './drawings.ts';
import { rig, template, thinned } from './rig.ts';
import { useDevice } from './use-device.ts';

const device = useDevice('wasm');

test.each([
  ['vae-digits', 8],
  ['rectified-flow-moons', 125],
  ['pixelcnn-digits', 8],
])('the few samples of a sketch of %s are the first of those of a whole frame', async (name, few) => {
  const r = rig(thinned(template(name), [2, 4]), device());
  const trainer = r.trainer();
  const tasks = r.tasks(trainer);
  const part = (await drawSamples({ ...r, tasks }, { share: 1 / 8, plain: true })).samples['x']!;
  const whole = (await drawSamples({ ...r, tasks })).samples['x']!;
  expect([part.n, whole.n]).toEqual([few, 8 * few]);
  const width = whole.data.length / whole.n;
  // sums of a batch of another size may differ in the last digit
  for (let i = 0; i < part.n * width; i++) expect(part.data[i]!).toBeCloseTo(whole.data[i]!, 3);
  tasks.close();
  trainer.close();
});
test('a sketch leaves out what judges the model, and a whole frame takes more operations to judge than to draw', async () => {
  const r = rig(smallVae(), device());
  const trainer = r.trainer();
  const tasks = r.tasks(trainer);
  const seen = { ...r, tasks };
  const sketch = await views(seen, 1, { share: 1 / 8, judged: false });
  expect([sketch.density, sketch.limit, sketch.variety]).toEqual([undefined, undefined, undefined]);
  expect(sketch.awaited).toEqual({ truth: true });
  const whole = await views(seen, 1, WHOLE);
  expect([whole.density, whole.limit, whole.awaited]).toEqual([expect.anything(), expect.anything(), undefined]);
  const { drawn, judged } = viewsWork(r);
  expect(drawn).toBeGreaterThan(0);
  expect(judged).toBeGreaterThan(drawn);
  expect(trainer.work).toBeGreaterThan(0);
  tasks.close();
  trainer.close();
});
test.each(['gan-8gaussians', 'made-digits', 'two-class-bayes', 'realnvp-8gaussians'])(
  'a sketch of %s says that a density will come, where whole frames have one',
  async (name) => {
    const r = rig(thinned(template(name), [2, 4]), device());
    const trainer = r.trainer();
    const tasks = r.tasks(trainer);
    const { awaited } = await views({ ...r, tasks }, 1, { share: 1 / 8, judged: false });
    const { density } = await views({ ...r, tasks }, 1, WHOLE);
    expect(awaited).toEqual(density && { truth: density.truth !== undefined });
    tasks.close();
    trainer.close();
  },
);
