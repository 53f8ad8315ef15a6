import { describe, expect, it } from 'vitest';
import { gradients } from '../../../src/ir/differentiate.ts';
import { type Op, OPS } from '../../../src/ir/ops.ts';
import type { Val } from '../../../src/ir/value.ts';
import { assertLegal } from '../../../src/ir/verify.ts';
import { worst } from '../../oracle/agree.ts';
import { BATCH, EXAMPLES, type Made, made } from '../../oracle/examples.ts';
import { differences } from '../../oracle/finite-differences.ts';
import { interpret } from '../../oracle/interpreter.ts';
import { type Fed, draws, feed } from '../../oracle/numbers.ts';

/** Values of `y` (a scalar) with the leaf `name` replaced. */
function scalarOf(m: Made, y: Val, fed: Fed, name: string): (x: Float64Array) => number {
  const program = m.b.program({ y });
  const kind = name in fed.inputs ? 'inputs' : 'vectors';
  return (x) => interpret(program, { batch: BATCH, ...fed, [kind]: { ...fed[kind], [name]: x }, random: draws(1, 0) })['y']!.data[0]!;
}
/** Checks the gradient of `y` in every leaf; returns it as a scalar with curvature, for the next order. */
function check(m: Made, y: Val, fed: Fed): Val {
  const ds = gradients(m.b, y, m.leaves);
  const program = m.b.program(Object.fromEntries(ds.map((d, i) => [m.leaves[i]!.at.name!, d])));
  assertLegal(program);
  const symbolic = interpret(program, { batch: BATCH, ...fed, random: draws(1, 0) });
  for (const leaf of m.leaves) {
    const name = leaf.at.name!;
    const numeric = differences(scalarOf(m, y, fed, name), fed.inputs[name] ?? fed.vectors[name]!);
    expect(worst(symbolic[name]!.data, numeric), `d/d${name}`).toBeLessThan(1e-6);
  }
  return m.b.total(...ds.map((d) => whole(m, m.b.square(d))));
}
/** Sum over every element. */
const whole = (m: Made, v: Val): Val =>
  m.b.sum(
    v,
    v.event.map((_, i) => i),
    v.plates,
  );

describe('derivatives of every op', () => {
  it.each(Object.keys(OPS) as Op[])('%s: first and second order agree with finite differences', (op) => {
    const m = made(op);
    const fed = feed(m.program, BATCH, EXAMPLES[op].low, EXAMPLES[op].high);
    const weighted = m.b.add(m.b.square(m.y), m.y);
    const slope = check(m, whole(m, weighted), fed);
    check(m, slope, fed);
  });
});
