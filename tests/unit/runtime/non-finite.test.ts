/** A value that is no longer finite: it is noticed, traced to the node that made it, and the run can go on from before it. */
import { describe, expect, test } from 'vitest';
import { finite } from '../../../src/data/finite.ts';
import { stream } from '../../../src/data/random.ts';
import type { DataSource } from '../../../src/data/source.ts';
import { real } from '../../../src/graph/space.ts';
import type { Checkpoint } from '../../../src/runtime/checkpoint.ts';
import type { Trainer } from '../../../src/runtime/trainer.ts';
import { oneGaussian, smallVae } from './drawings.ts';
import { losses, rig, throughBytes, tuned } from './rig.ts';
import { useDevice } from './use-device.ts';

const FILE = { source: 'file' };
const BATCH = 16;

/** 100 points of the plane around zero, the first number of the last training example replaced. */
function pointsWith(odd: number): DataSource {
  const values = Float32Array.from(stream(3, 'test/points').normal(200));
  const make = (): DataSource => finite({ name: 'points', title: 'points', columns: { x: { space: real(2), values } } });
  // whichever example is met late in the first epoch
  const late = make().batch(0, 4, BATCH).columns['x']!.subarray(4, 6);
  const row = values.findIndex((v, i) => i % 2 === 0 && v === late[0] && values[i + 1] === late[1]);
  values[row] = odd;
  return make();
}
/** The first update, from 1, whose batch holds the odd example. */
function firstWith(source: DataSource, odd: number): number {
  for (let step = 0; ; step++) if (source.batch(0, step, BATCH).columns['x']!.some((v) => Object.is(v, Math.fround(odd)))) return step + 1;
}
const isFinite = (c: Checkpoint): boolean => [...c.vectors.values()].every((v) => v.every(Number.isFinite));

/** Takes bursts of `burst` steps until one fails. `good`: the latest state at the end of a burst that gave a finite loss. */
async function untilFailure(trainer: Trainer, burst: number, most = 400) {
  let [good, last] = [await trainer.checkpoint(), await trainer.checkpoint()];
  while (trainer.step < most) {
    for (let i = 0; i < burst; i++) trainer.take();
    const { points, failure } = await trainer.flush();
    if (points.length > 0) good = last;
    if (failure) return { failure, points, good, last };
    last = await trainer.checkpoint();
  }
  throw new Error(`${most} steps did not fail`);
}

describe.each(['wasm', 'cpu'] as const)('on %s', (target) => {
  const device = useDevice(target);

  describe.each([1, 4, 10])('with losses read every %i steps', (burst) => {
    test('a huge number in the data is traced to the density that squares it', async () => {
      const source = pointsWith(1e30);
      const at = firstWith(source, 1e30);
      expect(at).toBe(5);
      const r = rig(oneGaussian({ batch: BATCH }, FILE), device(), { data: new Map([['data', source]]) });
      const trainer = r.trainer();
      const { failure, points, good, last } = await untilFailure(trainer, burst);
      expect(failure).toMatchObject({ code: 'run-non-finite', severity: 'error', node: 'prior' });
      expect(failure.what).toContain(`step ${at}:`);
      expect(failure.why).toContain('prior');
      // losses before the failure are still told
      expect(points.map((p) => p.step)).toEqual(Array.from({ length: (at - 1) % burst }, (_, i) => last.step + i + 1));
      // the state is the latest that gave a finite loss
      expect(trainer.step).toBe(good.step);
      expect(await trainer.checkpoint()).toEqual(good);
      expect(isFinite(good)).toBe(true);
      trainer.close();
    });

    test('a gradient that overflows while its loss does not is noticed at its step', async () => {
      // the loss is about 1e32, the square of its gradient infinite: Adam would keep an infinite second moment and never move again
      const source = pointsWith(1e16);
      const r = rig(oneGaussian({ batch: BATCH }, FILE), device(), { data: new Map([['data', source]]) });
      const trainer = r.trainer();
      const { failure, good } = await untilFailure(trainer, burst);
      expect(failure).toMatchObject({ code: 'run-non-finite', node: 'opt' });
      expect(failure.what).toContain(`step ${firstWith(source, 1e16)}:`);
      expect(trainer.step).toBe(good.step);
      expect(isFinite(await trainer.checkpoint())).toBe(true);
      trainer.close();
    });

    test('gradient descent with a rate of 10 is survived: the state stays finite and a lower rate goes on from it', async () => {
      const wild = smallVae({ algorithm: 'sgd', rate: 10, schedule: 'constant' });
      const r = rig(wild, device());
      const before = device().memory();
      const trainer = r.trainer();
      const { failure, good } = await untilFailure(trainer, burst);
      expect(failure).toMatchObject({ code: 'run-non-finite', severity: 'error' });
      // exponentials of scales and products of networks are what overflows: in a node of the model or in the optimiser, never nowhere
      expect(['enc', 'dec', 'encNet', 'decNet', 'z', 'x', 'elbo', 'opt']).toContain(failure.node);
      expect(failure.mend).toMatch(/learning rate/);
      expect(Number(/step (\d+):/.exec(failure.what)?.[1])).toBeGreaterThan(good.step);
      const state = await trainer.checkpoint();
      expect(isFinite(state)).toBe(true);
      expect(state).toEqual(good);
      const calm = rig(tuned(wild, { opt: { rate: 1e-4 } }), device());
      const next = calm.trainer(await throughBytes(r, trainer));
      expect(await losses(next, 20)).toHaveLength(20);
      expect(next.step).toBe(good.step + 20);
      next.close();
      trainer.close();
      expect(device().memory()).toEqual(before);
    });
  });

  test('a number that is none in the data is traced to the Dataset', async () => {
    const source = pointsWith(NaN);
    const trainer = rig(oneGaussian({ batch: BATCH }, FILE), device(), { data: new Map([['data', source]]) }).trainer();
    const { failure } = await untilFailure(trainer, 3);
    expect(failure).toMatchObject({ code: 'run-non-finite', node: 'data' });
    expect(failure.why).toContain('data.x');
    trainer.close();
  });

  test('the cause is found in the second of two updates a turn', async () => {
    const source = pointsWith(1e30);
    const update = firstWith(source, 1e30);
    const at = Math.ceil((update + 1) / 2);
    // one update in advance, so that the odd example is met by the second update of a turn
    const shifted: DataSource = { ...source, batch: (seed, step, n) => source.batch(seed, Math.max(0, step - 1), n) };
    const r = rig(oneGaussian({ batch: BATCH, steps: 2 }, FILE), device(), { data: new Map([['data', shifted]]) });
    const trainer = r.trainer();
    const { failure } = await untilFailure(trainer, at);
    expect(update % 2).toBe(1);
    expect(failure).toMatchObject({ node: 'prior' });
    expect(failure.what).toContain(`step ${at}:`);
    trainer.close();
  });
});
