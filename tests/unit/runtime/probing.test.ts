/** What nodes in view hold, told between steps. */
import { expect, test } from 'vitest';
import { Probing } from '../../../src/runtime/probing.ts';
import { mostUncertain } from '../../../src/runtime/next-feed.ts';
import { widestAxes } from '../../../src/runtime/probe-rows.ts';
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
  return { trainer, probing, sources: r.sources, seed: r.seed };
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
  expect(new Set((await probing.look(true)).map((p) => p.node))).toEqual(new Set(['enc', 'prior', 'dec', 'z', 'x']));
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
test('a latent shows codes of held-out data over what its p draws; an observed variable shows the data themselves', async () => {
  const { trainer, probing, sources, seed } = opened(template('vae-8gaussians'));
  probing.watch(['z', 'x']);
  const [z, x] = await probing.look();
  expect(z).toMatchObject({ node: 'z', shows: 'codes', quantity: 'codes', variable: 'z', width: 2 });
  expect(z!.parts['draw']).toHaveLength(2 * z!.size);
  expect(z!.parts['prior']).toHaveLength(2 * z!.size);
  expect(new Set(z!.classes).size).toBe(8);
  const held = sources.get('data')!.heldOut(seed, x!.size).columns['x'];
  expect(x).toMatchObject({ node: 'x', shows: 'beside', parts: { data: held } });
  probing.close();
  trainer.close();
});
test('what is made of tokens is told by their numbers', async () => {
  const { trainer, probing, sources, seed } = opened(template('two-class-bayes'));
  probing.watch(['y']);
  const [y] = await probing.look();
  const held = sources.get('data')!.heldOut(seed, y!.size).columns['y'];
  expect(y).toMatchObject({ shows: 'beside', width: 1, parts: { data: held } });
  probing.close();
  trainer.close();
});
test('a noise schedule shows held-out examples turning into noise', async () => {
  const { trainer, probing, sources, seed } = opened(template('ddpm-8gaussians'));
  probing.watch(['schedule']);
  const [strip] = await probing.look();
  expect(strip).toMatchObject({ node: 'schedule', shows: 'noised', variable: 'x', width: 2 });
  const { parts, size, levels } = strip!;
  expect(levels).toHaveLength(5);
  expect(levels![0]).toBe(0);
  expect([...levels!]).toEqual(levels!.toSorted((a, b) => a - b));
  const held = sources.get('data')!.heldOut(seed, size).columns['x']!;
  parts['0']!.forEach((v, i) => expect(v).toBeCloseTo(held[i]!, 6));
  // one noise for all levels: what is left of each when the data are taken away is the same
  const alpha = (k: number): number => Math.sqrt(1 - levels![k]! ** 2);
  for (const k of [1, 2, 3])
    parts[String(k)]!.forEach((v, i) => {
      const noise = (v - alpha(k) * held[i]!) / levels![k]!;
      const last = (parts['4']![i]! - alpha(4) * held[i]!) / levels![4]!;
      expect(noise).toBeCloseTo(last, 3);
    });
  probing.close();
  trainer.close();
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
