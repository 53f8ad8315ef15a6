/** What a run shows of a model of text. */
import { describe, expect, test } from 'vitest';
import { openSynthetic } from '../../../src/data/catalogue.ts';
import type { Params } from '../../../src/graph/model.ts';
import { drawSamples } from '../../../src/runtime/draws.ts';
import type { Streamed } from '../../../src/runtime/shown.ts';
import { views } from '../../../src/runtime/views.ts';
import { Tasks } from '../../../src/runtime/tasks.ts';
import { linesOf } from '../../../src/studio/parts/text-lines.ts';
import { drawing, losses, rig } from './rig.ts';
import { useDevice } from './use-device.ts';

const device = useDevice('wasm');

const lstm = (ar: Params = {}) =>
  drawing(
    {
      data: ['Dataset', { source: 'grammar' }],
      lstm: ['LSTM', { size: 4 }],
      ar: ['Autoregressive', ar],
      x: ['Observed'],
      nll: ['NLL'],
      opt: ['Optimiser', { rate: 0.05 }],
    },
    'data.x>x.data lstm.out>ar.network ar.out>x.p x.variable>nll.variables nll.out>opt.objectives',
  );

test('samples of text come with the names of their symbols, and the distance from the limit is known', async () => {
  const r = rig(lstm(), device());
  const trainer = r.trainer();
  const tasks = r.tasks(trainer);
  const seen = await views({ ...r, tasks }, 0);
  tasks.close();
  trainer.close();
  const { symbols, n, data } = seen.samples['x']!;
  const letters = openSynthetic('grammar')!.labels!['x']!;
  expect(symbols).toEqual(letters);
  expect(data).toHaveLength(64 * n);
  for (const line of linesOf(seen.samples['x']!, 5)) expect([...line].every((s) => letters.includes(s))).toBe(true);
  // nothing is learnt yet: far above the entropy of the text
  expect(seen.limit!.gap).toBeGreaterThan(20);
  expect(seen.limit!.entropy).toBe(openSynthetic('grammar')!.truth!['x']!.entropy);
});

describe('the probabilities told of the symbols of a text', () => {
  test.each([
    ['as the model has them', {}],
    ['whatever the draw is sharpened by', { temperature: 0.6, topK: 9 }],
    ['always the likeliest', { greedy: true }],
    ['up to the token that ends it', { end: 0 }],
  ] as const)('make up the model’s log p of it: %s', async (_, ar) => {
    const r = rig(lstm(ar), device());
    const trainer = r.trainer();
    await losses(trainer, 20);
    const tasks = r.tasks(trainer);
    const { samples } = await drawSamples({ ...r, tasks });
    const { data, logs, n } = samples['x']!;
    const exact = await tasks.score(n, new Map([['data', { n, columns: { x: data } }]]));
    tasks.close();
    trainer.close();
    expect(logs).toHaveLength(data.length);
    const length = data.length / n;
    for (let i = 0; i < n; i++) {
      const told = logs!.subarray(i * length, (i + 1) * length);
      expect(told.every((log) => log <= 1e-6)).toBe(true);
      expect(Math.abs(told.reduce((a, log) => a + log, 0) - exact[i]!)).toBeLessThan(1e-4 * (1 + Math.abs(exact[i]!)));
    }
    // not a constant that would add up by itself
    expect(new Set(logs).size).toBeGreaterThan(10);
  });
  test('come while a long text is drawn: what is there already stays as it is', async () => {
    const r = rig(lstm(), device());
    const trainer = r.trainer();
    const slow = new Tasks({
      ...r,
      state: () => trainer.state,
      // so slow that a viewer grows impatient
      watch: { onProgress: () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 12) },
    });
    const heard: Streamed[] = [];
    const { samples } = await drawSamples({ ...r, tasks: slow }, { onText: (t) => heard.push(t) });
    slow.close();
    trainer.close();
    expect(heard.length).toBeGreaterThan(1);
    const whole = samples['x']!;
    for (const { turn, turns, variable, picture } of heard) {
      expect([variable, turns, picture.symbols]).toEqual(['x', 64, whole.symbols]);
      expect(picture.data.slice(0, turn)).toEqual(whole.data.slice(0, turn));
      expect(picture.logs!.slice(0, turn)).toEqual(whole.logs!.slice(0, turn));
    }
    expect(heard.map((t) => t.turn)).toEqual(heard.map((t) => t.turn).toSorted((a, b) => a - b));
  });
});
test('another pass draws other text, and the same pass the same', async () => {
  const r = rig(lstm(), device());
  const trainer = r.trainer();
  const tasks = r.tasks(trainer);
  const draw = async (pass: number): Promise<Float32Array> => (await drawSamples({ ...r, tasks }, { pass })).samples['x']!.data;
  const [first, again, other] = [await draw(0), await draw(0), await draw(1)];
  tasks.close();
  trainer.close();
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});
