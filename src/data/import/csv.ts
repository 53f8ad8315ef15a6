/** Tables of text: comma, tab, semicolon or bar between cells, with or without a heading. Read row by row, so that only numbers are kept. */
import Papa from 'papaparse';
import type { Diagnostic } from '../../graph/diagnostic.ts';
import type { Limits } from '../limits.ts';
import { refuse, report, shown } from '../messages.ts';
import type { Outcome } from '../messages.ts';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const NOT_FINITE = /^[+-]?(nan|inf|infinity)$/i;
const LABEL = /^(labels?|class|classes|y|targets?)$/i;
/** A column called so may as well be a coordinate or a measurement: it is one where it holds fractions. */
const MAYBE_LABEL = /^(y|targets?)$/i;

export const isNumber = (cell: string): boolean => NUMBER.test(cell);
/** Whether a column of this name is one of labels only while it holds no fractions. */
export const mayBeMeasured = (name: string): boolean => MAYBE_LABEL.test(name);
const isWord = (cell: string): boolean => cell !== '' && !NUMBER.test(cell) && !NOT_FINITE.test(cell);

/** What parts the cells of the first line that is not blank; Papa's own guess is led astray by a blank last line. */
function delimiterOf(text: string): string {
  const line = (/^.*\S.*$/m.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const uses = [',', '\t', ';', '|'].map((mark) => ({ mark, n: line.split(mark).length }));
  return uses.reduce((best, one) => (one.n > best.n ? one : best)).mark;
}

/** A heading names its columns: its first row has no numbers, and some column goes on in numbers or is called a label. */
function hasHeading(first: readonly string[], second: readonly string[] | undefined): boolean {
  if (!first.every(isWord)) return false;
  return !second || second.some((c) => NUMBER.test(c)) || first.some((c) => LABEL.test(c));
}

interface Plan {
  readonly width: number;
  readonly heading: readonly string[] | undefined;
  /** Column of the labels. */
  readonly label: number | undefined;
  readonly labelIsNamed: boolean;
  readonly nameOf: (column: number) => string;
}

/** What the columns are, by the first two rows. */
function planOf(where: string, rows: readonly (readonly string[])[], limits: Limits): Outcome<Plan> {
  const [first, second] = rows;
  if (!first) return refuse('csv.no-rows', where);
  const width = first.length;
  if (width > limits.csvColumns) return refuse('csv.too-many-columns', where, width, limits.csvColumns);
  const heading = hasHeading(first, second) ? first : undefined;
  const lead = heading ? second : first;
  if (!lead) return refuse('csv.no-rows', where);
  const nameOf = (c: number): string => shown(heading?.[c] || String(c + 1), 40);
  const all = Array.from({ length: width }, (_, c) => c);
  const sure = all.filter((c) => heading && LABEL.test(heading[c]!) && !MAYBE_LABEL.test(heading[c]!));
  const named = sure.length > 0 ? sure : all.filter((c) => heading && LABEL.test(heading[c]!));
  if (named.length > 1) return refuse('csv.two-labels', where, nameOf(named[0]!), nameOf(named[1]!));
  // Without a column of that name, the only one that begins with a word holds the labels.
  const words = all.filter((c) => isWord(lead[c] ?? ''));
  const label = named[0] ?? (words.length === 1 ? words[0] : undefined);
  if (width === 1 && label === 0) return refuse('csv.no-numbers', where);
  return { value: { width, heading, label, labelIsNamed: named.length > 0, nameOf } };
}

interface Collected {
  /** rows * (width, less one where there are labels) numbers. */
  readonly values: Float32Array;
  /** One per row, if there is a column of labels. */
  readonly labels: readonly string[];
}
export interface Table extends Plan, Collected {
  readonly rows: number;
}

/** Reads the rows; gives the first thing that is wrong. */
function collect(where: string, text: string, plan: Plan, capacity: number): Outcome<Collected> {
  const { width, heading, label, nameOf } = plan;
  const perRow = label === undefined ? width : width - 1;
  const values = new Float32Array(capacity);
  const labels: string[] = [];
  let at = 0;
  let line = 0;
  let headingLeft = heading !== undefined;
  let wrong: Diagnostic | undefined;

  const take = (row: readonly string[]): Diagnostic | undefined => {
    const place = `${where}:${line}`;
    if (row.every((c) => c.trim() === '') && (row.length === 1 || row.length !== width)) return undefined;
    if (row.length !== width) return report('csv.ragged', place, row.length, width);
    if (headingLeft) {
      headingLeft = false;
      return undefined;
    }
    for (let c = 0; c < width; c++) {
      const cell = row[c]!.trim();
      if (cell === '') return report('csv.empty-cell', place, nameOf(c));
      if (c === label) {
        labels.push(cell);
        continue;
      }
      if (NOT_FINITE.test(cell)) return report('data.not-finite', place, cell);
      if (!NUMBER.test(cell)) return report('csv.not-a-number', place, nameOf(c), shown(cell, 40));
      values[at] = Number(cell);
      if (!Number.isFinite(values[at++])) return report('data.not-finite', place, shown(cell, 40));
    }
    return undefined;
  };

  Papa.parse<string[]>(text, {
    delimiter: delimiterOf(text),
    // The fast mode would split the whole text at once.
    fastMode: false,
    step: ({ data, errors }, parser) => {
      line++;
      const quotes = errors.find((e) => e.type === 'Quotes');
      wrong = quotes ? report('csv.malformed', `${where}:${line}`, quotes.message) : take(data);
      if (wrong) parser.abort();
    },
  });
  if (wrong) return { refused: wrong };
  if (at < perRow) return refuse('csv.no-rows', where);
  return { value: { values: values.slice(0, at), labels } };
}

/** The cells of a table: numbers, and the words or numbers of its column of labels. */
export function readTable(where: string, bytes: Uint8Array, limits: Limits): Outcome<Table> {
  if (bytes.length > limits.csvBytes) return refuse('csv.too-large', where, bytes.length, limits.csvBytes);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('text.encoding', where);
  }
  let lines = 1;
  for (let i = 0, start = 0; i <= bytes.length; i++)
    if (i === bytes.length || bytes[i] === 10 || (bytes[i] === 13 && bytes[i + 1] !== 10)) {
      const length = i - start;
      if (length > limits.csvLineBytes) return refuse('csv.long-line', `${where}:${lines}`, length, limits.csvLineBytes);
      lines++;
      start = i + 1;
    }
  if (lines > 2 * limits.examples + 2) return refuse('data.too-many-examples', where, lines, limits.examples);
  const top = Papa.parse<string[]>(text, { delimiter: delimiterOf(text), fastMode: false, preview: 100 });
  const rows = top.data.map((r) => r.map((c) => c.trim())).filter((r) => r.some((c) => c !== ''));
  const planned = planOf(where, rows.slice(0, 2), limits);
  if ('refused' in planned) return planned;
  const { width, label } = planned.value;
  // A cell takes a character and a mark at least, so a file of n bytes holds no more than n/2 + 1, whatever its first row says.
  const capacity = Math.min(lines * width, bytes.length / 2 + 1);
  if (capacity > limits.numbers) return refuse('data.too-many-numbers', where, Math.floor(capacity), limits.numbers);
  const collected = collect(where, text, planned.value, Math.floor(capacity));
  if ('refused' in collected) return collected;
  const { values, labels } = collected.value;
  return { value: { ...planned.value, values, labels, rows: label === undefined ? values.length / width : labels.length } };
}
