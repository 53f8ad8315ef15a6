/** How much work a judgement may cost, from the program's own operation count. */
import type { Compiled } from '../compiler/compiled.ts';
import { topological } from '../ir/dependencies.ts';
import { flops } from '../ir/ops.ts';
import { given } from '../ir/region.ts';
import type { Program, Val } from '../ir/value.ts';
import { numel } from '../graph/space.ts';

/**
 * Floating-point operations of a program for one more example, plates besides the batch included. What is done once for all examples, such as a
 * normaliser, does not count.
 */
export function cost(p: Program): number {
  return operations(p, (v) => v.plates.includes('B') || v.ins.some((u) => u.plates.includes('B')));
}
/** Floating-point operations of a program that are done once, however many examples there are. */
export function overhead(p: Program): number {
  return operations(p, (v) => !v.plates.includes('B') && !v.ins.some((u) => u.plates.includes('B')));
}
function operations(p: Program, counts: (v: Val) => boolean): number {
  const sizeOf = (plate: string): number => {
    const n = p.plates.get(plate);
    return typeof n === 'number' ? n : 1;
  };
  const below = (roots: readonly Val[]): number =>
    topological(roots).reduce(
      (total, v) => total + (v.at.region ? v.at.region.turns * below(given(v.at.region)) : counts(v) ? flops(v, sizeOf) : 0),
      0,
    );
  return below(Object.values(p.outputs));
}
/** Numbers the largest value of a program holds for one example. */
export function widest(p: Program): number {
  const count = (v: Val): number =>
    v.plates.reduce((n, plate) => {
      const size = p.plates.get(plate);
      return typeof size === 'number' ? n * size : n;
    }, numel(v.event));
  const below = (roots: readonly Val[]): number =>
    topological(roots).reduce(
      (most, v) => Math.max(most, v.at.region ? below(given(v.at.region)) : 1, v.plates.includes('B') ? count(v) : 1),
      1,
    );
  return below(Object.values(p.outputs));
}
/** Floating-point operations of one pass of score for one example, importance samples included. */
export const scoreCost = (c: Compiled): number => (c.score.program ? cost(c.score.program) : 0);
/** Floating-point operations of a pass of score besides those for its examples. */
export const scoreOverhead = (c: Compiled): number => (c.score.program ? overhead(c.score.program) : 0);
/** As many of `wanted` examples as the operations allow, but at least `least`. */
export const affordable = (wanted: number, least: number, cost: number, operations: number): number =>
  Math.max(least, Math.min(wanted, Math.floor(operations / Math.max(1, cost))));
