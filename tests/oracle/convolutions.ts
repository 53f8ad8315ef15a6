/** Convolutions of many shapes, with both gradients, against the interpreter: strides, even filters, uneven padding, edges that are left over. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Target } from '../../src/compiler/kernel-program.ts';
import { simplify } from '../../src/compiler/simplify.ts';
import { Builder } from '../../src/ir/builder.ts';
import { gradients } from '../../src/ir/differentiate.ts';
import { type Convolution, type Program, ZEROS } from '../../src/ir/value.ts';
import { disagreement } from './agree.ts';
import { type TestDevice, testDevice } from './devices.ts';
import { feed } from './numbers.ts';

interface Shape {
  readonly input: readonly [number, number, number];
  readonly filter: readonly [number, number];
  readonly outputs: number;
  readonly stride: number;
  readonly pads: Convolution['pads'];
}
const SHAPES: readonly Shape[] = [
  { input: [4, 4, 1], filter: [1, 1], outputs: 3, stride: 1, pads: [0, 0, 0, 0] },
  { input: [5, 5, 2], filter: [3, 3], outputs: 4, stride: 1, pads: [1, 1, 1, 1] },
  { input: [6, 4, 3], filter: [3, 3], outputs: 4, stride: 2, pads: [0, 1, 0, 1] },
  { input: [6, 6, 2], filter: [4, 4], outputs: 2, stride: 2, pads: [1, 1, 1, 1] },
  { input: [6, 5, 2], filter: [2, 2], outputs: 3, stride: 1, pads: [0, 1, 1, 0] },
  { input: [7, 7, 1], filter: [3, 3], outputs: 2, stride: 2, pads: [0, 0, 0, 0] },
  { input: [8, 8, 2], filter: [3, 3], outputs: 2, stride: 2, pads: [0, 0, 0, 0] },
  { input: [7, 5, 3], filter: [5, 1], outputs: 2, stride: 3, pads: [2, 2, 0, 0] },
  { input: [4, 4, 2], filter: [4, 4], outputs: 5, stride: 1, pads: [0, 0, 0, 0] },
  { input: [3, 3, 2], filter: [5, 5], outputs: 2, stride: 1, pads: [2, 2, 2, 2] },
  { input: [5, 5, 1], filter: [2, 2], outputs: 2, stride: 3, pads: [0, 0, 0, 0] },
  { input: [4, 6, 32], filter: [3, 3], outputs: 8, stride: 1, pads: [1, 1, 1, 1] },
];
/** The convolution with bias and relu, as networks have it, or its transpose; a curved loss and the gradients in input and filter. */
function programOf(s: Shape, transposed: boolean): Program {
  const b = new Builder('convolution');
  const w = b.param('w', [...s.filter, s.input[2], s.outputs], ZEROS);
  const extent = (n: number, k: number, before: number, after: number): number => Math.floor((n + before + after - k) / s.stride) + 1;
  const out = [extent(s.input[0], s.filter[0], s.pads[0], s.pads[1]), extent(s.input[1], s.filter[1], s.pads[2], s.pads[3]), s.outputs];
  const x = b.input('x', transposed ? out : s.input);
  const y = transposed ? b.conv2dTransposed(x, w, s.stride, s.pads, [s.input[0], s.input[1]]) : b.conv2d(x, w, s.stride, s.pads);
  const bias = b.param('bias', [transposed ? s.input[2] : s.outputs], ZEROS);
  const h = b.relu(b.add(y, bias));
  const loss = b.mean(b.sumEvent(b.square(h)));
  const [dx, dw, db] = gradients(b, loss, [x, w, bias]) as [typeof x, typeof x, typeof x];
  return b.program({ h, loss, dx, dw, db });
}
export function convolutions(target: Target, tolerance: number): void {
  describe(`convolutions on ${target}`, () => {
    let test: TestDevice | undefined;
    beforeAll(async () => {
      test = await testDevice(target);
    }, 60_000);
    afterAll(() => test?.close());
    describe.each([false, true])('transposed: %s', (transposed) => {
      it.each(SHAPES)('$input filter $filter stride $stride pads $pads', async (s) => {
        const p = programOf(s, transposed);
        const fed = feed(p, 3, -1, 1);
        expect(await disagreement(test!.device, simplify(p), 3, fed, tolerance)).toBeUndefined();
      });
    });
  });
}
