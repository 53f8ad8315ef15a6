/** What was dropped on the page: files, folders of files, however deep, within limits. */
import { drawingIn, isPng } from '../../data/carriers/png.ts';
import type { Diagnostic } from '../../graph/diagnostic.ts';

export interface Given {
  readonly name: string;
  readonly file: File;
}
const MOST_FILES = 20_000;
const MOST_DEPTH = 12;
/** What systems leave lying about in folders. */
const CLUTTER = /^(\.|thumbs\.db$|desktop\.ini$|__MACOSX$)/i;

const once = <T>(ask: (yes: (value: T) => void, no: (reason: unknown) => void) => void): Promise<T> => new Promise(ask);

const read = (reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> => once((yes, no) => reader.readEntries(yes, no));

async function walk(entry: FileSystemEntry, path: string, depth: number, out: Given[]): Promise<void> {
  if (out.length >= MOST_FILES || depth > MOST_DEPTH || (depth > 0 && CLUTTER.test(entry.name))) return;
  const name = path + entry.name;
  if (entry.isFile) out.push({ name, file: await once<File>((yes, no) => (entry as FileSystemFileEntry).file(yes, no)) });
  else if (entry.isDirectory) {
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    const inside: FileSystemEntry[] = [];
    // a reader gives a hundred at a time
    for (let some = await read(reader); some.length > 0 && inside.length < MOST_FILES; some = await read(reader)) inside.push(...some);
    for (const inner of inside.toSorted((a, b) => (a.name < b.name ? -1 : 1))) await walk(inner, `${name}/`, depth + 1, out);
  }
}
/** Must be called while the drop event is being handled: afterwards the browser has forgotten the items. */
export function filesOf(transfer: DataTransfer): Promise<readonly Given[]> {
  const entries = [...transfer.items].flatMap((item) => (item.kind === 'file' ? [item.webkitGetAsEntry()] : []));
  const plain = [...transfer.files].map((file) => ({ name: file.name, file }));
  return (async () => {
    const out: Given[] = [];
    for (const entry of entries) if (entry) await walk(entry, '', 0, out);
    return out.length > 0 ? out : plain;
  })();
}

export type Sorted =
  | { readonly kind: 'drawing'; readonly name: string; readonly text: string }
  | { readonly kind: 'refused'; readonly name: string; readonly diagnostic: Diagnostic }
  | { readonly kind: 'data'; readonly given: Given };

/** Of a JSON file, looked at before it is taken for a drawing. */
const MOST_JSON = 16 * 2 ** 20;
/** Drawings by their name or by what is inside, whatever their name; the rest is data. */
export async function sort(given: Given): Promise<Sorted> {
  const { name, file } = given;
  if (/\.wellspring\.json$/i.test(name)) return { kind: 'drawing', name, text: await file.text() };
  if (/\.json$/i.test(name) && file.size <= MOST_JSON) {
    const text = await file.text();
    if (/"format"\s*:\s*"wellspring"/.test(text)) return { kind: 'drawing', name, text };
  }
  if (file.size > 8 && isPng(new Uint8Array(await file.slice(0, 8).arrayBuffer()))) {
    const found = drawingIn(name, new Uint8Array(await file.arrayBuffer()));
    if (found) return 'text' in found ? { kind: 'drawing', name, text: found.text } : { kind: 'refused', name, diagnostic: found.refused };
  }
  return { kind: 'data', given };
}
