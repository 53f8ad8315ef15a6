/** Pictures, one per file, as one column; the folders they lie in as classes. */
import type { Space } from '../../graph/space.ts';
import type { Limits } from '../limits.ts';
import { refuse, report } from '../messages.ts';
import type { Outcome } from '../messages.ts';
import { classesOfWords } from './classes.ts';
import { readJpeg } from './jpeg.ts';
import type { Picture } from './picture.ts';
import { readPng } from './png.ts';
import type { Reading } from './reading.ts';
import { resize, withChannels } from './resize.ts';
import type { NamedBytes } from './zip.ts';

export interface Target {
  readonly height: number;
  readonly width: number;
  /** As the pictures have it, if absent. */
  readonly channels?: 1 | 3;
}

export interface ImageFile extends NamedBytes {
  readonly kind: 'png' | 'jpeg';
}

/** Bytes as levels of 256, [height, width, channels]. */
export const pictureSpace = (height: number, width: number, channels: number): Space => ({
  layout: 'image',
  shape: [height, width, channels],
  values: { kind: 'levels', k: 256 },
});

/** The name of the folder a file lies in; '' at the top. */
const folder = (name: string): string => name.split(/[/\\]/).at(-2) ?? '';

/**
 * x: levels of 256, [h, w, 1] if every picture is grey, else [h, w, 3]. All must have one size, unless `target` gives one.
 * y: the folders' names, where every picture lies in a folder and there are at least two.
 */
export function readImages(files: readonly ImageFile[], limits: Limits, target?: Target): Outcome<Reading> {
  const pictures: Picture[] = [];
  let held = 0;
  for (const file of files) {
    const read = (file.kind === 'png' ? readPng : readJpeg)(file.name, file.bytes, limits);
    if ('refused' in read) return read;
    const picture = target ? resize(read.value, target) : read.value;
    const first = pictures[0];
    if (first && (first.width !== picture.width || first.height !== picture.height))
      return refuse('image.sizes-differ', file.name, show(first), show(picture));
    held += picture.data.length;
    if (held > limits.numbers) return refuse('data.too-many-numbers', file.name, held, limits.numbers);
    pictures.push(picture);
  }
  const first = pictures[0];
  if (!first) return refuse('data.no-examples', undefined);
  const channels = target?.channels ?? (pictures.every((p) => p.channels === 1) ? 1 : 3);
  const size = first.width * first.height * channels;
  if (size * pictures.length > limits.numbers)
    return refuse('data.too-many-numbers', files[0]?.name, size * pictures.length, limits.numbers);
  const values = new Uint8Array(size * pictures.length);
  pictures.forEach((picture, i) => values.set(withChannels(picture, channels).data, i * size));
  const x = { space: pictureSpace(first.height, first.width, channels), values };
  const flattened = pictures.filter((p) => p.flattened).length;
  const remarks = flattened > 0 ? [report('image.alpha', files[0]?.name, flattened)] : [];
  const total = pictures.length;

  const folders = files.map((f) => folder(f.name));
  if (folders.includes('') || new Set(folders).size < 2) return { value: { total, x, remarks } };
  const y = classesOfWords(files[0]!.name, folders, limits);
  return 'refused' in y ? y : { value: { total, x, y: y.value, remarks } };
}

const show = (p: Picture): string => `${p.width} by ${p.height}`;
