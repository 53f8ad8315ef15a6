/** How pictures from a model compare with held-out ones, in the features of a classifier trained on the same data. */
import type { Batch, DataSource } from '../../data/source.ts';
import { numel } from '../../graph/space.ts';
import { affordable, cost } from '../budget.ts';
import { frechetDistance, moments, totalVariance } from '../metrics/frechet.ts';
import { NEIGHBOURS, precisionRecall } from '../metrics/precision-recall.ts';
import type { Result, Tasks } from '../tasks.ts';
import type { Compiled } from '../../compiler/compiled.ts';
import { type Course, Judge, judgeable } from './judge.ts';
import { FEATURES } from './network.ts';

export interface Fidelity {
  /** Fréchet distance of samples to held-out pictures in the judge's features, in units of their total variance: 1 is what one point at the mean has. */
  readonly fd?: number;
  /** The same of as many training pictures: what perfect samples would have. */
  readonly fdFloor?: number;
  /** Share of samples on the manifold of held-out pictures, and of held-out pictures on that of samples; their ceilings are those of training pictures. */
  readonly precision?: number;
  readonly recall?: number;
  readonly precisionCeiling?: number;
  readonly recallCeiling?: number;
  /** Share of samples that the judge takes for the class they were asked for; and of held-out pictures, which no model can be expected to beat. */
  readonly classAccuracy?: number;
  readonly judgeAccuracy?: number;
}
/** A variable that is drawn, with the column it is held against. */
export interface Drawn {
  readonly variable: string;
  readonly node: string;
  readonly source: DataSource;
}
export interface Fair {
  readonly compiled: Compiled;
  readonly tasks: Tasks;
  readonly sources: ReadonlyMap<string, DataSource>;
  readonly seed: number;
}
const MOST = 2000;
const LEAST = 256;
/** Operations that drawing samples may take: some ten seconds on one core. */
const OPERATIONS = 3e11;

/** Means over several sets of samples, each held against the same held-out pictures. */
class Means {
  private readonly sums: Partial<Record<keyof Fidelity, number>> = {};
  private sets = 0;

  add(figures: Fidelity): void {
    this.sets++;
    for (const [name, v] of Object.entries(figures) as [keyof Fidelity, number][]) this.sums[name] = (this.sums[name] ?? 0) + v;
  }
  all(): Fidelity {
    return Object.fromEntries(Object.entries(this.sums).map(([name, sum]) => [name, sum / this.sets]));
  }
}

/**
 * Of few held-out pictures one set of as many samples says little: the recall of 359 real pictures moves by .016 from set to set. Figures are means
 * over several.
 * @param x an observed variable clamped to column x of a judgeable data set @param label the variable of its column y, if there is one
 * @param wanted sets of samples, where they are small @param most pictures of a set
 */
export async function fidelity(
  f: Fair,
  x: Drawn,
  label: string | undefined,
  course: Course,
  wanted: number,
  most = MOST,
): Promise<Fidelity> {
  const { program } = f.compiled.sample;
  if (!program || !judgeable(x.source)) return {};
  const judge = await Judge.of(x.source, f.tasks.device, course);
  if (!judge) return {};
  try {
    const asMany = Math.min(most, affordable(MOST, LEAST, cost(program), OPERATIONS));
    const batches = new Map([...f.sources].map(([node, s]) => [node, s.heldOut(f.seed, asMany)]));
    const n = Math.min(...[...batches.values()].map((b) => b.n));
    if (n <= NEIGHBOURS + 1) return {};
    const size = n * numel(x.source.columns['x']!.space.shape);
    const held = batches.get(x.node)!;
    const real = await judge.see(held.columns['x']!.subarray(0, size), n);
    const at = moments(real.features, n, FEATURES);
    const unit = Math.max(totalVariance(at), 1e-12);
    const distance = (features: Float32Array): number => frechetDistance(moments(features, n, FEATURES), at) / unit;
    const means = new Means();
    for (let set = 0; set < Math.max(1, Math.min(wanted, Math.floor(MOST / n))); set++) {
      course.signal?.throwIfAborted();
      const draws = await f.tasks.run('sample', n, batches, { pass: set });
      course.signal?.throwIfAborted();
      const samples = await judge.see(draws[x.variable]!.data, n);
      const known = await judge.see(x.source.batch(f.seed, set, n).columns['x']!, n);
      const manifold = precisionRecall(samples.features, real.features, n, FEATURES);
      const ceiling = precisionRecall(known.features, real.features, n, FEATURES);
      const asked = askedClasses(f.compiled, x, label, draws, held, n);
      means.add({
        fd: distance(samples.features),
        fdFloor: distance(known.features),
        ...manifold,
        precisionCeiling: ceiling.precision,
        recallCeiling: ceiling.recall,
        ...(asked && { classAccuracy: share(samples.classes, asked) }),
      });
    }
    return { ...means.all(), judgeAccuracy: share(real.classes, (i) => held.columns['y']![i]!) };
  } finally {
    judge.close();
  }
}
const share = (seen: Uint16Array, wants: (i: number) => number): number =>
  seen.reduce((count, k, i) => count + Number(k === wants(i)), 0) / seen.length;

/** The class that each sample was asked for: drawn beside it, or given with the data; undefined where the model knows no classes. */
function askedClasses(
  { sample }: Compiled,
  x: Drawn,
  label: string | undefined,
  draws: Readonly<Record<string, Result>>,
  held: Batch,
  n: number,
): ((i: number) => number) | undefined {
  const drawn = label === undefined ? undefined : draws[label];
  if (drawn) {
    const { data, width } = drawn;
    return (i) => data.subarray(i * width, (i + 1) * width).indexOf(1);
  }
  const given = [`${x.node}.y`, ...(label === undefined ? [] : [label])];
  const y = held.columns['y'];
  return y && n <= y.length && sample.needs.some((need) => given.includes(need)) ? (i) => y[i]! : undefined;
}
