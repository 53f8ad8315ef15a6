/** The files in a zip archive, read by its central directory (PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16). */
import type { Limits } from '../limits.ts';
import { refuse } from '../messages.ts';
import type { Outcome } from '../messages.ts';
import { inflateEntry, mostUnpacked } from './unpack.ts';

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/** Nothing is ever written by these names, but a name that climbs out of its archive was not made by an honest tool. */
export const isUnsafeName = (name: string): boolean =>
  name.includes('\0') || /^([/\\]|[a-z]:)/i.test(name) || name.split(/[/\\]/).includes('..');

/** Folders, and what macOS and Windows leave lying beside the files. */
const isClutter = (name: string): boolean => name.endsWith('/') || /(^|\/)(__MACOSX\/|\.|thumbs\.db$|desktop\.ini$)/i.test(name);

function directory(where: string, view: DataView, limits: Limits): Outcome<readonly Entry[]> {
  const length = view.byteLength;
  let end = length - 22;
  // A comment of up to 65535 bytes may follow the end record.
  const last = Math.max(0, end - 65535);
  while (end >= last && view.getUint32(end, true) !== END) end--;
  if (end < last || end < 0) return refuse('zip.damaged', where, 'it has no directory');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) return refuse('zip.zip64', where);
  if (count > limits.files) return refuse('data.too-many-files', where, count, limits.files);
  const entries: Entry[] = [];
  for (let k = 0; k < count; k++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) return refuse('zip.damaged', where, 'its directory is cut off');
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) return refuse('zip.damaged', where, 'its directory is cut off');
    if (view.getUint16(at + 8, true) & 1) return refuse('zip.encrypted', where);
    const entry = {
      name: new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    if ([entry.packed, entry.size, entry.offset].includes(0xffffffff)) return refuse('zip.zip64', where);
    entries.push(entry);
    at = next;
  }
  return { value: entries };
}

/**
 * Every file in the archive but clutter, its name with forward slashes. Sizes are summed before anything is unpacked;
 * packed sizes may not sum to more than the file, which entries that overlap would need (Fifield, 2019, "A better zip bomb").
 */
export function unzip(where: string, bytes: Uint8Array, limits: Limits): Outcome<readonly NamedBytes[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const listed = directory(where, view, limits);
  if ('refused' in listed) return listed;
  if (listed.value.some((e) => isUnsafeName(e.name))) return refuse('zip.unsafe-name', where);
  const entries = listed.value.filter((e) => !isClutter(e.name));
  if (entries.length === 0) return refuse('zip.empty', where);
  const size = entries.reduce((sum, e) => sum + e.size, 0);
  const packed = entries.reduce((sum, e) => sum + e.packed, 0);
  if (packed > bytes.length) return refuse('zip.damaged', where, 'its entries overlap');
  if (size > limits.unpackedBytes) return refuse('data.unpacked-too-large', where, size, limits.unpackedBytes);
  if (size > mostUnpacked(bytes.length, limits)) return refuse('data.bomb', where, Math.round(size / bytes.length), limits.ratio);
  const files: NamedBytes[] = [];
  for (const entry of entries) {
    const place = `${where}/${entry.name}`;
    const { offset } = entry;
    if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL)
      return refuse('zip.damaged', place, 'an entry is not where the directory says');
    const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    if (start + entry.packed > bytes.length) return refuse('zip.damaged', place, 'an entry is cut off');
    const data = bytes.subarray(start, start + entry.packed);
    if (entry.method === 0) {
      if (entry.size !== entry.packed) return refuse('zip.damaged', place, 'an entry is not as long as it says');
      files.push({ name: entry.name, bytes: data });
    } else if (entry.method === 8) {
      const inflated = inflateEntry(place, data, entry.size, entry.crc);
      if ('refused' in inflated) return inflated;
      files.push({ name: entry.name, bytes: inflated.value });
    } else return refuse('zip.method', place, entry.method);
  }
  return { value: files };
}
