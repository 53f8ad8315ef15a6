/** Where TF.js's WebGPU kernels hand whole numbers or many axes on: what we make of them is what the interpreter makes. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Builder } from '../../../src/ir/builder.ts';
import { type Program, ZEROS } from '../../../src/ir/value.ts';
import { disagreement } from '../../oracle/agree.ts';
import { type TestDevice, testDevice } from '../../oracle/devices.ts';
import { feed } from '../../oracle/numbers.ts';

const BATCH = 3;
/** Codes are looked up by a product with a choice, as a Codebook does. */
function lookup(): Program {
  const b = new Builder('lookup');
  const hot = b.argmaxHot(b.input('x', [4, 8]));
  const truth = b.greater(b.input('y', [4, 8]), 0);
  const w = b.param('w', [8, 5], ZEROS);
  // read by a product and by a choice between two values, a comparison is no part of one cluster
  return b.program({ codes: b.matmul(hot, w), counts: b.sum(hot, [0]), told: b.matmul(truth, w), chosen: b.where(truth, hot, 2) });
}
function deepChoice(): Program {
  const b = new Builder('deep');
  const x = b.input('x', [2, 3, 2, 2]);
  const truth = b.greater(x, b.input('y', [2, 3, 2, 2]));
  // what is read twice is joined to neither reader, and the choice stands alone
  return b.program({ truth, y: b.where(truth, b.input('a', [2, 3, 2, 2]), b.transpose(x, [3, 1, 2, 0])) });
}
let test: TestDevice;
beforeAll(async () => {
  test = await testDevice('webgpu');
}, 60_000);
afterAll(() => test.close());

it.each([lookup(), deepChoice()])('$name agrees with the interpreter', async (p) => {
  expect(await disagreement(test.device, p, BATCH, feed(p, BATCH, -1, 1), 1e-5)).toBeUndefined();
});
