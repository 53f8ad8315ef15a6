/** Affine maps, the parts every network is made of. */
import type { Builder } from '../../ir/builder.ts';
import { type Init, type Val, ZEROS } from '../../ir/value.ts';

/** He-normal start for layers that feed a rectifier (He et al., 2015, eq. 10). */
export const heNormal = (fanIn: number, gain = Math.SQRT2): Init => ({ kind: 'normal', scale: gain / Math.sqrt(fanIn) });

/** x [.., n] to [.., units]; parameters `<scope>.w` [n, units] and `<scope>.b` [units]. */
export function dense(b: Builder, scope: string, x: Val, units: number, gain = Math.SQRT2): Val {
  const n = x.event.at(-1)!;
  return b.add(b.matmul(x, b.param(`${scope}.w`, [n, units], heNormal(n, gain))), b.param(`${scope}.b`, [units], ZEROS));
}
