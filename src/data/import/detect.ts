/** What a file is, by its first bytes, and by its name where those do not say. */

export type Kind = 'gzip' | 'zip' | 'idx' | 'npy' | 'csv' | 'png' | 'jpeg' | 'text';

const starts = (bytes: Uint8Array, ...magic: number[]): boolean => bytes.length >= magic.length && magic.every((b, i) => bytes[i] === b);

export const extension = (name: string): string => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
/** The last part of a path, without its extension. */
export const stem = (name: string): string => (name.split(/[/\\]/).at(-1) ?? name).replace(/\.[a-z0-9]+$/i, '');

const BY_NAME: Readonly<Record<string, Kind>> = {
  gz: 'gzip',
  zip: 'zip',
  npz: 'zip',
  npy: 'npy',
  idx: 'idx',
  png: 'png',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  csv: 'csv',
  tsv: 'csv',
  txt: 'text',
};

/** A file whose name promises a format and whose bytes do not keep it is still given to that format's reader, which says what is wrong. */
export function kindOf(name: string, bytes: Uint8Array): Kind | undefined {
  if (starts(bytes, 0x1f, 0x8b)) return 'gzip';
  if (starts(bytes, 0x50, 0x4b, 3, 4) || starts(bytes, 0x50, 0x4b, 5, 6)) return 'zip';
  if (starts(bytes, 0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59)) return 'npy';
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47)) return 'png';
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (/(^|[.-])idx\d?(-ubyte)?$/i.test(name)) return 'idx';
  const named = BY_NAME[extension(name)];
  if (named) return named;
  const types = [8, 9, 0x0b, 0x0c, 0x0d, 0x0e];
  return starts(bytes, 0, 0) && types.includes(bytes[2] ?? 0) && (bytes[3] ?? 0) >= 1 ? 'idx' : undefined;
}
