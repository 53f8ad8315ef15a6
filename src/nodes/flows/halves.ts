/** Which numbers of an event a coupling reads and which it moves: of a vector by place, of an image by colour of a chequerboard or by channel. */
import { numel } from '../../graph/space.ts';
import type { Builder } from '../../ir/builder.ts';
import type { Val } from '../../ir/value.ts';
import type { BuildContext } from '../define.ts';

export interface Parting {
  /** What the network reads. */
  read(b: Builder, x: Val): Val;
  /** What may be moved: of a chequerboard all of the image, of which `only` one colour counts. */
  part(b: Builder, x: Val): Val;
  /** Event shape of a network's answer that holds k numbers for each number of the part. */
  asked(k: number): readonly number[];
  /** The answer as k values of the part's shape. */
  values(b: Builder, answer: Val, k: number): readonly Val[];
  /** The answer as one row of k numbers for each number of the part. */
  rows(b: Builder, answer: Val, k: number): Val;
  /** A value of the part's shape, zero for what is not moved. */
  only(b: Builder, v: Val): Val;
  /** x with its part moved. @param read what was read of it */
  whole(b: Builder, x: Val, read: Val, moved: Val): Val;
}
export interface PartingOptions {
  readonly split: 'alternate' | 'halves';
  readonly flip: boolean;
}

/** @param event at least two numbers */
export function partingOf(c: BuildContext, event: readonly number[], o: PartingOptions): Parting {
  const [height = 1, width = 1, channels = 1] = event;
  if (event.length !== 3 || numel(event) === channels) return places(event, o);
  if (o.split === 'alternate') return chequerboard(height, width, channels, o.flip);
  if (channels < 2)
    c.refuse('it halves the channels of an image, and there is one', 'put a Squeeze between it and the data, or move every other number');
  return halvedChannels(event, o.flip);
}

/** Every other number, or the first half; `flip` swaps the parts. */
function places(event: readonly number[], { split, flip }: PartingOptions): Parting {
  const all = Array.from({ length: numel(event) }, (_, i) => i);
  const first = (i: number): boolean => (split === 'alternate' ? i % 2 === 0 : i < Math.ceil(all.length / 2));
  const read = all.filter((i) => first(i) !== flip);
  const moved = all.filter((i) => first(i) === flip);
  const order = [...read, ...moved];
  const place = order.map((_, i) => order.indexOf(i));
  const n = moved.length;
  const at = (b: Builder, x: Val, indices: readonly number[]): Val => b.gather(b.flat(x), 0, indices);
  return {
    read: (b, x) => at(b, x, read),
    part: (b, x) => at(b, x, moved),
    asked: (k) => [k * n],
    values: (b, y, k) => Array.from({ length: k }, (_, i) => b.slice(y, 0, i * n, (i + 1) * n)),
    rows: (b, y, k) => b.reshape(y, [n, k]),
    only: (_, v) => v,
    whole: (b, _, r, m) => b.reshape(b.gather(b.concat([r, m], 0), 0, place), event),
  };
}

/** Pixels whose row and column add up to an even number, or to an odd one (Dinh et al., 2017, RealNVP, section 3.4). */
function chequerboard(height: number, width: number, channels: number, flip: boolean): Parting {
  const event = [height, width, channels];
  const colour = (b: Builder, moved: boolean): Val =>
    b.constant(
      Array.from({ length: height * width }, (_, i) => Number(((Math.floor(i / width) + (i % width)) % 2 === 0) === (moved === flip))),
      [height, width, 1],
    );
  return {
    read: (b, x) => b.mul(x, colour(b, false)),
    part: (_, x) => x,
    ...ofImage(event),
    only: (b, v) => b.mul(v, colour(b, true)),
    whole: (b, x, _, m) => b.where(colour(b, true), m, x),
  };
}

/** The first channels, or the last (section 3.6). */
function halvedChannels(event: readonly number[], flip: boolean): Parting {
  const channels = event[2]!;
  const half = Math.ceil(channels / 2);
  const [first, last] = [(b: Builder, x: Val): Val => b.slice(x, 2, 0, half), (b: Builder, x: Val): Val => b.slice(x, 2, half, channels)];
  return {
    read: flip ? last : first,
    part: flip ? first : last,
    ...ofImage([event[0]!, event[1]!, flip ? half : channels - half]),
    only: (_, v) => v,
    whole: (b, _, read, m) => b.concat(flip ? [m, read] : [read, m], 2),
  };
}

/** An image answers in further channels. @param part shape of the part */
function ofImage(part: readonly number[]): Pick<Parting, 'asked' | 'values' | 'rows'> {
  const [height, width, channels] = part as readonly [number, number, number];
  return {
    asked: (k) => [height, width, k * channels],
    values: (b, y, k) => Array.from({ length: k }, (_, i) => b.slice(y, 2, i * channels, (i + 1) * channels)),
    rows: (b, y, k) => b.reshape(y, [height * width * channels, k]),
  };
}
