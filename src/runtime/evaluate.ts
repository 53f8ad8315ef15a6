/** Judges a model on held-out data: against the exact density where it is known, else by its code length. */
import type { Compiled } from '../compiler/compiled.ts';
import type { Batch, DataSource, Truth } from '../data/source.ts';
import { type Space, numel } from '../graph/space.ts';
import type { Graph } from '../graph/model.ts';
import { affordable, cost, scoreCost } from './budget.ts';
import type { Sources } from './feed.ts';
import { type Fidelity, fidelity } from './judge/fidelity.ts';
import type { Course } from './judge/judge.ts';
import { type SampleMetrics, sampleMetrics } from './judge/samples.ts';
import type { Tasks } from './tasks.ts';

export interface Metrics extends Fidelity, SampleMetrics {
  /** Held-out negative log-likelihood of all observed variables, nats an example. */
  readonly nll?: number;
  readonly nllKind?: 'exact' | 'bound' | 'estimate';
  /** Differential entropy of the true density, nats. */
  readonly entropy?: number;
  /** Held-out mean of log p_true - log p_model, nats. */
  readonly gap?: number;
  /** Greatest |f(f⁻¹(x)) - x| over held-out data, of a model made by invertible maps, in the units of x. */
  readonly roundTrip?: number;
  /** Bits per dimension of discrete data. */
  readonly bitsPerDim?: number;
  /** Of sequences of tokens: held-out NLL per token, how much of it is above the true density, and what each token costs in the long run; nats. */
  readonly nllPerToken?: number;
  readonly gapPerToken?: number;
  readonly trueRate?: number;
  /** Share of held-out labels that infer gets right, and what the best possible classifier gets on the same examples. */
  readonly accuracy?: number;
  readonly bayesAccuracy?: number;
  /** Share of the variance of held-out data that reconstructions explain: 1 - squared error / variance, all numbers of all variables together. */
  readonly rebuilt?: number;
}
export interface Judged {
  readonly graph: Graph;
  readonly compiled: Compiled;
  readonly sources: Sources;
  readonly tasks: Tasks;
  readonly seed: number;
}
/** `signal` breaks a judgement off; `onProgress` follows its longest part, the training of the classifier that judges pictures. */
export interface Effort extends Course {
  /** Held-out examples. */
  readonly examples: number;
  /** Passes of the importance-weighted score: 50 samples each. */
  readonly passes: number;
  /** Sets of samples that are compared with real data. */
  readonly pairs: number;
  /** Most pictures of a set, where not as many as are affordable. */
  readonly pictures?: number;
}
const MOST_EXAMPLES = 2000;
const LEAST_EXAMPLES = 256;
const MOST_PASSES = 10;
const MOST_PAIRS = 5;
/** Operations a judgement may take: some ten seconds on one core. */
const OPERATIONS = 3e11;

/** 2000 examples with 500 importance samples where that is affordable, less for large networks. */
export function fullEffort(c: Compiled): Effort {
  const score = scoreCost(c);
  const examples = affordable(MOST_EXAMPLES, LEAST_EXAMPLES, score, OPERATIONS);
  const sample = c.sample.program ? cost(c.sample.program) : 0;
  return {
    examples,
    passes: affordable(MOST_PASSES, 1, score * examples, OPERATIONS),
    pairs: affordable(MOST_PAIRS, 1, sample * examples, OPERATIONS),
  };
}

/** The same on so many held-out examples and pictures at most: sooner, and less certain. All of them where nothing is said. */
export function effortOn(c: Compiled, most: number | undefined): Effort {
  const full = fullEffort(c);
  return most === undefined ? full : { ...full, examples: Math.min(most, full.examples), pictures: most };
}

/** An observed variable and the column it is clamped to. */
interface Clamped {
  readonly variable: string;
  readonly node: string;
  readonly column: string;
  readonly space: Space;
  readonly source: DataSource;
}

export async function evaluate(j: Judged, effort: Effort = fullEffort(j.compiled)): Promise<Metrics> {
  const observed = clamped(j);
  const batches = heldOut(j, observed, effort.examples);
  const likelihood = await scored(j, observed, batches, effort);
  const few = observed.find((o) => o.space.values.kind === 'real' && o.space.shape.length === 1 && o.space.shape[0]! <= 16);
  const samples = await sampleMetrics(j, few, batches, sizeOf(batches), effort.pairs);
  const labels = await classified(j, observed, effort.examples * 10);
  const codes = await rebuilt(j, observed, batches);
  const pictures = await compared(j, observed, effort);
  return { ...likelihood, ...samples, ...labels, ...codes, ...pictures };
}

/** Pictures with classes are compared in the features of a classifier. */
async function compared(j: Judged, observed: readonly Clamped[], effort: Effort): Promise<Fidelity> {
  const x = observed.find((o) => o.column === 'x');
  if (!x) return {};
  const [ids = []] = j.compiled.models;
  const labelled = j.graph.wires.find(
    (w) => w.from.node === x.node && w.from.port === 'y' && w.to.port === 'data' && ids.includes(w.to.node),
  );
  return fidelity(j, x, labelled?.to.node, effort, effort.pairs, effort.pictures);
}

function clamped({ graph, compiled, sources }: Judged): readonly Clamped[] {
  const [ids = []] = compiled.models;
  return graph.nodes.flatMap((n) => {
    if (n.kind !== 'Observed' || !ids.includes(n.id)) return [];
    const wire = graph.wires.find((w) => w.to.node === n.id && w.to.port === 'data');
    const space = compiled.spaces.get(`${n.id}.x`);
    const source = wire && sources.get(wire.from.node);
    return wire && space && source ? [{ variable: n.id, node: wire.from.node, column: wire.from.port, space, source }] : [];
  });
}
/** One held-out batch a data source. A finite set may have fewer examples than asked for. */
function heldOut({ sources, seed }: Judged, observed: readonly Clamped[], n: number): ReadonlyMap<string, Batch> {
  const nodes = new Set([...observed.map((o) => o.node), ...sources.keys()]);
  return new Map([...nodes].map((node) => [node, sources.get(node)!.heldOut(seed, n)]));
}
const sizeOf = (batches: ReadonlyMap<string, Batch>): number => Math.min(...[...batches.values()].map((b) => b.n));
const mean = (xs: ArrayLike<number>): number => {
  let s = 0;
  for (let i = 0; i < xs.length; i++) s += xs[i]!;
  return s / xs.length;
};
/** The exact density of the one thing the model explains; a model of several variables has none to compare with. */
function truthOf(observed: readonly Clamped[]): Truth | undefined {
  const [only, ...others] = observed;
  return only && others.length === 0 ? only.source.truth?.[only.column] : undefined;
}

/** Tokens an example has, where a model explains nothing else and there are several. */
function tokensOf(observed: readonly Clamped[]): number | undefined {
  const [only, ...others] = observed;
  const n = only && others.length === 0 && only.space.values.kind === 'tokens' ? numel(only.space.shape) : 1;
  return n > 1 ? n : undefined;
}

async function scored(
  { compiled, tasks }: Judged,
  observed: readonly Clamped[],
  batches: ReadonlyMap<string, Batch>,
  { passes }: Effort,
): Promise<Metrics> {
  if (!tasks.available('score') || observed.length === 0) return {};
  const n = sizeOf(batches);
  const logp = await tasks.score(n, batches, passes);
  const nll = -mean(logp);
  const { fidelity } = compiled.score.grade;
  const nllKind = fidelity === 'exact' ? 'exact' : fidelity === 'estimate' ? 'estimate' : 'bound';
  const truth = truthOf(observed);
  const discrete = observed.every((o) => o.space.values.kind !== 'real' && o.space.values.kind !== 'unit');
  const dimensions = observed.reduce((d, o) => d + numel(o.space.shape), 0);
  const tokens = tokensOf(observed);
  const known = truth && {
    entropy: truth.entropy,
    gap: mean(truth.logDensity(batches.get(observed[0]!.node)!.columns[observed[0]!.column]!, n)) + nll,
  };
  const perToken = tokens && {
    nllPerToken: nll / tokens,
    ...(known && { gapPerToken: known.gap / tokens }),
    ...(truth?.rate !== undefined && { trueRate: truth.rate }),
  };
  const roundTrip = await tasks.roundTrip(n, batches);
  return {
    nll,
    nllKind,
    ...known,
    ...perToken,
    ...(roundTrip !== undefined && { roundTrip }),
    ...(discrete && dimensions > 1 && { bitsPerDim: nll / (dimensions * Math.LN2) }),
  };
}

/** How well data are rebuilt from their codes; tokens have no distance to measure it by. */
async function rebuilt({ tasks }: Judged, observed: readonly Clamped[], batches: ReadonlyMap<string, Batch>): Promise<Metrics> {
  if (!tasks.available('reconstruct')) return {};
  const n = sizeOf(batches);
  const means = await tasks.run('reconstruct', n, batches);
  let [error, variance] = [0, 0];
  for (const { variable, node, column, space } of observed) {
    const guess = means[`${variable}.mean`]?.data;
    if (!guess || space.values.kind === 'tokens') continue;
    const width = numel(space.shape);
    const data = batches.get(node)!.columns[column]!;
    for (let k = 0; k < width; k++) {
      let [sum, squares] = [0, 0];
      for (let at = k; at < n * width; at += width) {
        error += (data[at]! - guess[at]!) ** 2;
        sum += data[at]!;
        squares += data[at]! ** 2;
      }
      variance += squares - sum ** 2 / n;
    }
  }
  return variance > 0 ? { rebuilt: 1 - error / variance } : {};
}

async function classified({ tasks, sources, seed, compiled }: Judged, observed: readonly Clamped[], n: number): Promise<Metrics> {
  const label = observed.find(
    (o) => o.space.values.kind === 'tokens' && o.space.shape.length === 0 && compiled.infer.program?.outputs[o.variable],
  );
  if (!label) return {};
  const batches = new Map([...sources].map(([node, s]) => [node, s.heldOut(seed, n)]));
  const count = sizeOf(batches);
  const batch = batches.get(label.node)!;
  const truth = batch.columns[label.column]!;
  const { data: weights, width } = (await tasks.run('infer', count, batches))[label.variable]!;
  const accuracy = share(count, (i) => argmax(weights, i * width, width) === truth[i]);
  const x = batch.columns['x'];
  const posterior = x && label.source.bayes?.posterior(x, count);
  return { accuracy, ...(posterior && { bayesAccuracy: share(count, (i) => argmax(posterior, i * width, width) === truth[i]) }) };
}
function share(n: number, holds: (i: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < n; i++) count += Number(holds(i));
  return count / n;
}
function argmax(xs: ArrayLike<number>, from: number, width: number): number {
  let best = 0;
  for (let k = 1; k < width; k++) if (xs[from + k]! > xs[from + best]!) best = k;
  return best;
}
