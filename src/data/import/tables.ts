/** From one table, or a training and a held-out one, to columns. */
import { real, showSpace } from '../../graph/space.ts';
import type { Limits } from '../limits.ts';
import { refuse, report } from '../messages.ts';
import type { Outcome } from '../messages.ts';
import { classesOfNumbers, classesOfWords } from './classes.ts';
import { type Table, isNumber, mayBeMeasured, readTable } from './csv.ts';
import { stem } from './detect.ts';
import { pictures, pixelsOf } from './pixels.ts';
import type { Reading } from './reading.ts';
import type { NamedBytes } from './zip.ts';

const HELD_OUT = /(^|[^a-z])(test|val|valid|validation|held[-_ ]?out)([^a-z]|$)/i;

/** Two tables of which exactly one is called test, validation or held-out are a training set and what is held out of it. */
function roles(files: readonly NamedBytes[]): Outcome<{ readonly train: NamedBytes; readonly heldOut?: NamedBytes }> {
  const [one, two] = files;
  if (!one) return refuse('data.no-files', undefined);
  if (!two) return { value: { train: one } };
  const [held, ...more] = files.filter((f) => HELD_OUT.test(stem(f.name)));
  if (files.length > 2 || !held || more.length > 0) return refuse('data.several', two.name, 'table');
  return { value: { train: held === one ? two : one, heldOut: held } };
}

/** Why two tables are not of one kind, if they are not. */
function difference(a: Table, b: Table): string | undefined {
  if (a.width !== b.width) return `${b.width} columns, not ${a.width}`;
  if (a.label !== b.label) return 'its labels in another column';
  if ((a.heading === undefined) !== (b.heading === undefined)) return b.heading ? 'a heading' : 'no heading';
  const other = a.heading?.findIndex((name, c) => name !== b.heading?.[c]) ?? -1;
  return other < 0 ? undefined : `column ${b.nameOf(other)}, not ${a.nameOf(other)}`;
}
function joined(a: Table, b: Table): Table {
  const values = new Float32Array(a.values.length + b.values.length);
  values.set(a.values);
  values.set(b.values, a.values.length);
  return { ...a, values, labels: [...a.labels, ...b.labels], rows: a.rows + b.rows };
}
/** Puts a column that turned out to be numbers back in its place. */
function withColumn(values: Float32Array, width: number, column: number, cells: readonly string[]): Float32Array {
  const out = new Float32Array(cells.length * width);
  cells.forEach((cell, i) => {
    const row = Array.from(values.subarray(i * (width - 1), (i + 1) * (width - 1)));
    row.splice(column, 0, Number(cell));
    out.set(row, i * width);
  });
  return out;
}

/**
 * Columns of numbers become x: pictures where their names are places of pixels (pixel_0_0, 1x1), else real [d]. The column named label,
 * class or y, or the only column of words, becomes y. A second table called test, validation or held-out is what is held out.
 */
export function readTables(files: readonly NamedBytes[], limits: Limits): Outcome<Reading> {
  const found = roles(files);
  if ('refused' in found) return found;
  const { train, heldOut } = found.value;
  const one = readTable(train.name, train.bytes, limits);
  if ('refused' in one || !heldOut) return 'refused' in one ? one : columns(train.name, one.value, limits);
  const two = readTable(heldOut.name, heldOut.bytes, limits);
  if ('refused' in two) return two;
  const differs = difference(one.value, two.value);
  if (differs !== undefined) return refuse('csv.tables-differ', heldOut.name, differs);
  const reading = columns(train.name, joined(one.value, two.value), limits);
  return 'refused' in reading ? reading : { value: { ...reading.value, heldOut: two.value.rows } };
}

function columns(
  where: string,
  { values, labels, width, heading, label, labelIsNamed, nameOf, rows: total }: Table,
  limits: Limits,
): Outcome<Reading> {
  if (total * width > limits.numbers) return refuse('data.too-many-numbers', where, total * width, limits.numbers);
  const x = (data: Float32Array, names: readonly string[] | undefined, d: number): Pick<Reading, 'x' | 'remarks'> => {
    const pixels = names && pixelsOf(names);
    if (!pixels) return { x: { space: real(d), values: data }, remarks: [] };
    const made = pictures(pixels, data);
    return { x: made, remarks: [report('csv.pictures', where, showSpace(made.space))] };
  };
  if (label === undefined) return { value: { total, ...x(values, heading, width) } };
  const areNumbers = labels.every(isNumber);
  if (areNumbers && mayBeMeasured(heading?.[label] ?? '') && labels.some((c) => !Number.isInteger(Number(c))))
    return { value: { total, ...x(withColumn(values, width, label, labels), heading, width) } };
  const y = areNumbers ? classesOfNumbers(where, labels.map(Number), limits) : classesOfWords(where, labels, limits);
  if ('refused' in y) return y;
  const made = x(values, heading?.toSpliced(label, 1), width - 1);
  const remarks = labelIsNamed ? made.remarks : [...made.remarks, report('csv.text-is-label', where, nameOf(label))];
  return { value: { total, x: made.x, y: y.value, remarks } };
}
