import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lower } from '../../../src/compiler/lower/lower.ts';
import { simplify } from '../../../src/compiler/simplify.ts';
import { Builder } from '../../../src/ir/builder.ts';
import { print } from '../../../src/ir/print.ts';
import { ZEROS } from '../../../src/ir/value.ts';
import { disagreement } from '../../oracle/agree.ts';
import { type TestDevice, testDevice } from '../../oracle/devices.ts';
import { feed } from '../../oracle/numbers.ts';
import { instructions, programOf } from '../../oracle/random-programs.ts';

let test: TestDevice | undefined;
beforeAll(async () => {
  test = await testDevice('webgpu');
}, 60_000);
afterAll(() => test?.close());

it('random programs give the same numbers on webgpu as in the interpreter', async () => {
  await fc.assert(
    fc.asyncProperty(instructions, async (list) => {
      const p = simplify(programOf(list));
      expect(await disagreement(test!.device, p, 2, feed(p, 2, -1, 1), 1e-4), print(p)).toBeUndefined();
    }),
    { numRuns: 60 },
  );
}, 120_000);

it('an optimiser’s update is one kernel per result', async () => {
  const b = new Builder('adam');
  const [w, d, m, v] = ['w', 'd', 'm', 'v'].map((n) => b.state(n, [1000], ZEROS)) as [
    ReturnType<Builder['state']>,
    ...ReturnType<Builder['state']>[],
  ];
  const moment = b.add(b.mul(0.9, m!), b.mul(0.1, d!));
  const scale = b.add(b.mul(0.999, v!), b.mul(0.001, b.square(d!)));
  const p = simplify(b.program({ m: moment, v: scale, w: b.sub(w, b.div(b.mul(1e-3, moment), b.add(b.sqrt(scale), 1e-8))) }));
  expect(lower(p, { target: 'webgpu', batch: 1 }).steps.map((s) => s.kernel)).toEqual([
    'WellspringFused',
    'WellspringFused',
    'WellspringFused',
  ]);
  expect(await disagreement(test!.device, p, 1, feed(p, 1, 0.1, 1), 1e-5)).toBeUndefined();
});
