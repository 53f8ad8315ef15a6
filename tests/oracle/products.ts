/** Matrix products of sizes where backends switch programs, against sums in float64. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Target } from '../../src/compiler/kernel-program.ts';
import { simplify } from '../../src/compiler/simplify.ts';
import { Builder } from '../../src/ir/builder.ts';
import { gradients } from '../../src/ir/differentiate.ts';
import { ZEROS } from '../../src/ir/value.ts';
import { execute, worst } from './agree.ts';
import { type TestDevice, testDevice } from './devices.ts';
import { feed } from './numbers.ts';

/** rows, inputs, outputs: among them the sizes where TF.js's own product with a transpose flag is wrong on WebGPU. */
const SIZES = [
  [1, 1, 1],
  [3, 5, 7],
  [8, 64, 2048],
  [33, 2052, 4],
  [16, 2000, 132],
  [64, 17, 300],
  [3001, 13, 7],
  [1030, 8, 64],
  // where a transpose on wasm is our own
  [2048, 37, 5],
] as const;

export function products(target: Target, tolerance: number): void {
  describe(`products on ${target}`, () => {
    let test: TestDevice | undefined;
    beforeAll(async () => {
      test = await testDevice(target);
    }, 60_000);
    afterAll(() => test?.close());

    it.each(SIZES)('%i rows of %i times [.., %i], and both gradients', async (rows, n, m) => {
      const b = new Builder('product');
      const x = b.input('x', [n]);
      const w = b.param('w', [n, m], ZEROS);
      const loss = b.sum(b.mul(b.matmul(x, w), b.input('d', [m])), [0], ['B']);
      const [dx, dw] = gradients(b, loss, [x, w]) as [typeof x, typeof w];
      const p = simplify(b.program({ y: b.matmul(x, w), dx, dw }));
      const fed = feed(p, rows, -1, 1);
      const have = await execute(test!.device, p, rows, fed);
      const [xs, ws, ds] = [fed.inputs['x']!, fed.vectors['w']!, fed.inputs['d']!];
      const sums = (h: number, k: number, l: number, f: (i: number, j: number, s: number) => number): Float64Array =>
        Float64Array.from({ length: h * k }, (_, at) => {
          let s = 0;
          for (let q = 0; q < l; q++) s += f(Math.floor(at / k), at % k, q);
          return s;
        });
      expect(
        worst(
          have['y']!,
          sums(rows, m, n, (i, j, q) => xs[i * n + q]! * ws[q * m + j]!),
        ),
      ).toBeLessThan(tolerance);
      expect(
        worst(
          have['dx']!,
          sums(rows, n, m, (i, j, q) => ds[i * m + q]! * ws[j * m + q]!),
        ),
      ).toBeLessThan(tolerance);
      expect(
        worst(
          have['dw']!,
          sums(n, m, rows, (i, j, q) => xs[q * n + i]! * ds[q * m + j]!),
        ),
      ).toBeLessThan(tolerance);
    });
  });
}
