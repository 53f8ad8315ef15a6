/** How much work a judgement may cost, from the program's own operation count. */
import type { Compiled } from '../compiler/compiled.ts';
import { topological } from '../ir/dependencies.ts';
import { flops } from '../ir/ops.ts';

/** Floating-point operations of one pass of score for one example, importance samples included. */
export function scoreCost(c: Compiled): number {
  const p = c.score.program;
  if (!p) return 0;
  const sizeOf = (plate: string): number => {
    const n = p.plates.get(plate);
    return typeof n === 'number' ? n : 1;
  };
  return topological(Object.values(p.outputs)).reduce((total, v) => total + flops(v, sizeOf), 0);
}
/** As many of `wanted` examples as the operations allow, but at least `least`. */
export const affordable = (wanted: number, least: number, cost: number, operations: number): number =>
  Math.max(least, Math.min(wanted, Math.floor(operations / Math.max(1, cost))));
