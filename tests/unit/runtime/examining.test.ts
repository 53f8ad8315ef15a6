/** What the time of a step goes into, and what wires carry: measured beside a run that is none the wiser. */
import { expect, test } from 'vitest';
import type { KernelBackend } from '@tensorflow/tfjs-core';
import { statisticsOf } from '../../../src/data/statistics.ts';
import type { Graph } from '../../../src/graph/model.ts';
import { flat } from '../../../src/graph/groups/flatten.ts';
import { Examining } from '../../../src/runtime/examining.ts';
import { byNode, timingOf } from '../../../src/runtime/execute/timing.ts';
import { openWorld } from '../../../src/runtime/world.ts';
import { smallVae, twoPlayers } from './drawings.ts';
import { drawing, losses, rig, template } from './rig.ts';
import { useDevice } from './use-device.ts';

const device = useDevice('wasm');
// on processors nothing but the clock is asked
const backend = {} as KernelBackend;

function opened(graph: Graph = smallVae()) {
  const r = rig(flat(graph), device());
  const trainer = r.trainer();
  const { environment } = openWorld(r.graph, new Map());
  const examining = new Examining({ ...r, environment, backend, trainer });
  const close = (): void => {
    examining.close();
    trainer.close();
  };
  return { ...r, trainer, examining, close };
}

test('laps add up to the turn they are laps of, and that is about what a step takes', async () => {
  const { trainer, examining, close } = opened(template('vae-moons'));
  await losses(trainer, 20);
  examining.ask({ times: true, outputs: [] });
  const begun = performance.now();
  const { times } = await examining.look(true);
  const looked = performance.now() - begun;
  if (!times || 'unmeasured' in times) throw new Error('there is a clock');
  expect(times.by).toBe('clock');
  expect(times.turns).toBeGreaterThan(0);
  const sum = Object.values(times.nodes).reduce((s, n) => s + n.value + n.gradient, 0);
  expect(sum).toBeCloseTo(times.ms, 9);
  // nothing but turns was done meanwhile, so they are nearly all of it
  expect(times.turns * times.ms).toBeLessThan(looked);
  expect(times.turns * times.ms).toBeGreaterThan(0.8 * looked);
  // the networks are most of it, the making of data is told, and an update has no gradient
  const of = (id: string): number => times.nodes[id]!.value + times.nodes[id]!.gradient;
  expect(of('encNet') + of('decNet')).toBeGreaterThan(0.3 * times.ms);
  expect(times.nodes['encNet']!.gradient).toBeGreaterThan(0);
  expect(of('data')).toBeGreaterThan(0);
  expect(times.nodes['opt']).toMatchObject({ gradient: 0 });
  // the least of many: other work on the machine stretches any of them
  const timing = timingOf('wasm', backend);
  if ('unmeasured' in timing) throw new Error('there is a clock');
  let [step, turn] = [Infinity, Infinity];
  for (let i = 0; i < 40; i++) {
    const from = performance.now();
    trainer.take(false);
    step = Math.min(step, performance.now() - from);
    const laps = await timing.time((timer) => trainer.rehearse(timer));
    turn = Math.min(
      turn,
      laps.reduce((s, l) => s + l.times * l.ms, 0),
    );
  }
  expect(turn / step).toBeGreaterThan(0.5);
  expect(turn / step).toBeLessThan(2);
  close();
});
test('a run that is examined is the run that is not: same losses, same weights, nothing left behind', async () => {
  const run = async (examined: boolean) => {
    const before = device().memory().buffers;
    const { trainer, examining, close } = opened();
    const found: number[] = [];
    for (let i = 0; i < 6; i++) {
      if (examined) {
        examining.ask({ times: true, outputs: ['z.z', 'data.x'] });
        await examining.look(true);
      }
      found.push(...(await losses(trainer, 3, 'loss.elbo')));
    }
    const { vectors, updates } = await trainer.checkpoint();
    close();
    expect(device().memory().buffers).toBe(before);
    return { found, vectors: [...vectors], updates };
  };
  expect(await run(true)).toEqual(await run(false));
});
test('a player that steps twice a turn counts twice', async () => {
  const laps = (times: number) => [{ from: { node: 'net' }, ms: 2, times }];
  expect(byNode(laps(3)).get('net')).toEqual({ value: 6, gradient: 0 });
  const { trainer, close } = opened(twoPlayers());
  const timing = timingOf('wasm', backend);
  if ('unmeasured' in timing) throw new Error('there is a clock');
  const found = await timing.time((timer) => trainer.rehearse(timer));
  expect(new Set(found.filter((l) => l.from.node === 'lin').map((l) => l.times))).toEqual(new Set([2]));
  expect(new Set(found.filter((l) => l.from.node === 'py').map((l) => l.times))).toEqual(new Set([1]));
  close();
});
test('a kernel of several operations is shared out among them, gradients apart', () => {
  const a = { node: 'a' };
  const slope = { node: 'a', pass: 'gradient' } as const;
  const found = byNode([{ from: a, parts: [a, a, slope, { node: 'b' }], ms: 8, times: 1 }]);
  expect([...found]).toEqual([
    ['a', { value: 4, gradient: 2 }],
    ['b', { value: 2, gradient: 0 }],
  ]);
});
test('backends without a clock say so', () => {
  expect(timingOf('webgl', backend)).toMatchObject({ unmeasured: expect.stringContaining('WebGL') });
  expect(timingOf('webgpu', backend)).toMatchObject({ unmeasured: expect.stringContaining('timestamps') });
});
test('wires carry what the batch of the step makes of them', async () => {
  const { trainer, examining, sources, seed, close } = opened();
  await losses(trainer, 2);
  examining.ask({ times: false, outputs: ['data.x', 'x.x', 'z.z', 'enc.out', 'nobody.x'] });
  expect(examining.due()).toBe(true);
  const { step, times, carried } = await examining.look();
  expect(step).toBe(2);
  expect(times).toBeUndefined();
  const [data, x, z, enc, nobody] = carried;
  const batch = sources.get('data')!.batch(seed, 2, 64).columns['x']!;
  const statistics = statisticsOf(batch, { kind: 'real' });
  expect(data).toEqual({ output: 'data.x', side: 'data', space: expect.objectContaining({ shape: [2] }), examples: 64, statistics });
  expect(x).toMatchObject({ side: 'data', statistics });
  // an encoder that has hardly begun: near its start, a standard Gaussian
  expect(z).toMatchObject({ side: 'data', examples: 64, statistics: { count: 128, finite: 128 } });
  expect(enc).toHaveProperty('why');
  expect(nobody).toEqual({ output: 'nobody.x', why: 'it is not part of the model that learns' });
  expect(examining.due()).toBe(false);
  close();
});
test('tokens are told by their numbers; a latent that data do not bind is drawn', async () => {
  const { examining, close } = opened(
    drawing(
      {
        data: ['Dataset', { source: 'two-classes' }],
        y: ['Observed'],
        py: ['Prior', { family: 'categorical', learn: true }],
        nll: ['NLL'],
        opt: ['Optimiser', { batch: 200 }],
      },
      'py.out>y.p data.y>y.data y.variable>nll.variables nll.out>opt.objectives',
    ),
  );
  examining.ask({ times: false, outputs: ['y.x'] });
  const [y] = (await examining.look()).carried;
  expect(y).toMatchObject({ statistics: { count: 200, finite: 200, min: 0, max: 1 }, space: { values: { kind: 'tokens', k: 2 } } });
  close();
});
