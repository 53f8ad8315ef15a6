import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { withDrawing } from '../../../src/data/carriers/png.ts';
import { filesOf, sort } from '../../../src/studio/actions/dropped.ts';

const fileEntry = (name: string, content = 'x'): FileSystemEntry =>
  ({
    name,
    isFile: true,
    isDirectory: false,
    file: (yes: (f: File) => void) => yes(new File([content], name)),
  }) as unknown as FileSystemEntry;
/** Gives its entries two at a time, as browsers give a hundred. */
const folder = (name: string, entries: readonly FileSystemEntry[]): FileSystemEntry =>
  ({
    name,
    isFile: false,
    isDirectory: true,
    createReader: () => {
      let at = 0;
      return { readEntries: (yes: (e: readonly FileSystemEntry[]) => void) => yes(entries.slice(at, (at += 2))) };
    },
  }) as unknown as FileSystemEntry;
const transfer = (entries: readonly (FileSystemEntry | null)[], files: readonly File[] = []): DataTransfer =>
  ({ items: entries.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry })), files }) as unknown as DataTransfer;
const names = async (t: DataTransfer): Promise<readonly string[]> => (await filesOf(t)).map((g) => g.name);

describe('what was dropped', () => {
  it('is walked through, folder by folder, with its paths and without clutter', async () => {
    const pictures = folder('pictures', [
      folder('cats', [fileEntry('b.png'), fileEntry('a.png'), fileEntry('.DS_Store'), fileEntry('c.png')]),
      folder('__MACOSX', [fileEntry('._a.png')]),
      fileEntry('Thumbs.db'),
      fileEntry('list.csv'),
    ]);
    expect(await names(transfer([pictures, fileEntry('one.csv')]))).toEqual([
      'pictures/cats/a.png',
      'pictures/cats/b.png',
      'pictures/cats/c.png',
      'pictures/list.csv',
      'one.csv',
    ]);
  });
  it('ends in folders without a bottom', async () => {
    let deep = folder('end', [fileEntry('lost.csv')]);
    for (let i = 0; i < 40; i++) deep = folder(`f${i}`, [deep]);
    expect(await names(transfer([deep]))).toEqual([]);
  });
  it('is the plain list of files where there are no entries', async () => {
    expect(await names(transfer([null], [new File(['x'], 'a.csv')]))).toEqual(['a.csv']);
  });
});

describe('what a file is', () => {
  const kindOf = async (name: string, content: BlobPart): Promise<string> => (await sort({ name, file: new File([content], name) })).kind;
  const picture = encode({ width: 1, height: 1, channels: 3, depth: 8, data: new Uint8Array(3) });
  it('is a drawing by its name or by what is inside', async () => {
    expect(await kindOf('a.wellspring.json', '{')).toBe('drawing');
    expect(await kindOf('a.json', '{ "format": "wellspring", "version": 1 }')).toBe('drawing');
    expect(await kindOf('renamed.dat', new Uint8Array(withDrawing(picture, '{}')))).toBe('drawing');
  });
  it('is data otherwise', async () => {
    expect(await kindOf('a.json', '[1, 2]')).toBe('data');
    expect(await kindOf('a.png', new Uint8Array(picture))).toBe('data');
    expect(await kindOf('a.csv', '1,2')).toBe('data');
    expect(await kindOf('empty', '')).toBe('data');
  });
  it('is refused where the drawing inside is damaged', async () => {
    const damaged = new Uint8Array(withDrawing(picture, '{}'));
    damaged[60] = damaged[60]! ^ 1;
    expect(await kindOf('a.png', damaged)).toBe('refused');
  });
});
