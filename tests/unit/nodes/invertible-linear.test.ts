import { describe, expect, test } from 'vitest';
import { Builder } from '../../../src/ir/builder.ts';
import { factoredRotation } from '../../../src/nodes/flows/rotation.ts';
import { triangularInverse } from '../../../src/nodes/flows/triangular.ts';
import { interpret } from '../../oracle/interpreter.ts';
import { uniform } from '../../oracle/numbers.ts';

const range = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);
const sum = (xs: readonly number[]): number => xs.reduce((a, x) => a + x, 0);
/** P L (U + diag s), multiplied out. */
function multiplied(n: number, key: string): number[][] {
  const f = factoredRotation(key, n);
  const lower = (i: number, k: number): number => (i === k ? 1 : f.lower[i * n + k]!);
  const upper = (k: number, j: number): number => (k === j ? f.sign[k]! * Math.exp(f.logScale[k]!) : f.upper[k * n + j]!);
  const product = range(n).map((i) => range(n).map((j) => sum(range(n).map((k) => lower(i, k) * upper(k, j)))));
  return f.order.map((i) => product[i]!);
}

describe('the start of an invertible matrix', () => {
  test.each([1, 2, 7, 48])('is a rotation or reflection of %i numbers', (n) => {
    const w = multiplied(n, 'w1');
    for (const i of range(n))
      for (const j of range(n)) expect(sum(range(n).map((k) => w[i]![k]! * w[j]![k]!))).toBeCloseTo(Number(i === j), 10);
  });
  test('keeps the multipliers of the elimination within one', () => {
    expect(Math.max(...factoredRotation('w1', 48).lower.map(Math.abs))).toBeLessThanOrEqual(1);
  });
  test('is chosen by its name', () => {
    expect(multiplied(4, 'w1')).toEqual(multiplied(4, 'w1'));
    expect(multiplied(4, 'w1')).not.toEqual(multiplied(4, 'w2'));
  });
});

describe.each([1, 2, 5, 8, 33])('the inverse of a triangular matrix of %i', (n) => {
  test.each(['lower', 'upper'] as const)('%s', (side) => {
    const b = new Builder('inverse');
    const data = Array.from(uniform(side, n * n, -1, 1), (v, k) => {
      const [i, j] = [Math.floor(k / n), k % n];
      return (side === 'lower' ? j < i : j > i) ? v : 0;
    });
    const diagonal = Array.from(uniform('diagonal', n, 0.7, 2));
    const inverse = triangularInverse(
      b,
      b.constant(
        diagonal.map((d) => 1 / d),
        [n],
      ),
      b.constant(data, [n, n]),
    );
    const found = interpret(b.program({ inverse }), { batch: 1 }).inverse!.data;
    const at = (i: number, j: number): number => (i === j ? diagonal[i]! : data[i * n + j]!);
    for (const i of range(n))
      for (const j of range(n)) expect(sum(range(n).map((k) => at(i, k) * found[k * n + j]!))).toBeCloseTo(Number(i === j), 8);
  });
});
