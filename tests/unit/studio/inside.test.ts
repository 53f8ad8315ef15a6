/** Which picture of the inside of a model is shown, and that it stays the same from the first frame on. */
import { expect, test } from 'vitest';
import { compile } from '../../../src/compiler/compile.ts';
import { openWorld } from '../../../src/runtime/world.ts';
import { emptyGraph } from '../../../src/graph/model.ts';
import { beforehand, insidesOf } from '../../../src/studio/run/insides.ts';
import type { Between, Views } from '../../../src/workers/protocol.ts';
import { template } from '../runtime/rig.ts';

const graph = emptyGraph('test');
const space = { layout: 'vector', shape: [2], values: { kind: 'real' } } as const;
const one = Float32Array.of(0);
const between: Between = {
  ends: 'draws',
  variable: 'x',
  code: 'noise',
  path: 'straight',
  snapped: false,
  moving: [],
  pair: 0,
  rows: 1,
  steps: 1,
  along: { space, data: Float32Array.of(0, 0), n: 1 },
};
const common: Views = { step: 1, samples: {}, chains: {}, reconstructions: {}, probed: [], between };
const sketch = (awaited?: Views['awaited']): Views => ({ ...common, sketch: true, awaited });
const whole = (truth: boolean): Views => ({
  ...common,
  density: { variable: 'x', size: 1, low: [0, 0], high: [1, 1], model: one, fidelity: 'exact', ...(truth && { truth: one }) },
});
const told = (v: Views) => insidesOf(v, graph, undefined).map(({ key, title, note }) => ({ key, title, note }));

test.each([true, false])('a sketch offers what whole frames have, in their order: true density known %s', (truth) => {
  expect(told(sketch({ truth }))).toEqual(told(whole(truth)));
  expect(told(whole(truth)).map((i) => i.key)).toEqual(['density', ...(truth ? ['difference'] : []), 'between', 'slope']);
});
test('a sketch says what it waits for in place of each picture of the density', () => {
  for (const { key, scene } of insidesOf(sketch({ truth: true }), graph, undefined).filter((i) => i.key !== 'between'))
    expect([key, scene]).toEqual([key, { shows: 'awaited', what: expect.stringContaining('Comes with the first whole frame') }]);
  for (const { key, scene } of insidesOf(whole(true), graph, undefined)) expect(scene.shows).toBe(key);
});
test('where no density will come the first is what there is', () => {
  expect(told(sketch()).map((i) => i.key)).toEqual(['between']);
});
test.each([
  ['vae-moons', 'Density'],
  ['realnvp-8gaussians', 'Density'],
  ['gan-8gaussians', 'Inside'],
  ['vae-digits', 'Inside'],
])('before a run of %s its pane is called %s', (name, title) => {
  const drawn = template(name);
  expect(beforehand(compile(drawn, openWorld(drawn, new Map()).environment), drawn).title).toBe(title);
  expect(beforehand(undefined, drawn).title).toBe('Inside');
});
