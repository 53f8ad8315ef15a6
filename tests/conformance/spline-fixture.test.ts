/** Rational-quadratic splines against SciPy's roots and derivatives. The figures were made by tests/fixtures/splines.py. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { spline } from '../../src/distributions/spline.ts';
import { Builder } from '../../src/ir/builder.ts';
import { interpret } from '../oracle/interpreter.ts';

interface Fixture {
  readonly bins: number;
  readonly bound: number;
  readonly rows: readonly Readonly<{ raw: readonly number[]; x: number; up: number; logUp: number; down: number }>[];
}
const FIXTURE: Fixture = JSON.parse(readFileSync(new URL('../fixtures/splines.json', import.meta.url), 'utf8'));

test.each(FIXTURE.rows.map((row, i) => ({ ...row, i })))('spline $i', (row) => {
  const { bins, bound } = FIXTURE;
  const b = new Builder('spline');
  const raw = b.constant([...row.raw], [1, 3 * bins - 1]);
  const up = spline(b, b.constant([row.x], [1]), raw, bins, bound, 'up');
  const down = spline(b, b.constant([row.x], [1]), raw, bins, bound, 'down');
  const out = interpret(b.program({ up: up.val, logUp: up.logDets, down: down.val }), { batch: 1 });
  expect(out.up!.data[0]).toBeCloseTo(row.up, 10);
  expect(out.down!.data[0]).toBeCloseTo(row.down, 9);
  // SciPy's slope is numerical
  expect(out.logUp!.data[0]).toBeCloseTo(row.logUp, 6);
});
