/**
 * Monotone rational-quadratic splines on [-bound, bound], the identity outside (Durkan et al., 2019, Neural spline flows, section 3.1 and
 * appendix A). Element by element: v [..n], parameters [n, 3 bins - 1] = widths, heights, inner derivatives, all unconstrained; zeros give the
 * identity.
 */
import type { Builder } from '../ir/builder.ts';
import type { Val } from '../ir/value.ts';

const LEAST_SIZE = 1e-3;
const LEAST_SLOPE = 1e-3;
/** softplus of this and the least slope make 1, the slope of the tails. */
const UNIT_SLOPE = Math.log(Math.expm1(1 - LEAST_SLOPE));

/** The bin of each element: where it begins, its size, and the slopes at its ends; all [n]. */
interface Bin {
  readonly x: Val;
  readonly width: Val;
  readonly y: Val;
  readonly height: Val;
  readonly left: Val;
  readonly right: Val;
}
interface Knots {
  readonly lows: Val;
  readonly sizes: Val;
}
/** Sizes that sum to 2 bound, each at least a thousandth of it, and where each begins: [n, bins]. */
function knots(b: Builder, raw: Val, bound: number): Knots {
  const bins = raw.event[1]!;
  const shares = b.add(LEAST_SIZE, b.mul(1 - LEAST_SIZE * bins, b.exp(b.logSoftmax(raw))));
  const sizes = b.mul(2 * bound, shares);
  return { sizes, lows: b.sub(b.sub(b.cumsum(sizes, 1), sizes), bound) };
}
/** 1 for the bin an element lies in, [n, bins]; the last holds what lies on the upper end. */
function where(b: Builder, v: Val, { lows }: Knots): Val {
  const bins = lows.event[1]!;
  const above = b.sub(1, b.greater(lows, b.reshape(v, [...v.event, 1])));
  // above is 1 up to the bin and 0 behind it, so the bin is where the next is no longer above
  return b.sub(above, b.pad(b.slice(above, 1, 1, bins), 1, 0, 1));
}
function binOf(b: Builder, chosen: Val, xs: Knots, ys: Knots, raw: Val): Bin {
  const inner = b.add(LEAST_SLOPE, b.softplus(b.add(raw, UNIT_SLOPE)));
  const n = raw.event[0]!;
  const ends = b.expand(b.of(1), inner.plates, [n, 1]);
  const pick = (values: Val): Val => b.sum(b.mul(chosen, values), [1]);
  return {
    x: pick(xs.lows),
    width: pick(xs.sizes),
    y: pick(ys.lows),
    height: pick(ys.sizes),
    left: pick(b.concat([ends, inner], 1)),
    right: pick(b.concat([inner, ends], 1)),
  };
}

export interface Splined {
  /** [n] */
  readonly val: Val;
  /** Natural log of the derivative at each element, [n]. */
  readonly logDets: Val;
}
/** @param v [n] @param direction 'up': the spline itself; 'down': its inverse @param raw [n, 3 bins - 1] */
export function spline(b: Builder, v: Val, raw: Val, bins: number, bound: number, direction: 'up' | 'down'): Splined {
  const xs = knots(b, b.slice(raw, 1, 0, bins), bound);
  const ys = knots(b, b.slice(raw, 1, bins, 2 * bins), bound);
  const inside = b.sub(1, b.greater(b.abs(v), bound));
  // what lies outside is moved to the middle first, so that no branch makes a NaN
  const safe = b.where(inside, v, 0);
  const bin = binOf(b, where(b, safe, direction === 'up' ? xs : ys), xs, ys, b.slice(raw, 1, 2 * bins, 3 * bins - 1));
  const slope = b.div(bin.height, bin.width);
  const bend = b.sub(b.add(bin.left, bin.right), b.mul(2, slope));
  const t = direction === 'up' ? b.div(b.sub(safe, bin.x), bin.width) : root(b, safe, bin, slope, bend);
  const u = b.sub(1, t);
  const both = b.mul(t, u);
  const denominator = b.add(slope, b.mul(bend, both));
  const image =
    direction === 'up'
      ? b.add(bin.y, b.div(b.mul(bin.height, b.add(b.mul(slope, b.square(t)), b.mul(bin.left, both))), denominator))
      : b.add(bin.x, b.mul(t, bin.width));
  // the derivative of the spline, eq. 5; that of the inverse is its reciprocal
  const rise = b.total(b.mul(bin.right, b.square(t)), b.mul(b.mul(2, slope), both), b.mul(bin.left, b.square(u)));
  const log = b.sub(b.add(b.mul(2, b.log(slope)), b.log(rise)), b.mul(2, b.log(denominator)));
  return {
    val: b.where(inside, image, v),
    logDets: b.where(inside, direction === 'up' ? log : b.neg(log), 0),
  };
}
/** Where in its bin, from 0 to 1, the spline takes the value y: eq. 6 to 8, in the form that does not cancel. */
function root(b: Builder, y: Val, bin: Bin, slope: Val, bend: Val): Val {
  const rest = b.sub(y, bin.y);
  const turned = b.mul(rest, bend);
  const quadratic = b.add(b.mul(bin.height, b.sub(slope, bin.left)), turned);
  const linear = b.sub(b.mul(bin.height, bin.left), turned);
  const constant = b.neg(b.mul(slope, rest));
  const discriminant = b.sub(b.square(linear), b.mul(4, b.mul(quadratic, constant)));
  return b.div(b.mul(2, constant), b.neg(b.add(linear, b.sqrt(b.maximum(discriminant, 0)))));
}
