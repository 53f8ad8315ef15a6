import { strToU8, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importFiles } from '../../../../src/data/import/import.ts';
import type { ImportOptions } from '../../../../src/data/import/import.ts';
import { DATA_CODES } from '../../../../src/data/messages.ts';
import type { DataCode } from '../../../../src/data/messages.ts';
import { bytes, count, f4, f8, file, gz, i8, idx, jpeg, npy, npyOf, patched, png, zip } from './writers.ts';
import type { File } from './writers.ts';

const lying = 2 ** 32 - 1;
const x3 = npy('<f4', [3, 1], f4(1, 2, 3));
const nan = bytes([0, 0, 0xc0, 0x7f]);
const twoImages = idx([2, 2, 2], count(8));
const rgb = png(8, 8, 3);
const small = { limits: { numbers: 100, examples: 50, imagePixels: 100, classes: 4, csvBytes: 60, csvLineBytes: 40, csvColumns: 3, textBytes: 1000, characters: 5, bytes: 3000, files: 4, unpackedBytes: 5000 } }; // prettier-ignore
const zipped = zip({ 'a.npy': x3 });
/** Where the directory of a zip of one file begins. */
const directory = (z: Uint8Array): number => new DataView(z.buffer, z.byteOffset).getUint32(z.length - 6, true);
/** A PNG of the size it says whose pixels unpack to more. */
const stuffed = ((): Uint8Array => {
  const tiny = png(2000, 2000, 1, new Uint8Array(4e6));
  return patched(tiny, 16, 0, 0, 0, 8, 0, 0, 0, 8);
})();

type Case = [name: string, code: DataCode, files: File[], where?: string | undefined, options?: ImportOptions];
const CASES: Case[] = [
  ['nothing', 'data.no-files', []],
  ['too many files', 'data.too-many-files', Array.from({ length: 5 }, (_, i) => file(`${i}.png`, rgb)), '0.png', small],
  ['files too large together', 'data.too-large', [file('a.txt', 'a'.repeat(4000))], 'a.txt', small],
  ['an empty file', 'data.empty-file', [file('a.csv', '')], 'a.csv'],
  ['an empty file in a zip', 'data.empty-file', [file('a.zip', zip({ 'b.npy': bytes() }))], 'a.zip/b.npy'],
  ['a program', 'data.unknown-kind', [file('a.exe', 'MZ\0\0')], 'a.exe'],
  ['a PDF in gzip', 'data.unknown-kind', [file('a.pdf.gz', gz(strToU8('%PDF-1.4 and so on')))], 'a.pdf'],
  ['a table and a picture', 'data.mixed', [file('a.csv', '1,2\n3,4'), file('b.png', rgb)], 'b.png'],
  ['two tables', 'data.several', [file('a.csv', '1\n2'), file('b.csv', '1\n2')], 'b.csv'],
  ['two tables to hold out', 'data.several', [file('a-test.csv', '1\n2'), file('test.csv', '1\n2')], 'test.csv'],
  ['three tables', 'data.several', [file('a.csv', '1\n2'), file('b.csv', '1\n2'), file('test.csv', '1\n2')], 'b.csv'],
  ['a fraction of 1', 'data.held-out-fraction', [file('a.csv', '1\n2')], undefined, { heldOutFraction: 1 }],
  ['a fraction of NaN', 'data.held-out-fraction', [file('a.csv', '1\n2')], undefined, { heldOutFraction: NaN }],
  ['a target without height', 'data.target-shape', [file('a.png', rgb)], undefined, { target: { shape: [0, 2] } }],
  ['a target of two channels', 'data.target-shape', [file('a.png', rgb)], undefined, { target: { shape: [2, 2, 2] } }],
  ['a huge target', 'data.target-shape', [file('a.png', rgb)], undefined, { target: { shape: [1e5, 1e5, 1] } }],

  ['IDX of two bytes', 'idx.header', [file('a.idx', bytes([0, 0]))], 'a.idx'],
  ['IDX without zeros', 'idx.header', [file('a.idx', bytes([1, 2, 8, 1, 0, 0, 0, 0]))], 'a.idx'],
  ['IDX of an unknown type', 'idx.header', [file('a.idx', idx([2], [1, 2], 10))], 'a.idx'],
  ['IDX without axes', 'idx.header', [file('a.idx', idx([], []))], 'a.idx'],
  ['IDX with its sizes cut off', 'idx.header', [file('a.idx', bytes([0, 0, 8, 3, 0, 0, 0, 1]))], 'a.idx'],
  ['IDX of 200 axes', 'data.rank', [file('a.idx', bytes([0, 0, 8, 200], count(800)))], 'a.idx'],
  ['IDX with one byte missing', 'data.truncated', [file('a.idx', twoImages.subarray(0, -1))], 'a.idx'],
  ['IDX with one byte too many', 'data.trailing', [file('a.idx', bytes(twoImages, [0]))], 'a.idx'],
  ['IDX that claims 2^96 bytes', 'data.too-many-numbers', [file('a.idx', idx([lying, lying, lying], count(8)))], 'a.idx'],
  ['IDX whose sizes wrap to 0 in 32 bits', 'data.too-many-numbers', [file('a.idx', idx([65536, 65536], count(8)))], 'a.idx'],
  ['IDX of no examples', 'data.no-examples', [file('a.idx', idx([0, 28, 28], []))], 'a.idx'],
  ['IDX of one example', 'data.too-few', [file('a.idx', idx([1, 2, 2], count(4)))], 'a.idx'],
  ['too many examples', 'data.too-many-examples', [file('a.idx', idx([51, 1], count(51)))], 'a.idx', small],
  ['labels alone', 'data.no-values', [file('t10k-labels-idx1-ubyte', idx([3], [1, 2, 3]))], 't10k-labels-idx1-ubyte'],
  ['labels for others', 'data.counts-differ', [file('images', twoImages), file('labels', idx([3], [0, 1, 2]))], 'labels'],
  ['two sets of images', 'npz.names', [file('a.idx', twoImages), file('b.idx', twoImages)], 'a.idx'],

  ['NPY with a wrong beginning', 'npy.header', [file('a.npy', 'NUMPY and more text')], 'a.npy'],
  ['NPY of version 9', 'npy.header', [file('a.npy', patched(x3, 6, 9))], 'a.npy'],
  ['NPY whose header is longer than it', 'npy.header', [file('a.npy', patched(x3, 8, 255, 255))], 'a.npy'],
  ['NPY without a shape', 'npy.header', [file('a.npy', npyOf("{'descr': '<f4', 'fortran_order': False}", f4(1)))], 'a.npy'],
  ['NPY of one number', 'npy.header', [file('a.npy', npyOf("{'descr': '<f4', 'fortran_order': False, 'shape': ()}", f4(1)))], 'a.npy'],
  [
    'NPY of negative size',
    'npy.header',
    [file('a.npy', npyOf("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", f4(1)))],
    'a.npy',
  ],
  ['NPY of Python objects', 'npy.type', [file('a.npy', npy('|O', [3], count(24)))], 'a.npy'],
  ['NPY of complex numbers', 'npy.type', [file('a.npy', npy('<c16', [1], count(16)))], 'a.npy'],
  [
    'NPY of records',
    'npy.type',
    [file('a.npy', npyOf("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", f4(1)))],
    'a.npy',
  ],
  ['NPY that claims too much', 'data.too-many-numbers', [file('a.npy', npy('<f4', [1e9, 1e9], f4(1)))], 'a.npy'],
  ['NPY cut off', 'data.truncated', [file('a.npy', x3.subarray(0, -2))], 'a.npy'],
  ['NPY with NaN', 'data.not-finite', [file('a.npy', npy('<f4', [2], bytes(nan, nan)))], 'a.npy'],
  ['NPY beyond float32', 'data.not-finite', [file('a.npy', npy('<f8', [2], f8(1, 1e300)))], 'a.npy'],
  ['labels with fractions', 'labels.not-whole', [file('x.npy', x3), file('y.npy', npy('<f4', [3], f4(0, 1, 1.5)))], 'y.npy'],
  ['negative labels', 'labels.not-whole', [file('x.npy', x3), file('y.npy', npy('<i8', [3], i8(0, -1, 1)))], 'y.npy'],
  ['one-hot labels', 'labels.shape', [file('x.npy', x3), file('y.npy', npy('<f4', [3, 2], f4(0, 1, 1, 0, 0, 1)))], 'y.npy'],
  [
    'too many classes',
    'labels.too-many',
    [file('x.npy', npy('|u1', [6, 1], count(6))), file('y.npy', npy('|u1', [6], count(6)))],
    'y.npy',
    small,
  ],
  ['NPZ of unclear names', 'npz.names', [file('a.npz', zip({ 'p.npy': x3, 'q.npy': x3 }))], 'a.npz/p.npy'],

  ['gzip cut off', 'gzip.damaged', [file('a.idx.gz', gz(twoImages).subarray(0, -9))], 'a.idx.gz'],
  ['gzip of ten bytes', 'gzip.damaged', [file('a.idx.gz', gz(twoImages).subarray(0, 10))], 'a.idx.gz'],
  ['gzip with a wrong checksum', 'gzip.damaged', [file('a.idx.gz', patched(gz(twoImages), -8, 1, 2, 3, 4))], 'a.idx.gz'],
  ['a name that promises gzip', 'gzip.damaged', [file('a.gz', 'this is not packed at all, is it?')], 'a.gz'],
  ['a gzip bomb', 'data.bomb', [file('a.idx.gz', gz(new Uint8Array(2e7)))], 'a.idx.gz'],
  ['gzip beyond the limit', 'data.unpacked-too-large', [file('a.idx.gz', gz(new Uint8Array(6000)))], 'a.idx.gz', small],
  ['a zip bomb', 'data.bomb', [file('a.zip', zip({ 'a.idx': new Uint8Array(2e7) }))], 'a.zip'],
  ['a zip beyond the limit', 'data.unpacked-too-large', [file('a.zip', zip({ 'a.idx': new Uint8Array(6000) }))], 'a.zip', small],
  [
    'a zip that hides its size',
    'zip.damaged',
    [file('a.zip', patched(zip({ 'a.idx': new Uint8Array(2e6) }), directory(zip({ 'a.idx': new Uint8Array(2e6) })) + 24, 9, 0, 0, 0))],
    'a.zip/a.idx',
  ],
  ['a zip that climbs out', 'zip.unsafe-name', [file('a.zip', zip({ '../../etc/passwd.txt': strToU8('a'.repeat(200)) }))], 'a.zip'],
  ['a zip from the root', 'zip.unsafe-name', [file('a.zip', zip({ '/etc/a.txt': strToU8('a'.repeat(200)) }))], 'a.zip'],
  ['a zip from a drive', 'zip.unsafe-name', [file('a.zip', zip({ 'C:\\a.txt': strToU8('a'.repeat(200)) }))], 'a.zip'],
  ['a file that climbs out', 'zip.unsafe-name', [file('../a.csv', '1\n2')], '../a.csv'],
  ['a zip in a zip', 'zip.nested', [file('a.zip', zip({ 'b.zip': zipped }))], 'a.zip/b.zip'],
  ['a zip of nothing', 'zip.empty', [file('a.zip', zipSync({}))], 'a.zip'],
  ['a zip of folders', 'zip.empty', [file('a.zip', zip({ 'a/': bytes() }))], 'a.zip'],
  ['a zip cut off', 'zip.damaged', [file('a.zip', zipped.subarray(0, -30))], 'a.zip'],
  ['a zip of four bytes', 'zip.damaged', [file('a.zip', zipped.subarray(0, 4))], 'a.zip'],
  ['an encrypted zip', 'zip.encrypted', [file('a.zip', patched(zipped, directory(zipped) + 8, 1))], 'a.zip'],
  ['a zip of another method', 'zip.method', [file('a.zip', patched(zipped, directory(zipped) + 10, 14))], 'a.zip/a.npy'],
  ['a zip64', 'zip.zip64', [file('a.zip', patched(zipped, directory(zipped) + 24, 255, 255, 255, 255))], 'a.zip'],
  ['a zip with a wrong checksum', 'zip.damaged', [file('a.zip', patched(zipped, directory(zipped) + 16, 1, 2))], 'a.zip/a.npy'],
  ['a zip that points astray', 'zip.damaged', [file('a.zip', patched(zipped, directory(zipped) + 42, 3))], 'a.zip/a.npy'],

  ['a table that is too large', 'csv.too-large', [file('a.csv', '1,2\n'.repeat(20))], 'a.csv', small],
  ['a line without end', 'csv.long-line', [file('a.csv', `1,2\n${','.repeat(50)}`)], 'a.csv:2', small],
  ['a table of a heading', 'csv.no-rows', [file('a.csv', 'a,label\n')], 'a.csv'],
  ['a table of blanks', 'csv.no-rows', [file('a.csv', '\n\n  \n')], 'a.csv'],
  ['a table too wide', 'csv.too-many-columns', [file('a.csv', '1,2,3,4\n1,2,3,4')], 'a.csv', small],
  ['a ragged table', 'csv.ragged', [file('a.csv', 'a,b\n1,2\n1,2,3\n')], 'a.csv:3'],
  ['a wider held-out table', 'csv.tables-differ', [file('a.csv', '1,2\n3,4'), file('test.csv', '1,2,3\n')], 'test.csv'],
  ['a held-out table of other columns', 'csv.tables-differ', [file('a.csv', 'a,b\n3,4'), file('test.csv', 'b,a\n1,2')], 'test.csv'],
  ['a held-out table without heading', 'csv.tables-differ', [file('a.csv', 'a,b\n3,4'), file('test.csv', '1,2')], 'test.csv'],
  ['a held-out table of other labels', 'csv.tables-differ', [file('a.csv', 'a,class\n3,4'), file('test.csv', 'label,a\n1,2')], 'test.csv'],
  ['a held-out table that is ragged', 'csv.ragged', [file('a.csv', '1,2\n3,4'), file('test.csv', '1,2\n3\n')], 'test.csv:2'],
  [
    'two tables too large together',
    'data.too-many-numbers',
    [file('a.csv', '1,2\n3,4'), file('test.csv', '1,2\n')],
    'a.csv',
    { limits: { numbers: 5 } },
  ],
  ['an empty cell', 'csv.empty-cell', [file('a.csv', 'a,b\n1,2\n1,\n')], 'a.csv:3'],
  ['an empty label', 'csv.empty-cell', [file('a.csv', 'a,label\n1,u\n1,\n')], 'a.csv:3'],
  ['a word among numbers', 'csv.not-a-number', [file('a.csv', 'a,b\n1,2\n3,four\n')], 'a.csv:3'],
  ['a hexadecimal cell', 'csv.not-a-number', [file('a.csv', '1,2\n3,0x10\n')], 'a.csv:2'],
  ['NaN in a table', 'data.not-finite', [file('a.csv', 'a\n1\nNaN\n')], 'a.csv:3'],
  ['a number beyond float32', 'data.not-finite', [file('a.csv', '1\n1e39\n')], 'a.csv:2'],
  ['two label columns', 'csv.two-labels', [file('a.csv', 'label,class,a\n1,2,3\n1,2,3')], 'a.csv'],
  ['labels and nothing else', 'csv.no-numbers', [file('a.csv', 'label\n1\n2')], 'a.csv'],
  ['labels of fractions', 'labels.not-whole', [file('a.csv', 'a,label\n1,0.5\n2,1')], 'a.csv'],
  ['a quote without end', 'csv.malformed', [file('a.csv', 'a,b\n1,2\n"1,2\n')], 'a.csv:3'],
  ['a table in Latin-1', 'text.encoding', [file('a.csv', bytes('a,b', [0xe9], '\n1,2\n'))], 'a.csv'],
  ['a table of one row', 'data.too-few', [file('a.csv', '1,2\n')], 'a.csv'],

  ['PNG cut off', 'image.damaged', [file('a.png', rgb.subarray(0, -20))], 'a.png'],
  ['PNG of its signature', 'image.damaged', [file('a.png', rgb.subarray(0, 8))], 'a.png'],
  ['PNG with spoilt pixels', 'image.damaged', [file('a.png', patched(rgb, 45, 255, 255, 255))], 'a.png'],
  ['PNG of no width', 'image.damaged', [file('a.png', patched(rgb, 16, 0, 0, 0, 0))], 'a.png'],
  ['PNG of colour type 7', 'image.damaged', [file('a.png', patched(rgb, 25, 7))], 'a.png'],
  ['PNG that claims 2^62 pixels', 'image.too-large', [file('a.png', patched(rgb, 16, 127, 255, 255, 255, 127, 255, 255, 255))], 'a.png'],
  ['PNG that claims more rows than it has', 'image.damaged', [file('a.png', patched(rgb, 20, 0, 0, 0, 99))], 'a.png'],
  ['PNG whose pixels unpack to more', 'image.damaged', [file('a.png', stuffed)], 'a.png'],
  ['a text called PNG', 'image.damaged', [file('a.png', 'hello, I am a picture of a cat')], 'a.png'],
  ['JPEG cut off', 'image.damaged', [file('a.jpg', jpeg(40, 40).subarray(0, 300))], 'a.jpg'],
  ['JPEG without a frame', 'image.damaged', [file('a.jpg', bytes([0xff, 0xd8, 0xff, 0xd9]))], 'a.jpg'],
  ['JPEG too large', 'image.too-large', [file('a.jpg', jpeg(12, 12))], 'a.jpg', small],
  ['pictures of two sizes', 'image.sizes-differ', [file('a.png', rgb), file('b.png', png(8, 9, 3))], 'b.png'],
  ['one picture', 'data.too-few', [file('a.png', rgb)], 'a.png'],
  ['too many pixels together', 'data.too-many-numbers', [file('a.png', png(9, 9, 1)), file('b.png', png(9, 9, 1))], 'b.png', small],

  [
    'text in Latin-1',
    'text.encoding',
    [
      file(
        'a.txt',
        bytes(
          [0xe9, 0x20],
          count(300, () => 97),
        ),
      ),
    ],
    'a.txt',
  ],
  ['text too short', 'text.too-short', [file('a.txt', 'hello')], 'a.txt'],
  ['text too long', 'text.too-large', [file('a.txt', 'ab'.repeat(600))], 'a.txt', small],
  ['text of too many characters', 'text.characters', [file('a.txt', 'abcdefg'.repeat(50))], 'a.txt', small],
];

describe('bad files', () => {
  test.each(CASES)('%s: %s', async (_, code, files, where, options) => {
    const { source, diagnostics } = await importFiles(files, options);
    expect(diagnostics.map((d) => d.code)).toEqual([code]);
    expect(source).toBeUndefined();
    const [d] = diagnostics;
    expect(d).toMatchObject({ severity: 'error', ...(where !== undefined && { where }) });
    for (const line of [d!.what, d!.why, d!.mend]) expect(line).toMatch(/^\S.*\.$/s);
  });

  test('every code has a case, here or among the good files', () => {
    const remarks: DataCode[] = ['data.ignored', 'data.arrays-left-out', 'csv.text-is-label', 'csv.pictures', 'image.alpha'];
    // The last resort: no input is known that reaches it.
    const unreached: DataCode[] = ['data.reader-failed'];
    const tried = new Set([...CASES.map((c) => c[1]), ...remarks, ...unreached]);
    expect(DATA_CODES.filter((code) => !tried.has(code))).toEqual([]);
  });

  test('a file cannot put long or hidden text on the page', async () => {
    const { diagnostics } = await importFiles([file(`${'a'.repeat(500)}\u202egnp\n.exe`, 'MZ')]);
    expect(diagnostics[0]!.where!.length).toBeLessThanOrEqual(200);
    const cell = await importFiles([file('a.csv', `1\n<b>\u0007${'x'.repeat(1e4)}\n`)]);
    expect(cell.diagnostics[0]!.what.length).toBeLessThan(200);
    expect(cell.diagnostics[0]!.what).not.toContain('\u0007');
  });
});

describe('any spoilt file', () => {
  const good: File[] = [
    file('a-images-idx3', idx([4, 3, 3], count(36))),
    file('a.idx.gz', gz(idx([4, 3, 3], count(36)))),
    file('a.npy', npy('<f4', [3, 2], f4(1, 2, 3, 4, 5, 6))),
    file('a.npz', zip({ 'x.npy': x3, 'y.npy': npy('<i8', [3], i8(0, 1, 0)) })),
    file('a.zip', zip({ 'a/1.png': png(3, 3, 4), 'b/2.png': png(3, 3, 1) })),
    file('a.png', png(5, 4, 3)),
    file('a.jpg', jpeg(9, 9)),
    file('a.csv', 'a,b,label\n1,2,u\n3,4,v\n'),
    file('a.txt', 'Some text, and more of it. '.repeat(12)),
  ];
  test('gives a data set or an error, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...good),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
        fc.option(fc.nat(), { nil: undefined }),
        async ({ name, bytes: data }, changes, cut) => {
          const spoilt = data.slice(0, cut === undefined ? undefined : cut % (data.length + 1));
          for (const [at, value] of changes) if (spoilt.length > 0) spoilt[at % spoilt.length] = value;
          const { source, diagnostics } = await importFiles([file(name, spoilt)]);
          const failed = diagnostics.some((d) => d.severity === 'error');
          expect(failed).toBe(source === undefined);
          expect(diagnostics.map((d) => d.code)).not.toContain('data.reader-failed');
          if (source) expect(source.heldOut(0, 1).columns['x']!.every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 1500, seed: 20261122 },
    );
  });
});
