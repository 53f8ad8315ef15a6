/** From arrays to columns: which one is the examples, which the labels, and what their shapes mean. */
import { real } from '../../graph/space.ts';
import type { Space } from '../../graph/space.ts';
import type { FiniteColumn } from '../finite.ts';
import type { Limits } from '../limits.ts';
import { refuse, report, shown } from '../messages.ts';
import type { Outcome } from '../messages.ts';
import { transpose } from './array.ts';
import type { NumberArray } from './array.ts';
import { classesOfNumbers } from './classes.ts';
import { stem } from './detect.ts';
import { pictureSpace } from './images.ts';
import type { Target } from './images.ts';
import type { Picture } from './picture.ts';
import type { Reading } from './reading.ts';
import { resize, withChannels } from './resize.ts';

const IS_X = /^(x|images?|data|samples?|inputs?)([-_.]?(train|test|all))?$|^(train|test|t10k)[-_.](x|images?|data)/i;
const IS_Y = /^(y|labels?|targets?|class(es)?)([-_.]?(train|test|all))?$|^(train|test|t10k)[-_.](y|labels?|targets?)/i;

const hasPictureAxes = (shape: readonly number[]): boolean =>
  shape.length === 3 || (shape.length === 4 && (shape[3] === 1 || shape[3] === 3));

function resized(array: NumberArray, target: Target, limits: Limits): Outcome<FiniteColumn> {
  const [n, height, width, c = 1] = array.shape as [number, number, number, number?];
  const channels = c === 3 ? 3 : 1;
  const wanted = target.channels ?? channels;
  const size = target.height * target.width * wanted;
  if (size * n > limits.numbers) return refuse('data.too-many-numbers', array.where, size * n, limits.numbers);
  const values = new Uint8Array(size * n);
  const from = height * width * channels;
  for (let i = 0; i < n; i++) {
    const data = array.values.slice(i * from, (i + 1) * from);
    const picture: Picture = { width, height, channels, data: Uint8Array.from(data), flattened: false };
    values.set(withChannels(resize(picture, target), wanted).data, i * size);
  }
  return { value: { space: pictureSpace(target.height, target.width, wanted), values } };
}

/**
 * Bytes of [n, h, w] or [n, h, w, 1 or 3] are pictures, levels of 256; [n, 1 or 3, h, w] has its channels moved last. Other
 * bytes are levels of 256, booleans binary, everything else real, of the shape the array has; [n] becomes [1].
 */
function examples(given: NumberArray, limits: Limits, target?: Target): Outcome<FiniteColumn> {
  const { shape: s } = given;
  const channelsFirst = s.length === 4 && (s[1] === 1 || s[1] === 3) && s[3] !== 1 && s[3] !== 3;
  const array = channelsFirst ? transpose(given, [0, 2, 3, 1]) : given;
  const rest = array.shape.slice(1);
  const shape = rest.length === 0 ? [1] : rest;
  const { values, type } = array;
  if (type === 'u1' && hasPictureAxes(array.shape)) {
    if (target) return resized(array, target, limits);
    return { value: { space: pictureSpace(shape[0]!, shape[1]!, shape[2] ?? 1), values } };
  }
  const plain = real(...shape);
  const space: Space =
    type === 'u1' ? { ...plain, values: { kind: 'levels', k: 256 } } : type === 'b1' ? { ...plain, values: { kind: 'binary' } } : plain;
  return { value: { space, values: type === 'b1' ? values.map((v) => (v ? 1 : 0)) : values } };
}

interface Roles {
  readonly x: NumberArray;
  readonly y?: NumberArray;
}

/** By name; failing that, a flat array of whole numbers beside another array is its labels. */
function roles(arrays: readonly NumberArray[]): Outcome<Roles> {
  const where = arrays[0]?.where;
  const isFlat = (a: NumberArray): boolean => a.shape.length === 1;
  // Where files come cut in two (x_train and x_test), the training half is read.
  const named = (pattern: RegExp): NumberArray[] => {
    const all = arrays.filter((a) => pattern.test(stem(a.where)));
    return all.length < 2 ? all : all.filter((a) => /train/i.test(stem(a.where)));
  };
  const [one, two] = arrays;
  if (!one) return refuse('data.no-examples', where);
  if (!two) return isFlat(one) && IS_Y.test(stem(one.where)) ? refuse('data.no-values', one.where) : { value: { x: one } };
  const [xs, ys] = [named(IS_X), named(IS_Y)];
  if (xs.length === 1 && ys.length <= 1) return { value: ys[0] ? { x: xs[0]!, y: ys[0] } : { x: xs[0]! } };
  if (arrays.length === 2 && xs.length === 0 && isFlat(one) !== isFlat(two))
    return { value: isFlat(one) ? { x: two, y: one } : { x: one, y: two } };
  if (arrays.every(isFlat) && ys.length > 0 && xs.length === 0) return refuse('data.no-values', where);
  return refuse('npz.names', where, shown(arrays.map((a) => stem(a.where)).join(', ')));
}

export function readArrays(arrays: readonly NumberArray[], limits: Limits, target?: Target): Outcome<Reading> {
  const found = roles(arrays);
  if ('refused' in found) return found;
  const { x: xArray, y: yArray } = found.value;
  const x = examples(xArray, limits, target);
  if ('refused' in x) return x;
  const total = xArray.shape[0]!;
  const left = arrays.filter((a) => a !== xArray && a !== yArray).map((a) => stem(a.where));
  const remarks = left.length > 0 ? [report('data.arrays-left-out', xArray.where, shown(left.join(', ')))] : [];
  if (!yArray) return { value: { total, x: x.value, remarks } };
  const isColumn = yArray.shape.length === 1 || (yArray.shape.length === 2 && yArray.shape[1] === 1);
  if (!isColumn) return refuse('labels.shape', yArray.where, yArray.shape.join(', '));
  if (yArray.shape[0] !== total) return refuse('data.counts-differ', yArray.where, total, yArray.shape[0]!);
  const y = classesOfNumbers(yArray.where, yArray.values, limits);
  return 'refused' in y ? y : { value: { total, x: x.value, y: y.value, remarks } };
}
