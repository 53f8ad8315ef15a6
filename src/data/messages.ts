/** Everything the importers have to say, in one place: code -> what is wrong, why it matters, how to mend it. */
import type { Diagnostic, Severity } from '../graph/diagnostic.ts';

interface Message {
  readonly what: string;
  readonly why: string;
  readonly mend: string;
}

const say = (what: string, why: string, mend: string): Message => ({ what, why, mend });
const kinds = 'IDX, CSV, NPY, NPZ, PNG, JPEG, plain text, or a zip of these';

/** A code's first word is the kind of file, or `data` where it could be any. */
const TABLE = {
  'data.no-files': () => say('No file was given.', 'A data set needs at least one file.', `Choose a file: ${kinds}.`),
  'data.too-many-files': (n: number, limit: number) =>
    say(`There are ${n} files.`, `At most ${limit} can be read at once.`, 'Pack the examples into one NPY or IDX file.'),
  'data.too-large': (bytes: number, limit: number) =>
    say(`The files take ${bytes} bytes.`, `At most ${limit} can be held in memory.`, 'Import a part of the data.'),
  'data.empty-file': () => say('The file is empty.', 'There is nothing in it to learn from.', 'Choose another file.'),
  'data.unknown-kind': () =>
    say('This kind of file is not known.', `Neither its first bytes nor its name say ${kinds}.`, 'Convert the file to one of these.'),
  'data.ignored': (n: number) =>
    say(
      `${n} file(s) of an unknown kind were left out.`,
      'They lie among files that can be read.',
      'Nothing to do, unless they hold data.',
    ),
  'data.mixed': (a: string, b: string) =>
    say(
      `The files are of different kinds: ${a} and ${b}.`,
      'One data set is read from one kind of file.',
      'Import them one after another.',
    ),
  'data.several': (kind: string) =>
    say(
      `There is more than one ${kind} file.`,
      'It is not clear how they belong together.',
      'Join them into one file, or call the one that is to be held out “test” and give one other.',
    ),
  'data.truncated': (want: number, have: number) =>
    say(
      `The file ends early: it declares ${want} bytes and has ${have}.`,
      'Its last examples are missing.',
      'Fetch or copy the file again.',
    ),
  'data.trailing': (want: number, have: number) =>
    say(
      `The file is longer than it says: it declares ${want} bytes and has ${have}.`,
      'Its header does not describe it, so its numbers cannot be trusted.',
      'Write the file again.',
    ),
  'data.no-examples': () =>
    say('The file declares no examples, or examples of no numbers.', 'One of its sizes is zero.', 'Choose another file.'),
  'data.too-few': (n: number, least: number) =>
    say(`There are ${n} example(s).`, `Some are trained on and some held out, so there must be at least ${least}.`, 'Add examples.'),
  'data.too-many-examples': (n: number, limit: number) =>
    say(`There are ${n} examples.`, `At most ${limit} can be held in memory.`, 'Import a part of the data.'),
  'data.too-many-numbers': (n: number, limit: number) =>
    say(`There are ${n} numbers.`, `At most ${limit} can be held in memory.`, 'Import fewer or smaller examples.'),
  'data.rank': (rank: number, limit: number) =>
    say(`The array has ${rank} axes.`, `An array has the axis of examples and at most ${limit - 1} more.`, 'Reshape it.'),
  'data.not-finite': (value: string) =>
    say(
      `There is a number that is not finite: ${value}.`,
      'One such number turns every weight into NaN.',
      'Remove or fill in what is missing.',
    ),
  'data.held-out-fraction': (f: number) =>
    say(`${f} cannot be held out.`, 'The share of held-out examples lies between 0 and 1.', 'Give a fraction such as 0.1.'),
  'data.target-shape': (shape: string, side: number) =>
    say(
      `Pictures cannot be brought to the shape [${shape}].`,
      `It must be [height, width] or [height, width, 1 or 3], each side from 1 to ${side}.`,
      'Give a shape such as [28, 28, 1].',
    ),
  'data.no-values': () =>
    say(
      'There are labels, and nothing that they label.',
      'A model learns a column x; labels are beside it.',
      'Add the file with the examples.',
    ),
  'data.counts-differ': (x: number, y: number) =>
    say(`There are ${x} examples and ${y} labels.`, 'Every example needs its own label.', 'Check that the two files belong together.'),
  'data.arrays-left-out': (names: string) =>
    say(
      `These arrays were left out: ${names}.`,
      'A data set has one column of examples and one of labels; held-out examples are taken from the same file.',
      'Nothing to do, or import the others by themselves.',
    ),
  'labels.shape': (shape: string) =>
    say(`The labels have the shape [${shape}].`, 'A label is one number for each example.', 'Give class numbers, not one-hot rows.'),
  'labels.not-whole': (value: string) =>
    say(`A label is no whole number from 0 up: ${value}.`, 'Labels number the classes.', 'Number the classes 0, 1, 2 and so on.'),
  'labels.too-many': (n: number, limit: number) =>
    say(`There are ${n} classes.`, `At most ${limit} can be told apart.`, 'If these are measurements, name the column otherwise.'),
  'gzip.damaged': (how: string) =>
    say(`The gzip file cannot be unpacked: ${how}.`, 'It is damaged or cut off.', 'Fetch or copy the file again.'),
  'zip.damaged': (how: string) => say(`The zip file cannot be unpacked: ${how}.`, 'It is damaged or cut off.', 'Pack it again.'),
  'zip.empty': () => say('The zip file holds no files.', 'There is nothing in it to learn from.', 'Choose another file.'),
  'zip.encrypted': () => say('The zip file is encrypted.', 'There is no way to give a password here.', 'Unpack it first.'),
  'zip.method': (method: number) =>
    say(
      `The zip file is compressed by method ${method}.`,
      'Only stored and deflated files can be read.',
      'Pack it again as an ordinary zip.',
    ),
  'zip.zip64': () =>
    say(
      'The zip file is in the zip64 format.',
      'It is meant for more than 4 GB, too much for memory.',
      'Pack it again as an ordinary zip.',
    ),
  'zip.unsafe-name': () =>
    say(
      'A name in the zip file points outside it.',
      'No honest tool writes such names; the file is not trusted.',
      'Pack it again with plain relative names.',
    ),
  'zip.nested': () => say('There is an archive in the archive.', 'Archives are unpacked once.', 'Unpack the outer one first.'),
  'data.bomb': (ratio: number, limit: number) =>
    say(
      `The file unpacks to ${ratio} times its size.`,
      `More than ${limit} times is taken for an attempt to fill the memory.`,
      'Unpack it first, if you trust it.',
    ),
  'data.unpacked-too-large': (bytes: number, limit: number) =>
    say(`The file unpacks to ${bytes} bytes or more.`, `At most ${limit} can be held in memory.`, 'Import a part of the data.'),
  'idx.header': (how: string) =>
    say(`The header of the IDX file is wrong: ${how}.`, 'Without it the numbers cannot be laid out.', 'Write the file again.'),
  'npy.header': (how: string) =>
    say(
      `The header of the NPY file is wrong: ${how}.`,
      'Without it the numbers cannot be laid out.',
      'Save the array again with numpy.save.',
    ),
  'npy.type': (type: string) =>
    say(
      `The array holds numbers of type ${type}.`,
      'Whole numbers, booleans, float32 and float64 can be read.',
      'Convert it with astype("float32").',
    ),
  'npz.names': (names: string) =>
    say(
      `It is not clear which array is the data: ${names}.`,
      'The arrays x and y (or images and labels), or a single one, are read.',
      'Save it with numpy.savez(file, x=…, y=…).',
    ),
  'csv.too-large': (bytes: number, limit: number) =>
    say(`The table takes ${bytes} bytes.`, `A table of text may take ${limit}.`, 'Save it as NPY.'),
  'csv.long-line': (bytes: number, limit: number) =>
    say(`This line takes ${bytes} bytes.`, `A line may take ${limit}.`, 'Check that it is a table of text.'),
  'csv.malformed': (how: string) => say(`The table cannot be read: ${how}.`, 'Its quotes do not match.', 'Correct this line.'),
  'csv.no-rows': () => say('The table has no rows of numbers.', 'A heading alone is no data.', 'Choose another file.'),
  'csv.too-many-columns': (n: number, limit: number) =>
    say(`The table has ${n} columns.`, `At most ${limit} can be read.`, 'Save it as NPY.'),
  'csv.ragged': (have: number, want: number) =>
    say(`This line has ${have} cells; the first has ${want}.`, 'Every example has the same number of values.', 'Correct this line.'),
  'csv.empty-cell': (column: string) =>
    say(`The cell in column ${column} is empty.`, 'A missing value has no number.', 'Fill it in or remove the line.'),
  'csv.not-a-number': (column: string, cell: string) =>
    say(
      `“${cell}” in column ${column} is no number.`,
      'Columns hold numbers, except the one with the labels.',
      'Correct the cell, or name the column of labels “label”.',
    ),
  'csv.two-labels': (a: string, b: string) =>
    say(`Both ${a} and ${b} could be the labels.`, 'There is one column of labels.', 'Remove or rename one of them.'),
  'csv.text-is-label': (column: string) =>
    say(`Column ${column} holds words and is taken for the labels.`, 'It is the only column that is no number.', 'Nothing to do.'),
  'csv.tables-differ': (how: string) =>
    say(
      `The held-out table differs from the training table: it has ${how}.`,
      'Both hold examples of the same kind.',
      'Write both with the same columns in the same order.',
    ),
  'csv.pictures': (space: string) =>
    say(
      `The columns are read as pictures: ${space}.`,
      'Their names are places of pixels.',
      'Nothing to do, unless the greatest level is missing from the file.',
    ),
  'csv.no-numbers': () => say('The table has no column of numbers.', 'A model learns from numbers.', 'Choose another file.'),
  'image.damaged': (how: string) =>
    say(
      `The picture cannot be read: ${how}.`,
      'It is damaged, cut off, or of a kind that is not supported.',
      'Save it again as an ordinary PNG or JPEG.',
    ),
  'image.too-large': (w: number, h: number, limit: number) =>
    say(`The picture is ${w} by ${h} pixels.`, `At most ${limit} pixels can be read.`, 'Make it smaller.'),
  'image.sizes-differ': (a: string, b: string) =>
    say(`The pictures differ in size: ${a} and ${b}.`, 'Every example has the same shape.', 'Give a size to bring them all to.'),
  'image.alpha': (n: number) =>
    say(
      `${n} picture(s) have transparent parts; they were laid on white.`,
      'A model sees grey or red, green and blue.',
      'Nothing to do, or fill the background first.',
    ),
  'text.encoding': () => say('The text is not UTF-8.', 'Its characters cannot be told apart for certain.', 'Save it as UTF-8.'),
  'text.too-large': (bytes: number, limit: number) =>
    say(`The text takes ${bytes} bytes.`, `At most ${limit} can be held in memory.`, 'Import a part of it.'),
  'text.too-short': (n: number, want: number) =>
    say(`The text has ${n} characters.`, `It is cut into pieces, so it needs at least ${want}.`, 'Choose a longer text.'),
  'text.characters': (n: number, limit: number) =>
    say(`The text has ${n} or more different characters.`, `At most ${limit} can be told apart.`, 'Choose a text in one script.'),
  'data.reader-failed': (how: string) =>
    say(`The file could not be read: ${how}.`, 'The reader met something it does not know.', 'Please report this with the file.'),
} as const satisfies Record<string, (...args: never[]) => Message>;

export type DataCode = keyof typeof TABLE;
type Arguments = { [C in DataCode]: Parameters<(typeof TABLE)[C]> };
const MESSAGES: { readonly [C in DataCode]: (...args: Arguments[C]) => Message } = TABLE;

export const DATA_CODES = Object.keys(TABLE).filter((code): code is DataCode => code in TABLE);

const MILD: Partial<Record<DataCode, Severity>> = {
  'data.ignored': 'warning',
  'data.arrays-left-out': 'warning',
  'csv.text-is-label': 'info',
  'csv.pictures': 'info',
  'image.alpha': 'info',
};

/** A file may choose its own name and cells: nothing of it is shown at any length or with control characters. */
export const shown = (text: string, limit = 80): string => {
  // eslint-disable-next-line no-control-regex
  const plain = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '\ufffd');
  return plain.length > limit ? `${plain.slice(0, limit - 1)}…` : plain;
};

/** A diagnostic of the catalogue at a place: a file name, or file name and line as "a.csv:12". */
export function report<C extends DataCode>(code: C, where: string | undefined, ...args: Arguments[C]): Diagnostic {
  const message = MESSAGES[code](...args);
  return { code, severity: MILD[code] ?? 'error', ...message, ...(where !== undefined && { where: shown(where, 200) }) };
}

/** What a reader gives: a value, or why there is none. */
export type Outcome<T> = { readonly value: T } | { readonly refused: Diagnostic };

export const refuse = <C extends DataCode>(
  code: C,
  where: string | undefined,
  ...args: Arguments[C]
): { readonly refused: Diagnostic } => ({ refused: report(code, where, ...args) });

/** Runs a library that throws on damaged input; its words become part of the diagnostic. */
export function attempt<T>(run: () => T, say: (how: string) => Diagnostic): Outcome<T> {
  try {
    return { value: run() };
  } catch (error) {
    return { refused: say(shown(error instanceof Error ? error.message : String(error))) };
  }
}
