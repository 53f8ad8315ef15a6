/** Which picture shows the samples of a variable, if any. */
import type { DataSource } from '../../data/source.ts';
import type { Graph } from '../../graph/model.ts';
import type { Drawn } from '../draw.ts';
import { imageGrid } from './grid.ts';
import type { Raster } from './raster.ts';
import { histogram, scatter } from './scatter.ts';

/** The data set and column a variable is clamped to. */
export function columnOfVariable(
  graph: Graph,
  sources: ReadonlyMap<string, DataSource>,
  variable: string,
): { readonly source: DataSource; readonly column: string } | undefined {
  const wire = graph.wires.find((w) => w.to.node === variable && w.to.port === 'data');
  const source = wire && sources.get(wire.from.node);
  return wire && source && { source, column: wire.from.port };
}

export const isPicture = ({ space }: Pick<Drawn, 'space'>): boolean => space.layout === 'image';
export const isText = ({ space }: Pick<Drawn, 'space'>): boolean => space.values.kind === 'tokens' && space.shape.length === 1;

const REAL_EXAMPLES = 4000;

/** Images are shown by their conditional means where the model has them: the noise of single pixels tells nothing. */
export function samplePicture(drawn: Drawn, graph: Graph, sources: ReadonlyMap<string, DataSource>, seed: number): Raster | undefined {
  const { space, n, data, mean } = drawn;
  if (isPicture(drawn)) return imageGrid(space, mean ?? data, n);
  if (space.values.kind === 'tokens' || space.shape.length > 1) return undefined;
  const dim = space.shape[0] ?? 1;
  const at = columnOfVariable(graph, sources, drawn.variable);
  const batch = at?.source.heldOut(seed, REAL_EXAMPLES);
  const real = at && batch ? { n: batch.n, data: batch.columns[at.column]! } : { n, data };
  const truth = at?.source.truth?.[at.column];
  return dim === 1 ? histogram({ n, data }, real, truth) : scatter({ n, data }, real, dim, truth);
}

/** Sequences of symbols as lines of text; undefined where the symbols have no names. */
export function sampleText(drawn: Drawn, graph: Graph, sources: ReadonlyMap<string, DataSource>): string | undefined {
  const at = columnOfVariable(graph, sources, drawn.variable);
  const symbols = at?.source.labels?.[at.column];
  if (!symbols || !isText(drawn)) return undefined;
  const length = drawn.space.shape[0]!;
  const glue = symbols.every((s) => Array.from(s).length === 1) ? '' : ' ';
  const lines = Array.from({ length: drawn.n }, (_, i) =>
    Array.from(drawn.data.subarray(i * length, (i + 1) * length), (t) => symbols[t] ?? '?').join(glue),
  );
  return `${lines.map((l) => l.replaceAll('\n', '↵')).join('\n')}\n`;
}
