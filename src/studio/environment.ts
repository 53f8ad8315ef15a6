/** The world outside the drawing, as the compiler asks for it: columns of the data each Dataset node names. */
import { syntheticEntry } from '../data/catalogue.ts';
import { preparedColumns } from '../data/prepare.ts';
import type { Space } from '../graph/space.ts';
import type { Environment } from '../compiler/compiled.ts';

export type Columns = Readonly<Record<string, Space>>;

/** Columns of imported files, by Dataset node. */
export function environment(imported: ReadonlyMap<string, Columns>): Environment {
  return {
    columns(node, params) {
      const source = params['source'];
      const raw = source === 'file' ? imported.get(node) : spacesOf(typeof source === 'string' ? source : '');
      if (!raw) return undefined;
      const columns = Object.fromEntries(Object.entries(raw).map(([name, space]) => [name, { space }]));
      const values = params['values'];
      const levels = params['levels'];
      if (values !== 'binary' && values !== 'levels' && values !== 'unit') return raw;
      const changed = preparedColumns(columns, { values, levels: typeof levels === 'number' ? levels : 16 });
      return Object.fromEntries(Object.entries(changed).map(([name, c]) => [name, c.space]));
    },
  };
}
function spacesOf(source: string): Columns | undefined {
  const entry = syntheticEntry(source);
  return entry && Object.fromEntries(Object.entries(entry.columns).map(([name, c]) => [name, c.space]));
}
