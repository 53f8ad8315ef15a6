import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simplify } from '../../../src/compiler/simplify.ts';
import { Builder } from '../../../src/ir/builder.ts';
import { print } from '../../../src/ir/print.ts';
import { verify } from '../../../src/ir/verify.ts';
import { disagreement, reference, worst } from '../../oracle/agree.ts';
import { type TestDevice, testDevice } from '../../oracle/devices.ts';
import { feed } from '../../oracle/numbers.ts';
import { instructions, programOf } from '../../oracle/random-programs.ts';

describe('random programs', () => {
  let devices: readonly TestDevice[] = [];
  beforeAll(async () => {
    devices = [await testDevice('cpu'), await testDevice('wasm')];
  });
  afterAll(() => devices.forEach((d) => d.close()));

  it('are legal and mean the same after simplification', () => {
    fc.assert(
      fc.property(instructions, (list) => {
        const p = programOf(list);
        const s = simplify(p);
        expect(verify(p)).toEqual([]);
        expect(verify(s), print(s)).toEqual([]);
        const fed = feed(p, 2, -1, 1);
        const [want, have] = [reference(p, 2, fed), reference(s, 2, fed)];
        for (const [k, w] of Object.entries(want)) {
          expect(have[k]!.shape, `${print(p)}${print(s)}`).toEqual(w.shape);
          expect(worst(have[k]!.data, w.data), `${k}\n${print(p)}${print(s)}`).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 300 },
    );
  });
  it('give the same numbers on cpu and wasm as in the interpreter', async () => {
    await fc.assert(
      fc.asyncProperty(instructions, async (list) => {
        const p = programOf(list);
        const fed = feed(p, 2, -1, 1);
        for (const q of [p, simplify(p)])
          for (const { device } of devices) expect(await disagreement(device, q, 2, fed, 1e-4), print(q)).toBeUndefined();
      }),
      { numRuns: 120 },
    );
  });
  it('sum the same data over some plates and over all of them (on wasm a product is kept by its right operand alone)', async () => {
    const b = new Builder('sums');
    b.plate('K', 3);
    const x = b.input('x', [2, 4], ['B', 'K']);
    const p = b.program({ some: b.sum(x, [], ['B']), all: b.sum(x, [], ['B', 'K']), again: b.sum(x, [0], ['B', 'K']) });
    const fed = feed(p, 2, -1, 1);
    for (let i = 0; i < 20; i++) for (const { device } of devices) expect(await disagreement(device, p, 2, fed, 1e-5)).toBeUndefined();
  });
});
