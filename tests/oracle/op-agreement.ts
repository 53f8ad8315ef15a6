/** The op tests of one backend: every op, and every op's gradient, against the interpreter. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Target } from '../../src/compiler/kernel-program.ts';
import { simplify } from '../../src/compiler/simplify.ts';
import { type Op, OPS } from '../../src/ir/ops.ts';
import { disagreement } from './agree.ts';
import { type TestDevice, testDevice } from './devices.ts';
import { BATCH, EXAMPLES } from './examples.ts';
import { feed } from './numbers.ts';
import { withGradients } from './op-gradients.ts';

/**
 * Largest differences allowed, relative to the largest number of a result. WGSL allows sin and cos an absolute error of 2^-11, and
 * SwiftShader makes use of it; each derivative repeats it.
 */
const TOLERANCE: { readonly [O in Op]?: Partial<Record<Target, number>> } = { sin: { webgpu: 1e-3 }, cos: { webgpu: 1e-3 } };
export function opAgreement(target: Target, usual: number): void {
  describe(`ops on ${target}`, () => {
    let test: TestDevice | undefined;
    beforeAll(async () => {
      test = await testDevice(target);
    }, 60_000);
    afterAll(() => test?.close());

    it.each(Object.keys(OPS) as Op[])('%s and its gradient agree with the interpreter', async (op) => {
      const p = withGradients(op);
      const tolerance = TOLERANCE[op]?.[target] ?? usual;
      const fed = feed(p, BATCH, EXAMPLES[op].low, EXAMPLES[op].high);
      expect(await disagreement(test!.device, p, BATCH, fed, tolerance)).toBeUndefined();
      expect(await disagreement(test!.device, simplify(p), BATCH, fed, tolerance)).toBeUndefined();
    });
  });
}
