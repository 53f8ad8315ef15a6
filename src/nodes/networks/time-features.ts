/** What a network reads of a time in [0, 1]: sines and cosines of a geometric row of frequencies (Vaswani et al., 2017, section 3.5; Ho et al., 2020, appendix B). */
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';
import type { NetworkInputs } from '../../distributions/distribution.ts';

const FREQUENCIES = 16;
/** Cycles over the whole path: the slowest and the fastest. */
const SLOWEST = 0.25;
const FASTEST = 32;

/** @param time event [] @returns event [33]: the time itself, sines, cosines */
export function timeFeatures(b: Builder, time: Val): Val {
  const rates = Array.from({ length: FREQUENCIES }, (_, k) => SLOWEST * (FASTEST / SLOWEST) ** (k / (FREQUENCIES - 1)));
  const t = b.reshape(time, [1]);
  const cycles = b.mul(b.constant(rates, [FREQUENCIES]), t);
  // within half a turn of zero, where GPUs take sines well
  const angle = b.mul(2 * Math.PI, b.sub(cycles, b.floor(b.add(cycles, 0.5))));
  return b.concat([t, b.sin(angle), b.cos(angle)], 0);
}
/** What a plain network reads beside x: its conditions, and the time where it is told one. */
export const beside = (b: Builder, { condition, time }: NetworkInputs): readonly Val[] =>
  time ? [...condition, timeFeatures(b, time)] : condition;
