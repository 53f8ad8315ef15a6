/** The templates: read when the gallery is first opened. */
import { parseFile } from '../../graph/file.ts';
import type { Graph } from '../../graph/model.ts';
import { expectedSizes } from '../canvas/sizes.ts';
import { tidy } from '../tidy.ts';

const files = import.meta.glob<string>('../../../templates/*.wellspring.json', { query: '?raw', import: 'default' });

export interface Template {
  readonly name: string;
  readonly graph: Graph;
  /** What the note says first. */
  readonly about: string;
}
const WIDEST = 1150;
/** A drawing too wide to be read at a glance is laid out anew, unless its author framed it. */
function compact(graph: Graph): Graph {
  const xs = graph.nodes.map((n) => n.position.x);
  if (graph.frames.length > 0 || Math.max(...xs) - Math.min(...xs) + 168 < WIDEST) return graph;
  const positions = tidy(graph, expectedSizes(graph));
  return { ...graph, nodes: graph.nodes.map((n) => ({ ...n, position: positions[n.id] ?? n.position })) };
}
let loaded: Promise<readonly Template[]> | undefined;

export function templates(): Promise<readonly Template[]> {
  loaded ??= Promise.all(
    Object.entries(files).map(async ([path, load]) => {
      const { graph } = parseFile(await load());
      const name = path.slice(path.lastIndexOf('/') + 1).replace('.wellspring.json', '');
      return graph && { name, graph: compact(graph), about: aboutOf(graph.notes) };
    }),
  ).then((all) =>
    all.filter((t) => t !== undefined).toSorted((a, b) => a.graph.nodes.length - b.graph.nodes.length || a.name.localeCompare(b.name)),
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
