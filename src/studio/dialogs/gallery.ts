/** The templates: read when the gallery is first opened. */
import { parseFile } from '../../graph/file.ts';
import type { Graph } from '../../graph/model.ts';
import { type Lineage, inLine, lineageOf } from './lineage.ts';

const files = import.meta.glob<string>('../../../templates/*.wellspring.json', { query: '?raw', import: 'default' });

export interface Template {
  readonly name: string;
  readonly graph: Graph;
  /** What the note says first. */
  readonly about: string;
  readonly lineage: Lineage | undefined;
}
let loaded: Promise<readonly Template[]> | undefined;

export function templates(): Promise<readonly Template[]> {
  loaded ??= Promise.all(
    Object.entries(files).map(async ([path, load]) => {
      const { graph } = parseFile(await load());
      const name = path.slice(path.lastIndexOf('/') + 1).replace('.wellspring.json', '');
      return graph && { name, graph, about: aboutOf(graph.notes), lineage: lineageOf(graph) };
    }),
  ).then((all) =>
    inLine(
      all.filter((t) => t !== undefined).toSorted((a, b) => a.graph.nodes.length - b.graph.nodes.length || a.name.localeCompare(b.name)),
    ),
  );
  return loaded;
}
/** The first paragraph that is no heading, without its marks. */
function aboutOf(notes: string): string {
  const first = notes.split(/\n{2,}/).find((block) => block.trim() !== '' && !block.startsWith('#')) ?? '';
  return first
    .replace(/\*\*(What it is|What it is for)\.\*\*\s*/i, '')
    .replace(/[*`_]/g, '')
    .trim();
}
