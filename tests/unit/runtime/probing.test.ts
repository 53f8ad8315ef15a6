/** What nodes in view hold, told between steps. */
import { expect, test } from 'vitest';
import { Probing } from '../../../src/runtime/probing.ts';
import { mostUncertain, widestAxes } from '../../../src/runtime/probe-feeds.ts';
import { openWorld } from '../../../src/runtime/world.ts';
import { smallVae } from './drawings.ts';
import { rig, template, thinned } from './rig.ts';
import { useDevice } from './use-device.ts';

const device = useDevice('wasm');

function opened(graph = smallVae()) {
  const r = rig(graph, device());
  const trainer = r.trainer();
  const { environment } = openWorld(graph, new Map());
  const probing = new Probing({ ...r, environment, state: () => trainer.state });
  return { trainer, probing };
}

test('only what is watched is told, from the same noise each time, and nothing is left on the device', async () => {
  const before = device().memory().buffers;
  const { trainer, probing } = opened();
  expect(probing.due()).toBe(false);
  probing.watch(['enc', 'nobody']);
  expect(probing.due()).toBe(true);
  const [cloud, ...rest] = await probing.look();
  expect(rest).toEqual([]);
  expect(cloud).toMatchObject({ shows: 'posterior', node: 'enc', variable: 'z', width: 2, axes: [0, 1] });
  expect(cloud!.parts['draw']).toHaveLength(2 * cloud!.size);
  expect((await probing.look())[0]!.parts).toEqual(cloud!.parts);
  trainer.take();
  expect((await probing.look())[0]!.parts).not.toEqual(cloud!.parts);
  expect(new Set((await probing.look(true)).map((p) => p.node))).toEqual(new Set(['enc', 'prior', 'dec']));
  probing.close();
  trainer.close();
  expect(device().memory().buffers).toBe(before);
});
test('looking is put off for twenty times as long as it took', async () => {
  const { trainer, probing } = opened();
  probing.watch(['enc']);
  await probing.look();
  const begun = performance.now();
  await probing.look();
  const took = performance.now() - begun;
  expect(probing.due(begun + took + 15 * took)).toBe(false);
  expect(probing.due(begun + 25 * took + 450)).toBe(true);
  probing.close();
  trainer.close();
});
test('flows, fields and landscapes are told of finished drawings', async () => {
  const kinds = {
    'realnvp-8gaussians': ['f1', 'f10', 'prior'],
    'diffusion-swissroll': ['net', 'prior'],
    'gan-8gaussians': ['discNet', 'prior'],
  };
  for (const [name, nodes] of Object.entries(kinds)) {
    const { trainer, probing } = opened(template(name));
    probing.watch(nodes);
    const told = await probing.look();
    expect(told.map((t) => t.node).toSorted()).toEqual(nodes.toSorted());
    for (const t of told) for (const part of Object.values(t.parts)) expect(part.every(Number.isFinite)).toBe(true);
    probing.close();
    trainer.close();
  }
});
test('codes are coloured by class, or by the mode of the data where modes are known', async () => {
  for (const [name, classes] of [
    ['vae-8gaussians', 8],
    ['vae-digits', 10],
  ] as const) {
    const { trainer, probing } = opened(template(name));
    probing.watch(['enc']);
    const [cloud] = await probing.look();
    expect(new Set(cloud!.classes).size).toBe(classes);
    expect(cloud!.classes).toHaveLength(cloud!.size);
    probing.close();
    trainer.close();
  }
});
test('the axes of a cloud are those that vary most, in their order', () => {
  const rows = Float32Array.from([0, 5, 0, 1, 0, -5, 0, -1, 0, 5, 0, 2]);
  expect(widestAxes(rows, 3, 4)).toEqual([1, 3]);
});
test('the position of which a model is least sure stays until another one is clearly less sure', () => {
  const logs = (odds: readonly number[]): Float32Array => Float32Array.from(odds.flatMap((p) => [Math.log(p), Math.log(1 - p)]));
  expect(mostUncertain(logs([0.9, 0.5, 0.8]), 3, 2)).toBe(1);
  expect(mostUncertain(logs([0.9, 0.4, 0.5]), 3, 2, 1)).toBe(1);
  expect(mostUncertain(logs([0.9, 0.99, 0.5]), 3, 2, 1)).toBe(2);
});
test('a model of sequences tells of what comes next in a held-out example', async () => {
  for (const [name, names] of [
    ['char-lstm', 13],
    ['made-digits', undefined],
  ] as const) {
    const { trainer, probing } = opened(thinned(template(name), [4]));
    probing.watch(['ar']);
    const [next] = await probing.look();
    expect(next).toMatchObject({ shows: 'next', node: 'ar', variable: 'x' });
    expect(next!.names?.length).toBe(names);
    expect(next!.parts['logs']).toHaveLength(next!.size * next!.width);
    expect(next!.parts['given']).toHaveLength(next!.size);
    expect(next!.at).toBeLessThan(next!.size);
    probing.close();
    trainer.close();
  }
});
