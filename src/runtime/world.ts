/** The data behind a drawing's Dataset nodes, and what the compiler must know of it. */
import { openSynthetic, syntheticEntry } from '../data/catalogue.ts';
import { type PrepareOptions, prepare, preparedColumns } from '../data/prepare.ts';
import type { Column, DataSource } from '../data/source.ts';
import type { Environment } from '../compiler/compiled.ts';
import type { Graph } from '../graph/model.ts';
import type { Space } from '../graph/space.ts';
import { NODES } from '../nodes/registry.ts';
import { resolveParams } from '../nodes/params.ts';

export interface World {
  readonly environment: Environment;
  /** Data sources by Dataset node id, prepared as the node says. Nodes whose data is not at hand are absent. */
  readonly sources: ReadonlyMap<string, DataSource>;
}
const spacesOf = (columns: Readonly<Record<string, Column>>): Readonly<Record<string, Space>> =>
  Object.fromEntries(Object.entries(columns).map(([name, c]) => [name, c.space]));
const optionsOf = (params: Readonly<Record<string, unknown>>): PrepareOptions => ({
  values: params.values === 'binary' || params.values === 'levels' || params.values === 'unit' ? params.values : 'as-is',
  levels: typeof params.levels === 'number' ? params.levels : 16,
});

/** What the compiler must know, without opening any data. @param imported columns by Dataset node id; they stand before the node's own source */
export function environmentOf(imported: ReadonlyMap<string, Readonly<Record<string, Column>>>): Environment {
  return {
    columns: (node, params) => {
      const columns = imported.get(node) ?? syntheticEntry(String(params.source))?.columns;
      return columns && spacesOf(preparedColumns(columns, optionsOf(params)));
    },
  };
}
/** @param imported data sources by Dataset node id; they stand before the node's own source */
export function openWorld(graph: Graph, imported: ReadonlyMap<string, DataSource>): World {
  const sources = new Map<string, DataSource>();
  for (const n of graph.nodes) {
    if (n.kind !== 'Dataset') continue;
    const params = resolveParams(NODES.get('Dataset')!.params, n.params);
    const raw = imported.get(n.id) ?? openSynthetic(String(params.source));
    if (raw) sources.set(n.id, prepare(raw, optionsOf(params)));
  }
  return { environment: environmentOf(new Map([...imported].map(([id, s]) => [id, s.columns]))), sources };
}
