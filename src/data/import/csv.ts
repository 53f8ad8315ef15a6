/** Tables of text: comma, tab or semicolon between cells, with or without a heading. */
import Papa from 'papaparse';
import type { Limits } from '../limits.ts';
import { real } from '../../graph/space.ts';
import { refuse, report, shown } from '../messages.ts';
import type { Outcome } from '../messages.ts';
import { classesOfNumbers, classesOfWords } from './classes.ts';
import type { Reading } from './reading.ts';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const NOT_FINITE = /^[+-]?(nan|inf|infinity)$/i;
const LABEL = /^(labels?|class|classes|y|targets?)$/i;

interface Row {
  /** 1 for the first line. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** What parts the cells of the first line that is not blank; Papa's own guess is led astray by a blank last line. */
function delimiterOf(text: string): string {
  const line = (/^.*\S.*$/m.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const uses = [',', '\t', ';', '|'].map((mark) => ({ mark, n: line.split(mark).length }));
  return uses.reduce((best, one) => (one.n > best.n ? one : best)).mark;
}

/** A heading names its columns: its first row has no numbers, and some column goes on in numbers or is called a label. */
function hasHeading(first: Row, second: Row | undefined): boolean {
  if (first.cells.some((c) => NUMBER.test(c) || NOT_FINITE.test(c) || c === '')) return false;
  return !second || second.cells.some((c) => NUMBER.test(c)) || first.cells.some((c) => LABEL.test(c));
}

/** Columns of numbers become x, real [d]; the column named label, class or y, or the only column of words, becomes y. */
export function readCsv(where: string, bytes: Uint8Array, limits: Limits): Outcome<Reading> {
  if (bytes.length > limits.csvBytes) return refuse('csv.too-large', where, bytes.length, limits.csvBytes);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('text.encoding', where);
  }
  const parsed = Papa.parse<string[]>(text, { header: false, delimiter: delimiterOf(text) });
  const broken = parsed.errors.find((e) => e.type === 'Quotes');
  if (broken) return refuse('csv.malformed', `${where}:${(broken.row ?? 0) + 1}`, broken.message);
  const rows: Row[] = [];
  parsed.data.forEach((row, i) => {
    const cells = row.map((c) => c.trim());
    if (cells.some((c) => c !== '')) rows.push({ line: i + 1, cells });
  });
  const first = rows[0];
  if (!first) return refuse('csv.no-rows', where);
  const width = first.cells.length;
  if (width > limits.csvColumns) return refuse('csv.too-many-columns', where, width, limits.csvColumns);
  const ragged = rows.find((r) => r.cells.length !== width);
  if (ragged) return refuse('csv.ragged', `${where}:${ragged.line}`, ragged.cells.length, width);
  const heading = hasHeading(first, rows[1]) ? rows.shift() : undefined;
  const lead = rows[0];
  if (!lead) return refuse('csv.no-rows', where);
  if (rows.length > limits.examples) return refuse('data.too-many-examples', where, rows.length, limits.examples);

  const nameOf = (c: number): string => shown(heading?.cells[c] || String(c + 1), 40);
  const all = Array.from({ length: width }, (_, c) => c);
  // A column called y may as well be a coordinate: it is one where it holds fractions.
  const isFraction = (cell: string): boolean => NUMBER.test(cell) && !Number.isInteger(Number(cell));
  const isLabel = (name: string, c: number): boolean =>
    LABEL.test(name) && !(/^(y|targets?)$/i.test(name) && rows.some((r) => isFraction(r.cells[c]!)));
  const named = all.filter((c) => heading && isLabel(heading.cells[c]!, c));
  if (named.length > 1) return refuse('csv.two-labels', where, nameOf(named[0]!), nameOf(named[1]!));
  // Without a column of that name, one that holds words in its first two rows is the labels if it is the only one.
  const isWord = (cell: string | undefined): boolean => cell !== undefined && cell !== '' && !NUMBER.test(cell) && !NOT_FINITE.test(cell);
  const words = all.filter((c) => isWord(lead.cells[c]) && rows.every((r) => !NUMBER.test(r.cells[c]!)));
  const label = named[0] ?? (words.length === 1 ? words[0] : undefined);
  const numeric = all.filter((c) => c !== label);
  if (numeric.length === 0) return refuse('csv.no-numbers', where);

  const values = new Float32Array(rows.length * numeric.length);
  for (const [i, { line, cells }] of rows.entries())
    for (const [j, c] of numeric.entries()) {
      const cell = cells[c]!;
      const place = `${where}:${line}`;
      if (cell === '') return refuse('csv.empty-cell', place, nameOf(c));
      if (NOT_FINITE.test(cell)) return refuse('data.not-finite', place, cell);
      if (!NUMBER.test(cell)) return refuse('csv.not-a-number', place, nameOf(c), shown(cell, 40));
      values[i * numeric.length + j] = Number(cell);
      if (!Number.isFinite(values[i * numeric.length + j])) return refuse('data.not-finite', place, shown(cell, 40));
    }
  const x = { space: real(numeric.length), values };
  if (label === undefined) return { value: { total: rows.length, x, remarks: [] } };

  const empty = rows.find((r) => r.cells[label] === '');
  if (empty) return refuse('csv.empty-cell', `${where}:${empty.line}`, nameOf(label));
  const cells = rows.map((r) => r.cells[label]!);
  const y = cells.every((c) => NUMBER.test(c)) ? classesOfNumbers(where, cells.map(Number), limits) : classesOfWords(where, cells, limits);
  if ('refused' in y) return y;
  const remarks = named.length === 0 ? [report('csv.text-is-label', where, nameOf(label))] : [];
  return { value: { total: rows.length, x, y: y.value, remarks } };
}
