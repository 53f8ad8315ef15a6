/** Normalisation layers. */
import type { Builder } from '../../ir/builder.ts';
import { type Val, ZEROS } from '../../ir/value.ts';

const EPSILON = 1e-5;

function standardise(b: Builder, x: Val, axes: readonly number[]): Val {
  const keep = x.event.map((n, i) => (axes.includes(i) ? 1 : n));
  const count = axes.reduce((n, a) => n * x.event[a]!, 1);
  const centred = b.sub(x, b.reshape(b.mul(1 / count, b.sum(x, axes)), keep));
  const variance = b.mul(1 / count, b.sum(b.square(centred), axes));
  return b.mul(centred, b.reshape(b.rsqrt(b.add(variance, EPSILON)), keep));
}
const affine = (b: Builder, scope: string, x: Val, n: number): Val =>
  b.add(b.mul(x, b.param(`${scope}.scale`, [n], { kind: 'constant', value: 1 })), b.param(`${scope}.shift`, [n], ZEROS));

/** Over the last axis (Ba et al., 2016). */
export const layerNorm = (b: Builder, scope: string, x: Val): Val =>
  affine(b, scope, standardise(b, x, [x.event.length - 1]), x.event.at(-1)!);

/** Over positions and the channels of each group (Wu & He, 2018). `groups` must divide the channels; the greatest divisor not above it is taken. */
export function groupNorm(b: Builder, scope: string, x: Val, groups: number): Val {
  const channels = x.event.at(-1)!;
  let g = Math.min(groups, channels);
  while (channels % g) g--;
  const positions = x.event.slice(0, -1).reduce((n, d) => n * d, 1);
  const grouped = standardise(b, b.reshape(x, [positions, g, channels / g]), [0, 2]);
  return affine(b, scope, b.reshape(grouped, x.event), channels);
}
