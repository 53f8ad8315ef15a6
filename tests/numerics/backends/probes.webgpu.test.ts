/** What nodes show is the same on WebGPU as on wasm: from the same weights, data and noise, of every kind of picture. */
import { expect, test } from 'vitest';
import { SHOWS } from '../../../src/graph/vocabulary.ts';
import { Probing } from '../../../src/runtime/probing.ts';
import type { Probed } from '../../../src/runtime/shown.ts';
import { openWorld } from '../../../src/runtime/world.ts';
import { rig, template, thinned } from '../../unit/runtime/rig.ts';
import { useDevice } from '../../unit/runtime/use-device.ts';

const devices = [useDevice('wasm'), useDevice('webgpu')];
/** Together they show every kind of picture. */
const DRAWINGS = [
  'vae-moons',
  'realnvp-8gaussians',
  'diffusion-swissroll',
  'gan-8gaussians',
  'ebm-moons',
  'vae-digits',
  'made-digits',
] as const;
/** Relative to the largest number of the picture. */
const TOLERANCE = 2e-4;

/** Everything its nodes show before the first step. */
async function pictures(name: string): Promise<readonly (readonly Probed[])[]> {
  const graph = thinned(template(name), [4, 8]);
  const found: (readonly Probed[])[] = [];
  for (const device of devices) {
    const r = rig(graph, device(), { seed: 3 });
    const trainer = r.trainer();
    const probing = new Probing({ ...r, environment: openWorld(graph, new Map()).environment, state: () => trainer.state });
    found.push(await probing.look(true));
    probing.close();
    trainer.close();
  }
  return found;
}
const seen = new Set<string>();

test.each(DRAWINGS)(
  '%s',
  async (name) => {
    const [one = [], other = []] = await pictures(name);
    expect(one.length).toBeGreaterThan(0);
    expect(other.map((t) => [t.node, t.shows])).toEqual(one.map((t) => [t.node, t.shows]));
    for (const [i, told] of one.entries()) {
      seen.add(told.shows);
      for (const [part, numbers] of Object.entries(told.parts)) {
        const theirs = other[i]!.parts[part]!;
        expect(theirs, part).toHaveLength(numbers.length);
        const size = numbers.reduce((most, v) => Math.max(most, Math.abs(v)), 1);
        const off = numbers.reduce((most, v, k) => Math.max(most, Math.abs(v - theirs[k]!)), 0);
        expect(off / size, `${told.node} ${told.shows} ${part}`).toBeLessThan(TOLERANCE);
      }
    }
  },
  120_000,
);
test('no kind of picture is left out', () => {
  expect([...seen].toSorted()).toEqual(SHOWS.toSorted());
});
