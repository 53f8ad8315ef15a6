/** Files that a page gives, as data under names of their own. */
import { importFiles } from '../data/import/import.ts';
import type { DataSource } from '../data/source.ts';
import type { ImportReply } from './protocol.ts';

export async function importInto(
  all: Map<string, DataSource>,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<ImportReply> {
  const { source, diagnostics } = await importFiles(files);
  if (!source) return { diagnostics };
  const name = `${source.name}#${all.size + 1}`;
  all.set(name, source);
  const columns = Object.fromEntries(Object.entries(source.columns).map(([k, c]) => [k, c.space]));
  return { name, columns, diagnostics, ...(typeof source.size === 'number' && { size: source.size }) };
}
