/**
 * p(x) = prod_i p(x_i | x_<i): a causal network gives the numbers of every factor in one pass over x; a draw goes position by position
 * (Bengio & Bengio, 2000; Germain et al., 2015, MADE, eq. 1).
 */
import { type Space, eventOf, numel } from '../graph/space.ts';
import type { Builder } from '../ir/builder.ts';
import { loop } from '../ir/loop.ts';
import type { Plate, Val } from '../ir/value.ts';
import { type Choice, AS_IT_IS, sharpening } from './choice.ts';
import { type Datum, type Distribution, type Steps, can, soft } from './distribution.ts';
import { type Grade, all, grade } from './grade.ts';
import type { Law } from './laws.ts';

export interface Factors {
  readonly law: Law;
  readonly positions: readonly number[];
  /** Numbers that a position has in a program: k for one-hot tokens, else 1. */
  readonly width: number;
  /** How a network reads values [.., width]. */
  read(b: Builder, x: Val): Val;
  /** The network in one pass: what is read, [..positions, width], to [..positions, law.numbers]. */
  apply(b: Builder, read: Val): Val;
  /** The same position by position, where the network offers it. */
  readonly steps?: ((b: Builder, plates: readonly Plate[]) => Steps) | undefined;
  /** Plates of its conditions: draws are independent along them. */
  readonly plates: readonly Plate[];
}
export interface AutoregressiveOptions {
  readonly choice?: Choice;
  /** The token that ends a sequence and fills what is left of it; what stands behind the first one does not count. */
  readonly end?: number | undefined;
}

export function autoregressive(node: string, space: Space, f: Factors, o: AutoregressiveOptions = {}): Distribution {
  const event = eventOf(space);
  const { law, width, positions } = f;
  const { choice = AS_IT_IS, end } = o;
  const n = numel(positions);
  const values = valuesOf(space);
  const grid = [...positions, width];
  // symbols carry the log-probability they were drawn with behind them, for whoever follows the draw
  const told = width > 1 ? 1 : 0;
  const endHot = (b: Builder): Val =>
    b.constant(
      Array.from({ length: width }, (_, v) => +(v === end)),
      [width],
    );
  /** 1 up to the first end token, 0 behind it: [n]. */
  const open = (b: Builder, x: Val): Val => {
    const ends = b.sum(b.mul(b.reshape(x, [n, width]), endHot(b)), [1]);
    return b.sub(1, b.step(b.sub(b.cumsum(ends, 0), ends)));
  };
  const logProb = (b: Builder, x: Datum): Val => {
    const given = b.reshape(soft(x), grid);
    const each = b.reshape(law.logProb(b, given, f.apply(b, f.read(b, given))), [n]);
    return b.sumEvent(end === undefined ? each : b.mul(open(b, x.val), each));
  };
  const sample = (b: Builder, plates: readonly Plate[]): Val => {
    const wide = [...plates, ...f.plates];
    const zeros = (shape: readonly number[]): Val => b.expand(b.of(0), wide, shape);
    const steps = f.steps?.(b, wide);
    const places = b.constant(
      Array.from({ length: n }, (_, i) => i),
      [n, 1],
    );
    const still = end === undefined ? [] : [b.expand(b.of(1), wide, [])];
    const start = [zeros([n, width + told]), zeros([width]), ...still, ...(steps?.start ?? [])];
    const symbols = (x: Val): Val => (told ? b.slice(x, 1, 0, width) : x);
    const { carried } = loop(b, b.turns(node, n), { carried: start, frames: { name: node, of: 0 } }, ({ index, carried: at }) => {
      const [x, before, ...rest] = at;
      const here = b.eq(places, index);
      const said = steps?.next(rest.slice(still.length), before!, index) ?? {
        carried: [],
        out: b.sum(b.mul(here, b.reshape(f.apply(b, f.read(b, b.reshape(symbols(x!), grid))), [n, law.numbers])), [0]),
      };
      const free = law.draw(b, wide, said.out, choice);
      const goes = rest[0];
      const v = end === undefined ? free : b.add(b.mul(goes!, free), b.mul(b.sub(1, goes!), endHot(b)));
      const goesOn = end === undefined ? [] : [b.sub(1, b.slice(v, 0, end, end + 1))].map((e) => b.reshape(e, []));
      const logs = (): Val => {
        const own = law.logProb(b, v, said.out);
        return b.reshape(end === undefined ? own : b.mul(goes!, own), [1]);
      };
      const row = told ? b.concat([v, logs()], 0) : v;
      return { carried: [b.add(x!, b.mul(here, row)), f.read(b, v), ...goesOn, ...said.carried] };
    });
    // a hard choice passes no gradient, so what else is in a draw would pass a part of one only
    return b.stop(b.reshape(symbols(carried[0]!), event));
  };
  const what = n === 1 ? [] : [grade('exact', node, `${node} draws its ${n} positions one after another`, 'sequential')];
  const sharper = sharpening(choice);
  const drawn: Grade = all(
    ...what,
    ...(sharper === undefined ? [] : [grade('estimate', node, `${node} draws from a sharpened distribution: ${sharper}`)]),
  );
  return {
    node,
    space,
    event,
    can: can({ path: 'none', sample: drawn }),
    sample: (b, plates) => ({ datum: { val: sample(b, plates) } }),
    logProb,
    factors: {
      positions: n,
      values,
      logs: (b, x) => {
        const given = b.reshape(soft(x), grid);
        const said = b.reshape(f.apply(b, f.read(b, given)), [n, law.numbers]);
        return law.every?.(b, said) ?? law.logProb(b, b.constant(values, [values.length, 1]), b.reshape(said, [n, 1, law.numbers]));
      },
      given: (b, x) => (width > 1 ? b.sum(b.mul(b.reshape(x.val, [n, width]), b.constant(values, [width])), [1]) : b.reshape(x.val, [n])),
    },
  };
}
/** Places along the range of numbers without steps: data have about unit variance, and values of pictures lie from 0 to 1. */
const PLACES = 61;
const along = (low: number, high: number): readonly number[] =>
  Array.from({ length: PLACES }, (_, i) => low + ((high - low) * i) / (PLACES - 1));
/** What a position may be. */
function valuesOf({ values }: Space): readonly number[] {
  switch (values.kind) {
    case 'binary':
      return [0, 1];
    case 'tokens':
    case 'levels':
      return Array.from({ length: values.k }, (_, i) => i);
    case 'unit':
      return along(-0.25, 1.25);
    case 'real':
      return along(-3, 3);
  }
}
