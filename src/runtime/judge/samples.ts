/** How far samples in a space of few dimensions are from data: sliced Wasserstein distance, share in the support, modes. */
import type { Compiled } from '../../compiler/compiled.ts';
import type { Batch, DataSource } from '../../data/source.ts';
import type { Space } from '../../graph/space.ts';
import { highQuality, modeCoverage } from '../metrics/coverage.ts';
import { slicedWasserstein2 } from '../metrics/sliced-wasserstein.ts';
import type { Tasks } from '../tasks.ts';

export interface SampleMetrics {
  /** Sliced Wasserstein-2 distance of samples to held-out data, in the units of x; its ratio to that of real data to real data. */
  readonly sw2?: number;
  readonly sw2Ratio?: number;
  /** Share of samples above the real 1 % density quantile. */
  readonly hq?: number;
  /** Modes covered; the least share of any mode relative to a fair one. */
  readonly modes?: number;
  readonly modeMin?: number;
  readonly modeMax?: number;
}
/** What is sampled, and the column it is compared with. */
export interface Sampled {
  readonly variable: string;
  readonly node: string;
  readonly column: string;
  readonly space: Space;
  readonly source: DataSource;
}
/**
 * Metrics of vectors of at most 16 real numbers; of others, and where nothing can be drawn, none. The distance between two sets of real data is small
 * and varies by half from pair to pair, so ratios are of means over several.
 * @param n examples a set @param wanted pairs of sets; a finite set of data has one
 */
export async function sampleMetrics(
  { tasks, seed, compiled }: { readonly tasks: Tasks; readonly seed: number; readonly compiled: Compiled },
  x: Sampled | undefined,
  batches: ReadonlyMap<string, Batch>,
  n: number,
  wanted: number,
): Promise<SampleMetrics> {
  const { program } = compiled.sample;
  if (!x || !program) return {};
  const dim = x.space.shape[0]!;
  const streamed = x.source.heldOutSize === 'streamed';
  // a finite set would hold out the same examples again
  const pairs = streamed ? wanted : 1;
  const drawn = new Float32Array(pairs * n * dim);
  let [distance, floor] = [0, 0];
  for (let pair = 0; pair < pairs; pair++) {
    const set = (await tasks.run('sample', n, batches, { pass: pair }))[x.variable]!.data;
    drawn.set(set, pair * n * dim);
    const [real, other] = streamed
      ? [x.source.heldOut(seed + 2 * pair, n), x.source.heldOut(seed + 2 * pair + 1, n)]
      : [batches.get(x.node)!, x.source.batch(seed, 0, n)];
    const held = real.columns[x.column]!.subarray(0, n * dim);
    distance += slicedWasserstein2(set, held, n, dim) / pairs;
    floor += slicedWasserstein2(other.columns[x.column]!, held, n, dim) / pairs;
  }
  const truth = x.source.truth?.[x.column];
  const modes = truth?.modes && modeCoverage(truth.modes, drawn, pairs * n, dim);
  const real = batches.get(x.node)!.columns[x.column]!;
  return {
    sw2: distance,
    ...(floor > 0 && { sw2Ratio: distance / floor }),
    ...(truth && { hq: highQuality(truth, drawn, pairs * n, real, n) }),
    ...(modes && { modes: modes.covered, modeMin: modes.least, modeMax: modes.most }),
  };
}
