/** Samples of the variable that a person wants to see. */
import type { Batch, DataSource } from '../data/source.ts';
import type { Compiled } from '../compiler/compiled.ts';
import type { Graph } from '../graph/model.ts';
import type { Space } from '../graph/space.ts';
import { numel } from '../graph/space.ts';
import { columnOf, inputsOf } from '../runtime/feed.ts';
import type { Tasks } from '../runtime/tasks.ts';
import { stop } from './problem.ts';
import { didYouMean } from './suggest.ts';

export interface Drawn {
  readonly variable: string;
  readonly space: Space;
  readonly n: number;
  /** n examples, row-major; tokens as indices. */
  readonly data: Float32Array;
  /** Means of p(x | parents), where they are not the samples themselves. */
  readonly mean?: Float32Array | undefined;
}
/** A model with its weights at hand. */
export interface Source {
  readonly compiled: Compiled;
  readonly tasks: Tasks;
  readonly sources: ReadonlyMap<string, DataSource>;
  readonly seed: number;
}
export const spaceOf = (compiled: Compiled, variable: string): Space | undefined =>
  compiled.spaces.get(`${variable}.x`) ?? compiled.spaces.get(`${variable}.z`) ?? compiled.spaces.get(`${variable}.out`);

/** Pictures before points before sequences before labels; observed variables before latents. */
function preferred(compiled: Compiled, graph: Graph, names: readonly string[]): string | undefined {
  const rank = (v: string): number => {
    const space = spaceOf(compiled, v);
    const latent = graph.nodes.find((n) => n.id === v)?.kind === 'Observed' ? 0 : 100;
    if (!space) return 1000;
    return latent + (space.layout === 'image' ? 0 : numel(space.shape) > 1 ? 1 : space.values.kind === 'tokens' ? 3 : 2);
  };
  return names.toSorted((a, b) => rank(a) - rank(b))[0];
}
/** @param wanted a variable's id; the one worth seeing where absent @throws Problem */
export function chooseVariable(compiled: Compiled, graph: Graph, wanted: string | undefined): string {
  const names = Object.keys(compiled.sample.program?.outputs ?? {}).filter((name) => spaceOf(compiled, name) !== undefined);
  const chosen = wanted ?? preferred(compiled, graph, names);
  if (chosen !== undefined && names.includes(chosen)) return chosen;
  return stop(
    'variable-unknown',
    {
      what: wanted === undefined ? 'Nothing is drawn by this drawing.' : `The sample program draws no variable “${wanted}”.`,
      why: `It draws ${names.join(', ') || 'none'}.`,
      mend: didYouMean(wanted ?? '', names, 'Choose one of these.'),
    },
    { where: '--variable' },
  );
}

/** n rows of each column that sampling is conditioned on: held-out examples, over and over where there are fewer. */
function conditions(compiled: Compiled, sources: ReadonlyMap<string, DataSource>, seed: number, n: number): ReadonlyMap<string, Batch> {
  const batches = new Map<string, Batch>();
  for (const input of inputsOf(compiled.sample.program!)) {
    const at = columnOf(input);
    const source = at && sources.get(at.node);
    if (source) batches.set(at.node, repeated(source.heldOut(seed, n), n));
  }
  return batches;
}
function repeated(batch: Batch, n: number): Batch {
  if (batch.n >= n) return batch;
  const columns = Object.entries(batch.columns).map(([name, data]) => {
    const width = data.length / batch.n;
    return [name, Float32Array.from({ length: n * width }, (_, i) => data[i % data.length]!)] as const;
  });
  return { n, columns: Object.fromEntries(columns) };
}

/** @throws Problem when a condition has no value */
export async function draw({ compiled, tasks, sources, seed }: Source, variable: string, n: number): Promise<Drawn> {
  const batches = conditions(compiled, sources, seed, n);
  const missing = inputsOf(compiled.sample.program!).find((input) => !batches.has(columnOf(input)?.node ?? ''));
  if (missing !== undefined)
    stop(
      'sample-needs',
      {
        what: `Sampling needs a value for ${missing}.`,
        why: 'The drawing is conditioned on it and does not generate it.',
        mend: 'Wire it to a column of a Dataset: sampling then takes held-out values.',
      },
      { node: missing },
    );
  const results = await tasks.run('sample', n, batches);
  const space = spaceOf(compiled, variable)!;
  const drawn = results[variable]!;
  const mean = results[`${variable}.mean`];
  const isTokens = space.values.kind === 'tokens';
  return {
    variable,
    space,
    n,
    data: isTokens ? indices(drawn.data, 'k' in space.values ? space.values.k : 1) : drawn.data,
    mean: isTokens ? undefined : mean?.data,
  };
}
/** Tokens travel one-hot; files have their index. */
export function indices(oneHot: Float32Array, k: number): Float32Array {
  const out = new Float32Array(oneHot.length / k);
  for (let i = 0; i < out.length; i++) {
    let best = 0;
    for (let j = 1; j < k; j++) if (oneHot[i * k + j]! > oneHot[i * k + best]!) best = j;
    out[i] = best;
  }
  return out;
}
