/** Tables of pictures: columns named by the place of a pixel, such as pixel_0_0 (scikit-learn) or 1x1 (MNIST as CSV), and what their values are. */
import type { Space, Values } from '../../graph/space.ts';

export interface Pixels {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** Where column i lies in a picture, row-major. */
  readonly place: readonly number[];
}
/** Row, column and, in colour, channel; counted from 0 or from 1. */
const PLACE = /^(?:pixel|px|p)?[_\s]?(\d{1,4})[_x,\s](\d{1,4})(?:[_x,\s](\d{1,4}))?$/i;

/** The pictures that columns of these names make up; undefined unless every pixel of a rectangle has exactly one column. */
export function pixelsOf(names: readonly string[]): Pixels | undefined {
  const places = names.map((name) => PLACE.exec(name.trim())?.slice(1).filter((d) => d !== undefined).map(Number)); // prettier-ignore
  const axes = places[0]?.length;
  if (axes === undefined || !places.every((p) => p?.length === axes)) return undefined;
  const known = places.flatMap((p) => (p ? [p] : []));
  const ends = (axis: number, of: (...ds: number[]) => number): number => known.reduce((best, p) => of(best, p[axis]!), known[0]![axis]!);
  const least = Array.from({ length: axes }, (_, axis) => ends(axis, Math.min));
  const [height, width, channels = 1] = least.map((low, axis) => ends(axis, Math.max) - low + 1) as [number, number, number?];
  if (least.some((low) => low > 1) || (channels !== 1 && channels !== 3) || height * width < 2) return undefined;
  if (height * width * channels !== names.length) return undefined;
  const place = known.map(([r, c, k = least[2] ?? 0]) => ((r! - least[0]!) * width + c! - least[1]!) * channels + k - (least[2] ?? 0));
  return new Set(place).size === names.length ? { height, width, channels, place } : undefined;
}

/** The most levels that whole numbers of a byte can have. */
const MOST_LEVELS = 256;
/** Whole numbers from 0 to at most 255 are levels up to the greatest (binary where that is 1), numbers from 0 to 1 a unit, others real. */
export function pixelValues(values: Float32Array): Values {
  let [whole, least, most] = [true, Infinity, -Infinity];
  for (const v of values) {
    whole &&= Number.isInteger(v);
    least = Math.min(least, v);
    most = Math.max(most, v);
  }
  if (least < 0) return { kind: 'real' };
  if (whole && most < MOST_LEVELS) return most <= 1 ? { kind: 'binary' } : { kind: 'levels', k: most + 1 };
  return most <= 1 ? { kind: 'unit' } : { kind: 'real' };
}

/** Rows of a table with every pixel in its place. */
export function pictures(
  { height, width, channels, place }: Pixels,
  rows: Float32Array,
): { readonly space: Space; readonly values: Float32Array } {
  const size = place.length;
  const values = new Float32Array(rows.length);
  for (let at = 0; at < rows.length; at += size) place.forEach((to, from) => (values[at + to] = rows[at + from]!));
  return { space: { layout: 'image', shape: [height, width, channels], values: pixelValues(values) }, values };
}
