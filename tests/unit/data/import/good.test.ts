import { describe, expect, test } from 'vitest';
import { importFiles } from '../../../../src/data/import/import.ts';
import type { ImportOptions } from '../../../../src/data/import/import.ts';
import type { DataSource } from '../../../../src/data/source.ts';
import { bytes, count, f4, f8, file, gz, i8, idx, jpeg, npy, npyOf, png, zip } from './writers.ts';
import type { File } from './writers.ts';

async function open(files: File[], options?: ImportOptions): Promise<DataSource> {
  const { source, diagnostics } = await importFiles(files, options);
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  return source!;
}

/** All examples of a column, training and held-out, sorted by their first number. */
function everything(source: DataSource, column = 'x'): number[][] {
  const size = source.columns[column]!.space.shape.reduce((a, d) => a * d, 1);
  const rows = [source.batch(0, 0, Number(source.size)), source.heldOut(0, 1e6)].flatMap((b) =>
    Array.from({ length: b.n }, (_, i) => Array.from(b.columns[column]!.subarray(i * size, (i + 1) * size))),
  );
  return rows.sort((a, b) => a[0]! - b[0]!);
}
const space = (source: DataSource, column = 'x'): unknown => source.columns[column]!.space;

describe('IDX', () => {
  const images = idx([5, 2, 3], count(30));
  test('images alone, packed or not, are levels of 256', async () => {
    for (const f of [file('a-images-idx3-ubyte', images), file('a.gz', gz(images)), file('noname', images)]) {
      const source = await open([f]);
      expect(space(source)).toEqual({ layout: 'image', shape: [2, 3, 1], values: { kind: 'levels', k: 256 } });
      expect([source.size, source.heldOutSize]).toEqual([4, 1]);
      expect(everything(source)).toEqual([0, 6, 12, 18, 24].map((v) => [v, v + 1, v + 2, v + 3, v + 4, v + 5]));
    }
  });
  test('images and labels, in any order, in a zip or not', async () => {
    const labels = idx([5], [3, 0, 1, 0, 2]);
    const pair = [file('labels-idx1', labels), file('images-idx3', images)];
    for (const files of [pair, [file('p.zip', zip({ 'labels-idx1': labels, 'images-idx3': images }))]]) {
      const source = await open(files);
      expect(space(source, 'y')).toMatchObject({ shape: [], values: { kind: 'tokens', k: 4 } });
      expect(source.labels?.['y']).toEqual(['0', '1', '2', '3']);
      const { columns } = source.batch(0, 0, 4);
      columns['y']!.forEach((y, i) => expect(y).toBe([3, 0, 1, 0, 2][columns['x']![6 * i]! / 6]));
    }
  });
  test('training and test files together: the training half is read, and said so', async () => {
    const { source, diagnostics } = await importFiles([
      file('train-images-idx3-ubyte', images),
      file('t10k-images-idx3-ubyte', idx([2, 2, 3], count(12))),
    ]);
    expect(source?.size).toBe(4);
    expect(diagnostics.map((d) => d.code)).toEqual(['data.arrays-left-out']);
  });
  test('big-endian floats are real', async () => {
    const data = [bytes([0x3f, 0x80, 0, 0]), bytes([0xc0, 0, 0, 0])];
    const source = await open([file('v.idx', idx([2, 1], bytes(...data), 13))]);
    expect(space(source)).toMatchObject({ shape: [1], values: { kind: 'real' } });
    expect(everything(source)).toEqual([[-2], [1]]);
  });
});

describe('NPY and NPZ', () => {
  test('every number type', async () => {
    const cases: [string, Uint8Array][] = [
      ['<f4', f4(1, 2, 3, 4)],
      ['<f8', f8(1, 2, 3, 4)],
      ['<i8', i8(1, 2, 3, 4)],
      ['|i1', bytes([1, 2, 3, 4])],
      ['<u2', bytes([1, 0, 2, 0, 3, 0, 4, 0])],
      ['>i2', bytes([0, 1, 0, 2, 0, 3, 0, 4])],
    ];
    for (const [descr, data] of cases) {
      const source = await open([file('a.npy', npy(descr, [2, 2], data))]);
      expect(space(source)).toEqual({ layout: 'vector', shape: [2], values: { kind: 'real' } });
      expect(everything(source)).toEqual([[1, 2], [3, 4]]); // prettier-ignore
    }
  });
  test('bytes are levels, booleans binary, pictures pictures', async () => {
    expect(space(await open([file('a.npy', npy('|u1', [3, 4], count(12)))]))).toMatchObject({ shape: [4], values: { kind: 'levels', k: 256 } }); // prettier-ignore
    expect(space(await open([file('a.npy', npy('|b1', [3, 4], count(12, (i) => i & 1)))]))).toMatchObject({ values: { kind: 'binary' } }); // prettier-ignore
    expect(space(await open([file('a.npy', npy('|u1', [3, 4, 5], count(60)))]))).toMatchObject({ layout: 'image', shape: [4, 5, 1] }); // prettier-ignore
    expect(space(await open([file('a.npy', npy('|u1', [2, 4, 5, 3], count(120)))]))).toMatchObject({ shape: [4, 5, 3] });
  });
  test('column-major order and channels first are turned round', async () => {
    const source = await open([file('a.npy', npy('<f4', [2, 3], f4(1, 4, 2, 5, 3, 6), true))]);
    expect(everything(source)).toEqual([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
    const cube = await open([file('a.npy', npy('<f4', [2, 2, 2], f4(0, 4, 2, 6, 1, 5, 3, 7), true))]);
    expect(everything(cube)).toEqual([[0, 1, 2, 3], [4, 5, 6, 7]]); // prettier-ignore
    const first = await open([file('a.npy', npy('|u1', [2, 3, 2, 2], count(24)))]);
    expect(space(first)).toMatchObject({ shape: [2, 2, 3] });
    expect(everything(first)[0]).toEqual([0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]);
  });
  test('NPZ: x and y, images and labels, keras names, a single array', async () => {
    const x = npy('<f4', [3, 2], f4(0, 1, 2, 3, 4, 5));
    const y = npy('<i8', [3], i8(7, 9, 7));
    for (const files of [
      { 'x.npy': x, 'y.npy': y },
      { 'labels.npy': y, 'images.npy': x },
      { 'x_train.npy': x, 'y_train.npy': y, 'x_test.npy': x, 'y_test.npy': y },
      { 'arr_0.npy': x, 'arr_1.npy': y },
    ] as Record<string, Uint8Array>[]) {
      // prettier-ignore
      const source = await open([file('a.npz', zip(files))]);
      expect(source.labels?.['y']).toEqual(['7', '9']);
      const b = source.batch(1, 0, 2);
      b.columns['y']!.forEach((k, i) => expect(k).toBe(b.columns['x']![2 * i] === 2 ? 1 : 0));
    }
    expect((await open([file('a.npz', zip({ 'weights.npy': x }))])).size).toBe(2);
    expect((await open([file('x.npy', x), file('y.npy', y)])).columns['y']).toBeDefined();
  });
  test('header version 2', async () => {
    const v1 = npyOf("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", f4(1, 2));
    const v2 = bytes(v1.subarray(0, 6), [2, 0], v1.subarray(8, 10), [0, 0], v1.subarray(10));
    expect(everything(await open([file('a.npy', v2)]))).toEqual([[1], [2]]);
  });
});

describe('tables', () => {
  test.each([
    ['a,b\n1,2\n3,4\n', [[1, 2], [3, 4]], undefined], // prettier-ignore
    ['\ufeffx,y\r\n1.5,2.5\r\n-3e1,.5\r\n', [[-30, 0.5], [1.5, 2.5]], undefined], // prettier-ignore
    ['1,2\n\n3,4', [[1, 2], [3, 4]], undefined], // prettier-ignore
    ['1;2\n3;4', [[1, 2], [3, 4]], undefined], // prettier-ignore
    ['a\tLabel\n1\t0\n3\t2\n', [[1], [3]], ['0', '1', '2']],
    ['"a",class\n1,"cat, big"\n3,dog\n', [[1], [3]], ['cat, big', 'dog']],
    ['1,b\n3,a', [[1], [3]], ['a', 'b']],
    ['y,a\n1,2\n2,3\n', [[2], [3]], ['1', '2']],
    ['5\n6\n', [[5], [6]], undefined],
  ] as [string, number[][], string[] | undefined][])('%j', async (text, x, y) => {
    const source = await open([file('t.csv', text)]);
    expect(everything(source)).toEqual(x);
    expect(source.labels?.['y']).toEqual(y);
  });
});

describe('tables of pictures', () => {
  const rows = (...lines: string[]): string => lines.join('\n');
  test.each([
    ['pixel_0_0,pixel_0_1,pixel_1_0,pixel_1_1', [2, 2, 1]],
    ['1x1,1x2,1x3,2x1,2x2,2x3', [2, 3, 1]],
    ['0_0_0,0_0_1,0_0_2,0_1_0,0_1_1,0_1_2', [1, 2, 3]],
  ])('%s', async (heading, shape) => {
    const d = heading.split(',').length;
    const numbers = (from: number): string => Array.from({ length: d }, (_, i) => (from + i) % 17).join();
    const { source, diagnostics } = await importFiles([file('t.csv', rows(`${heading},label`, `${numbers(0)},3`, `${numbers(16)},0`))]);
    expect(diagnostics.map((x) => [x.code, x.severity])).toEqual([['csv.pictures', 'info']]);
    expect(space(source!)).toEqual({ layout: 'image', shape, values: { kind: 'levels', k: 17 } });
    expect(everything(source!)).toEqual([0, 16].map((from) => Array.from({ length: d }, (_, i) => (from + i) % 17)));
    expect(source!.labels?.['y']).toEqual(['0', '1', '2', '3']);
  });
  test('pixels in any order find their places', async () => {
    const source = await open([file('t.csv', rows('target,px 1 1,px 0 1,px 1 0,px 0 0', '0,4,2,3,1', '1,8,6,7,5'))]);
    expect(everything(source)).toEqual([[1, 2, 3, 4], [5, 6, 7, 8]]); // prettier-ignore
  });
  test.each([
    ['binary', '0,1', '1,1', { kind: 'binary' }],
    ['levels of a byte', '0,255', '1,1', { kind: 'levels', k: 256 }],
    ['shares', '0,0.5', '1,1', { kind: 'unit' }],
    ['more than a byte', '0,256', '1,1', { kind: 'real' }],
    ['measurements', '-1,2', '1,1', { kind: 'real' }],
  ])('values: %s', async (_, one, two, values) => {
    expect(space(await open([file('t.csv', rows('0x0,0x1', one, two))]))).toEqual({ layout: 'image', shape: [1, 2, 1], values });
  });
  test.each(['p_0_0,p_0_1,p_1_0', 'p_0_0,p_0_0,p_0_1,p_1_1', 'p_2_2,p_2_3', '0_0,0_1_1', 'x1,x2,x3,x4', '0x0'])(
    'columns %s are no pictures',
    async (heading) => {
      const numbers = heading.split(',').map(() => '1').join(); // prettier-ignore
      expect(space(await open([file('t.csv', rows(heading, numbers, numbers))]))).toMatchObject({
        layout: 'vector',
        values: { kind: 'real' },
      });
    },
  );
});

describe('a table of its own for what is held out', () => {
  const train = 'pixel_0_0,pixel_0_1,target\n0,1,b\n2,3,a\n4,5,b\n';
  test.each(['digits-test.csv', 'held_out.csv', 'validation.csv', 'TEST.csv'])('%s', async (name) => {
    const held = file(name, 'pixel_0_0,pixel_0_1,target\n6,16,a\n');
    for (const files of [
      [file('digits-train.csv', train), held],
      [held, file('digits.csv', train)],
    ]) {
      const source = await open(files);
      expect([source.size, source.heldOutSize]).toEqual([3, 1]);
      expect(space(source)).toMatchObject({ shape: [1, 2, 1], values: { kind: 'levels', k: 17 } });
      expect(Array.from(source.heldOut(5, 9).columns['x']!)).toEqual([6, 16]);
      expect(source.labels?.['y']).toEqual(['a', 'b']);
      expect(Array.from(source.heldOut(5, 9).columns['y']!)).toEqual([0]);
      const { columns } = source.batch(0, 0, 3);
      columns['y']!.forEach((y, i) => expect(y).toBe(columns['x']![2 * i] === 2 ? 0 : 1));
    }
  });
});

describe('pictures', () => {
  test('grey, colour, JPEG, folders as classes', async () => {
    const grey = await open([file('1.png', png(3, 2, 1)), file('2.png', png(3, 2, 1))]);
    expect(space(grey)).toEqual({ layout: 'image', shape: [2, 3, 1], values: { kind: 'levels', k: 256 } });
    expect(everything(grey)[0]).toEqual([0, 1, 2, 3, 4, 5]);
    const classes = await open([
      file('pets.zip', zip({ 'pets/cat/1.png': png(3, 2, 3), 'pets/dog/1.jpg': jpeg(3, 2), '__MACOSX/pets/cat/._1.png': count(5), 'pets/.DS_Store': count(9) })), // prettier-ignore
    ]);
    expect(space(classes)).toMatchObject({ shape: [2, 3, 3] });
    expect(classes.labels?.['y']).toEqual(['cat', 'dog']);
    const b = classes.batch(0, 0, 1);
    expect(b.columns['x']![0]! > 90 ? 'dog' : 'cat').toBe(classes.labels!['y']![b.columns['y']![0]!]);
  });
  test('grey beside colour becomes colour; transparent becomes white, with a remark', async () => {
    const { source, diagnostics } = await importFiles([
      file('1.png', png(1, 1, 2, bytes([7, 0]))),
      file('2.png', png(1, 1, 4, bytes([1, 2, 3, 255]))),
    ]);
    expect(everything(source!)).toEqual([[1, 2, 3], [255, 255, 255]]); // prettier-ignore
    expect(diagnostics.map((d) => [d.code, d.severity])).toEqual([['image.alpha', 'info']]);
  });
  test('a target brings every size to one, and sets the channels', async () => {
    const target = { shape: [2, 2, 1] };
    const files = [file('1.png', png(4, 4, 1, count(16, (i) => (i % 4 < 2 ? 10 : 30)))), file('2.png', png(1, 1, 3, bytes([200, 200, 200])))]; // prettier-ignore
    expect(everything(await open(files, { target }))).toEqual([[10, 30, 10, 30], [200, 200, 200, 200]]); // prettier-ignore
    const stack = await open(
      [
        file(
          'a.idx',
          idx(
            [2, 4, 4],
            count(32, (i) => (i % 4 < 2 ? 0 : 100)),
          ),
        ),
      ],
      { target },
    );
    expect(everything(stack)[0]).toEqual([0, 100, 0, 100]);
  });
});

describe('text', () => {
  test('characters become tokens in windows of 64, no character lost but the tail', async () => {
    const text = 'Ab\r\nc é😀 '.repeat(60);
    const source = await open([file('t.txt', text)]);
    const names = source.labels!['x']!;
    expect(names).toEqual(['\n', ' ', 'A', 'b', 'c', 'é', '😀']);
    expect(space(source)).toEqual({ layout: 'sequence', shape: [64], values: { kind: 'tokens', k: 7 } });
    const symbols = [...text.replaceAll('\r\n', '\n')];
    const windows = Array.from({ length: Math.floor(symbols.length / 64) }, (_, i) => symbols.slice(64 * i, 64 * i + 64).join('')); // prettier-ignore
    expect(everything(source).map((w) => w.map((t) => names[t]).join('')).sort()).toEqual(windows.sort()); // prettier-ignore
  });
  test('an unknown file among known ones is left out with a warning', async () => {
    const { source, diagnostics } = await importFiles([file('t.txt', 'ab'.repeat(200)), file('LICENSE', 'free')]);
    expect(source?.size).toBe(5);
    expect(diagnostics.map((d) => [d.code, d.severity])).toEqual([['data.ignored', 'warning']]);
  });
});
