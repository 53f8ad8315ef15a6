import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isFile, isFolder, makeFolder, readBytes, writeSafely } from '../../../src/cli/files.ts';
import { npy } from '../../../src/cli/npy.ts';
import { Problem } from '../../../src/cli/problem.ts';
import { allHeldOut, whole } from '../../../src/cli/whole.ts';
import { finite } from '../../../src/data/finite.ts';
import { readNpy } from '../../../src/data/import/npy.ts';
import { LIMITS } from '../../../src/data/limits.ts';
import { real, tokens } from '../../../src/graph/space.ts';

const dir = mkdtempSync(join(tmpdir(), 'wellspring-files-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('files', () => {
  it('are replaced as a whole, without left-overs', () => {
    const file = join(dir, 'a.txt');
    writeSafely(file, 'one');
    writeSafely(file, 'two');
    expect(readFileSync(file, 'utf8')).toBe('two');
    expect(readdirSync(dir)).toEqual(['a.txt']);
  });
  it('are refused in words where they cannot be', () => {
    const file = join(dir, 'b.txt');
    writeFileSync(file, '');
    expect(() => writeSafely(join(file, 'c'), '')).toThrow(Problem);
    expect(() => makeFolder(file)).toThrow(/is a file/);
    expect(() => makeFolder(join(file, 'c'))).toThrow(Problem);
    expect(() => readBytes(join(dir, 'none'))).toThrow(Problem);
    expect(() => readBytes(dir)).toThrow(Problem);
    expect([isFile(file), isFolder(file), isFolder(dir), isFile(join(file, 'c'))]).toEqual([true, false, true, false]);
  });
  it('are read as bytes whose slices are copies', () => {
    const file = join(dir, 'd.bin');
    writeFileSync(file, 'abc');
    const bytes = readBytes(file);
    bytes.slice(0, 1)[0] = 0;
    expect(bytes[0]).toBe(97);
  });
});

describe('npy', () => {
  it.each([
    ['float32', Float32Array.of(1, -2.5, 3, 4, 5, 6), [3, 2]],
    ['float64', Float64Array.of(0.5, 2), [2]],
    ['int32', Int32Array.of(7, -8, 9), [3, 1, 1]],
    ['one axis of one', Float32Array.of(4), [1]],
  ])('%s comes back', (_, data, shape) => {
    const bytes = npy(data, shape);
    const read = readNpy('a.npy', bytes, LIMITS);
    if ('refused' in read) throw new Error(read.refused.what);
    expect(read.value.shape).toEqual(shape);
    expect(Array.from(read.value.values)).toEqual(Array.from(data));
    // the numbers start at a multiple of 64, as the format asks
    expect((bytes.length - data.byteLength) % 64).toBe(0);
  });
});

describe('whole', () => {
  const n = 57;
  const x = Float32Array.from({ length: 2 * n }, (_, i) => i);
  const y = Uint8Array.from({ length: n }, (_, i) => i % 5);
  const source = finite({ name: 'a', title: 'A', columns: { x: { space: real(2), values: x }, y: { space: tokens(5), values: y } } });
  it('gives every example in the order of the file', () => {
    const all = whole(source);
    expect(all.n).toBe(n);
    expect(all.columns['x']).toEqual(x);
    expect(all.columns['y']).toEqual(Float32Array.from(y));
  });
  it('holds all of them out, each once, rows kept together', () => {
    const { n: count, columns } = allHeldOut(source).heldOut(3, 1000);
    expect(count).toBe(n);
    const firsts = Array.from({ length: n }, (_, i) => columns['x']![2 * i]! / 2);
    expect(firsts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
    firsts.forEach((row, i) => expect([columns['x']![2 * i + 1], columns['y']![i]]).toEqual([2 * row + 1, row % 5]));
    expect(allHeldOut(source).heldOut(3, 10).columns['x']).toHaveLength(20);
  });
});
