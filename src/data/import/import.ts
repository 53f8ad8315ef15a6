/** From files the user drops to a data set, or to the reason why not. Files are hostile until read: nothing here throws. */
import type { Diagnostic } from '../../graph/diagnostic.ts';
import { tokens } from '../../graph/space.ts';
import { finite } from '../finite.ts';
import { LIMITS } from '../limits.ts';
import type { Limits } from '../limits.ts';
import { attempt, refuse, report, shown } from '../messages.ts';
import type { Outcome } from '../messages.ts';
import type { DataSource } from '../source.ts';
import type { NumberArray } from './array.ts';
import { readArrays } from './arrays.ts';
import { kindOf, stem } from './detect.ts';
import type { Kind } from './detect.ts';
import { readIdx } from './idx.ts';
import { readImages } from './images.ts';
import type { ImageFile, Target } from './images.ts';
import { readNpy } from './npy.ts';
import type { Reading } from './reading.ts';
import { readTables } from './tables.ts';
import { readTexts } from './text.ts';
import { gunzip } from './unpack.ts';
import { isUnsafeName, unzip } from './zip.ts';
import type { NamedBytes } from './zip.ts';

export interface ImportOptions {
  /** Share of examples held out, in (0, 1); 0.1 if absent. At least one example is held out. Not read where a file of its own is held out. */
  readonly heldOutFraction?: number;
  readonly splitSeed?: number;
  /** The shape pictures are brought to: [height, width] or [height, width, 1 or 3]. Without it they must agree in size. */
  readonly target?: { readonly shape?: readonly number[] };
  readonly limits?: Partial<Limits>;
}

export interface Imported {
  /** Absent where a diagnostic is an error. */
  readonly source?: DataSource;
  readonly diagnostics: readonly Diagnostic[];
}

interface Known extends NamedBytes {
  readonly kind: Exclude<Kind, 'gzip' | 'zip'>;
}

/** Kinds that make one data set together. */
const FAMILY: Readonly<Record<Known['kind'], string>> = {
  idx: 'arrays',
  npy: 'arrays',
  csv: 'tables',
  png: 'pictures',
  jpeg: 'pictures',
  text: 'texts',
};

/** Unpacks gzip and zip, once, and says what every file is. */
function expand(files: readonly NamedBytes[], limits: Limits): Outcome<{ known: Known[]; unknown: string[] }> {
  const known: Known[] = [];
  const unknown: string[] = [];
  let room = limits.unpackedBytes;
  for (const file of files) {
    if (isUnsafeName(file.name)) return refuse('zip.unsafe-name', file.name);
    if (file.bytes.length === 0) return refuse('data.empty-file', file.name);
    const kind = kindOf(file.name, file.bytes);
    if (kind === undefined) unknown.push(file.name);
    else if (kind === 'gzip' || kind === 'zip') {
      const inner = kind === 'zip' ? unzip(file.name, file.bytes, { ...limits, unpackedBytes: room }) : gunzipped(file, { ...limits, unpackedBytes: room }); // prettier-ignore
      if ('refused' in inner) return inner;
      for (const { name, bytes } of inner.value) {
        const place = kind === 'zip' ? `${file.name}/${name}` : name;
        room -= bytes.length;
        if (bytes.length === 0) return refuse('data.empty-file', place);
        const innerKind = kindOf(name, bytes);
        if (innerKind === 'gzip' || innerKind === 'zip') return refuse('zip.nested', place);
        if (innerKind === undefined) unknown.push(place);
        else known.push({ name: place, bytes, kind: innerKind });
      }
    } else known.push({ ...file, kind });
  }
  return { value: { known, unknown } };
}

function gunzipped(file: NamedBytes, limits: Limits): Outcome<readonly NamedBytes[]> {
  const inner = gunzip(file.name, file.bytes, limits);
  return 'refused' in inner ? inner : { value: [{ name: file.name.replace(/\.gz$/i, ''), bytes: inner.value }] };
}

function readFamily(files: readonly Known[], limits: Limits, target?: Target): Outcome<Reading> {
  const first = files[0]!;
  const other = files.find((f) => FAMILY[f.kind] !== FAMILY[first.kind]);
  if (other) return refuse('data.mixed', other.name, FAMILY[first.kind], FAMILY[other.kind]);
  if (first.kind === 'csv') return readTables(files, limits);
  if (first.kind === 'text') return readTexts(files, limits);
  const images = files.flatMap((f): ImageFile[] => (f.kind === 'png' || f.kind === 'jpeg' ? [{ ...f, kind: f.kind }] : []));
  if (images.length > 0) return readImages(images, limits, target);
  const arrays: NumberArray[] = [];
  for (const file of files) {
    const read = (file.kind === 'idx' ? readIdx : readNpy)(file.name, file.bytes, limits);
    if ('refused' in read) return read;
    arrays.push(read.value);
  }
  return readArrays(arrays, limits, target);
}

function targetOf(shape: readonly number[] | undefined, limits: Limits): Outcome<Target | undefined> {
  if (!shape) return { value: undefined };
  const [height, width, channels] = shape;
  const isSide = (d: number | undefined): d is number => d !== undefined && Number.isInteger(d) && d >= 1 && d <= limits.targetSide;
  if (shape.length > 3 || !isSide(height) || !isSide(width) || (channels !== undefined && channels !== 1 && channels !== 3))
    return refuse('data.target-shape', undefined, shown(shape.join(', ')), limits.targetSide);
  return { value: { height, width, ...(channels !== undefined && { channels }) } };
}

function read(files: readonly NamedBytes[], options: ImportOptions, limits: Limits): Outcome<Reading> {
  const where = files[0]?.name;
  if (files.length === 0) return refuse('data.no-files', undefined);
  if (files.length > limits.files) return refuse('data.too-many-files', where, files.length, limits.files);
  const bytes = files.reduce((sum, f) => sum + f.bytes.length, 0);
  if (bytes > limits.bytes) return refuse('data.too-large', where, bytes, limits.bytes);
  const fraction = options.heldOutFraction ?? 0.1;
  if (!(fraction > 0 && fraction < 1)) return refuse('data.held-out-fraction', undefined, fraction);
  const target = targetOf(options.target?.shape, limits);
  if ('refused' in target) return target;

  const expanded = expand(files, limits);
  if ('refused' in expanded) return expanded;
  const { known, unknown } = expanded.value;
  if (known.length === 0) return refuse('data.unknown-kind', unknown[0]);
  const reading = readFamily(known, limits, target.value);
  if ('refused' in reading) return reading;
  const { total, remarks } = reading.value;
  if (total < limits.fewestExamples) return refuse('data.too-few', where, total, limits.fewestExamples);
  if (total > limits.examples) return refuse('data.too-many-examples', where, total, limits.examples);
  const ignored = unknown.length > 0 ? [report('data.ignored', unknown[0], unknown.length)] : [];
  return { value: { ...reading.value, remarks: [...remarks, ...ignored] } };
}

/**
 * One data set from one or several files: IDX (also gzipped), CSV, NPY, NPZ, PNG, JPEG or plain text, or a zip of them.
 * Column x holds the examples, column y (tokens of k, shape []) their classes where the files have them. Never rejects:
 * whatever is wrong is a diagnostic whose `where` is the file's name, with the line for tables ("a.csv:12").
 */
export async function importFiles(files: readonly NamedBytes[], options: ImportOptions = {}): Promise<Imported> {
  const where = files[0]?.name;
  const run = attempt(
    () => read(files, options, { ...LIMITS, ...options.limits }),
    (how) => report('data.reader-failed', where, how),
  );
  const reading = 'refused' in run ? run : run.value;
  if ('refused' in reading) return { diagnostics: [reading.refused] };
  const { x, y, symbols, heldOut, remarks } = reading.value;
  const title = shown(stem(where ?? 'data').replace(/\.(csv|npy|idx|txt)$/i, '')) || 'data';
  const labels = { ...(symbols && { x: symbols }), ...(y && { y: y.names }) };
  const source = finite({
    name: title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'data', // prettier-ignore
    title,
    columns: { x, ...(y && { y: { space: tokens(y.names.length), values: y.values } }) },
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(heldOut !== undefined && { heldOut }),
    ...(options.heldOutFraction !== undefined && { heldOutFraction: options.heldOutFraction }),
    ...(options.splitSeed !== undefined && { splitSeed: options.splitSeed }),
  });
  return { source, diagnostics: remarks };
}
