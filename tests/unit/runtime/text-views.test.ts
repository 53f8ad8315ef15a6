/** What a run shows of a model of text. */
import { expect, test } from 'vitest';
import { openSynthetic } from '../../../src/data/catalogue.ts';
import { views } from '../../../src/runtime/views.ts';
import { linesOf } from '../../../src/studio/parts/text-lines.ts';
import { drawing, rig } from './rig.ts';
import { useDevice } from './use-device.ts';

const device = useDevice('wasm');

test('samples of text come with the names of their symbols, and the distance from the limit is known', async () => {
  const r = rig(
    drawing(
      {
        data: ['Dataset', { source: 'grammar' }],
        lstm: ['LSTM', { size: 4 }],
        ar: ['Autoregressive'],
        x: ['Observed'],
        nll: ['NLL'],
        opt: ['Optimiser'],
      },
      'data.x>x.data lstm.out>ar.network ar.out>x.p x.variable>nll.variables nll.out>opt.objectives',
    ),
    device(),
  );
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
