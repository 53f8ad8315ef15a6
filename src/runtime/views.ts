/** What a run shows of itself: samples from fixed noise, reconstructions, the density over a grid, the distance from the limit. */
import type { Compiled } from '../compiler/compiled.ts';
import { type Explained, explainedBy, planeOf, spaceOf } from '../compiler/plane.ts';
import type { Batch, DataSource } from '../data/source.ts';
import type { Graph } from '../graph/model.ts';
import { numel } from '../graph/space.ts';
import { affordable, scoreCost, scoreOverhead } from './budget.ts';
import type { Sources } from './feed.ts';
import { type OnText, drawSamples, drawingWork } from './draws.ts';
import { varietyOf } from './metrics/variety.ts';
import type { Density, Picture, RunViews, Samples, Variety } from './shown.ts';
import type { Tasks } from './tasks.ts';

export interface Viewed {
  readonly graph: Graph;
  readonly compiled: Compiled;
  readonly sources: Sources;
  readonly tasks: Tasks;
  readonly seed: number;
}
const RECONSTRUCTED = 16;
const GRID = 48;
const LEAST_GRID = 20;
const HELD_OUT = 512;
const LEAST_HELD_OUT = 8;
/** Operations a look at the limit may take: about a second on one core. */
const OPERATIONS = 2e10;

/** How much of a frame is made. */
export interface Extent {
  /** Of the usual number of samples. */
  readonly share: number;
  /** Are density and distance from the limit found, too? */
  readonly judged: boolean;
}
export const WHOLE: Extent = { share: 1, judged: true };

/** @param onText told of a text while it is drawn, where that takes long */
export async function views(v: Viewed, step: number, { share, judged }: Extent = WHOLE, onText?: OnText): Promise<RunViews> {
  const { samples, chains, raw } = await drawSamples(v, { onText, share, plain: !judged });
  const reconstructions = await reconstruct(v);
  const variety = judged ? varietyIn(v, samples) : undefined;
  const scored = judged && isScored(v);
  const awaited = judged ? undefined : awaitedOf(v);
  const density = scored ? await densityOf(v) : undefined;
  const limit = scored ? await limitOf(v) : undefined;
  return {
    step,
    samples,
    chains,
    ...(raw && { raw }),
    reconstructions,
    ...(variety && { variety }),
    ...(density && { density }),
    ...(awaited && { awaited }),
    ...(limit && { limit }),
  };
}

/** What a sketch leaves to the first whole frame. */
function awaitedOf(v: Viewed): RunViews['awaited'] {
  const at = isScored(v) ? plane(v) : undefined;
  return at && { truth: at.source.truth?.[at.column] !== undefined };
}
/** A normaliser that takes long to estimate is left to a judgement that is asked for. */
const isScored = (v: Pick<Viewed, 'compiled'>): boolean =>
  v.compiled.score.program !== undefined && scoreOverhead(v.compiled) <= OPERATIONS;
/** Operations that a whole frame takes. */
export function viewsWork(v: Omit<Viewed, 'tasks'>): { readonly drawn: number; readonly judged: number } {
  const each = scoreCost(v.compiled);
  const once = scoreOverhead(v.compiled);
  const limit = affordable(HELD_OUT, LEAST_HELD_OUT, each, OPERATIONS) * each + once;
  const density = plane(v) ? affordable(GRID * GRID, LEAST_GRID * LEAST_GRID, each, OPERATIONS) * each + once : 0;
  return { drawn: drawingWork(v), judged: isScored(v) ? limit + density : 0 };
}

const batchesOf = (sources: ReadonlyMap<string, DataSource>, seed: number, n: number): ReadonlyMap<string, Batch> =>
  new Map([...sources].map(([node, s]) => [node, s.heldOut(seed, n)]));
/** Of pictures that are drawn beside data of their kind. */
function varietyIn({ graph, sources, seed }: Viewed, samples: Samples['samples']): Variety | undefined {
  for (const { to, from } of graph.wires) {
    const drawn = to.port === 'data' ? samples[to.node] : undefined;
    if (drawn?.space.layout !== 'image' || drawn.space.values.kind === 'tokens') continue;
    const data = sources.get(from.node)?.heldOut(seed, drawn.n);
    const n = Math.min(drawn.n, data?.n ?? 0);
    if (data && n > 2) return varietyOf(drawn.data, data.columns[from.port]!, n, numel(drawn.space.shape));
  }
  return undefined;
}
async function reconstruct({ compiled, sources, tasks, seed, graph }: Viewed): Promise<RunViews['reconstructions']> {
  if (!tasks.available('reconstruct')) return {};
  const batches = batchesOf(sources, seed, RECONSTRUCTED);
  const n = Math.min(...[...batches.values()].map((b) => b.n));
  const means = await tasks.run('reconstruct', n, batches);
  const found: Record<string, { data: Picture; mean: Picture }> = {};
  for (const [name, r] of Object.entries(means)) {
    const variable = name.replace(/\.mean$/, '');
    const wire = graph.wires.find((w) => w.to.node === variable && w.to.port === 'data');
    const space = spaceOf(compiled, variable);
    const data = wire && batches.get(wire.from.node)?.columns[wire.from.port];
    if (data && space && space.values.kind !== 'tokens')
      found[variable] = { data: { space, data: data.subarray(0, n * numel(space.shape)), n }, mean: { space, data: r.data, n } };
  }
  return found;
}

type Sourced = Explained & { readonly source: DataSource };
function sourced(at: Explained | undefined, sources: Sources): Sourced | undefined {
  const source = at && sources.get(at.node);
  return at && source && { ...at, source };
}
const explained = ({ compiled, graph, sources }: Omit<Viewed, 'tasks'>): Sourced | undefined =>
  sourced(explainedBy(compiled, graph), sources);
const plane = ({ compiled, graph, sources }: Omit<Viewed, 'tasks'>): Sourced | undefined => sourced(planeOf(compiled, graph), sources);
async function densityOf(v: Viewed): Promise<Density | undefined> {
  const at = plane(v);
  if (!at) return undefined;
  const { low, high } = window(at.source.heldOut(v.seed, HELD_OUT).columns[at.column]!);
  // a density that takes a loop for every point is shown on a coarser grid
  const size = Math.floor(Math.sqrt(affordable(GRID * GRID, LEAST_GRID * LEAST_GRID, scoreCost(v.compiled), OPERATIONS)));
  const points = new Float32Array(size * size * 2);
  for (let i = 0; i < size * size; i++) {
    points[2 * i] = low[0] + ((i % size) + 0.5) * ((high[0] - low[0]) / size);
    points[2 * i + 1] = low[1] + (Math.floor(i / size) + 0.5) * ((high[1] - low[1]) / size);
  }
  const batch: Batch = { n: size * size, columns: { [at.column]: points } };
  const model = Float32Array.from(await v.tasks.score(size * size, new Map([[at.node, batch]])));
  const truth = at.source.truth?.[at.column]?.logDensity(points, size * size);
  return {
    variable: at.variable,
    size,
    low,
    high,
    model,
    truth: truth && Float32Array.from(truth),
    fidelity: v.compiled.score.grade.fidelity,
  };
}
/** A square around points of the plane, with a tenth of its width to spare. */
export function window(x: Float32Array): { low: readonly [number, number]; high: readonly [number, number] } {
  const ends = (axis: number): readonly [number, number] => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = axis; i < x.length; i += 2) {
      low = Math.min(low, x[i]!);
      high = Math.max(high, x[i]!);
    }
    return [low, high];
  };
  const [x0, x1] = ends(0);
  const [y0, y1] = ends(1);
  const half = 0.6 * Math.max(x1 - x0, y1 - y0, 1e-3);
  return { low: [(x0 + x1) / 2 - half, (y0 + y1) / 2 - half], high: [(x0 + x1) / 2 + half, (y0 + y1) / 2 + half] };
}
async function limitOf(v: Viewed): Promise<RunViews['limit']> {
  const batches = batchesOf(v.sources, v.seed, affordable(HELD_OUT, LEAST_HELD_OUT, scoreCost(v.compiled), OPERATIONS));
  const n = Math.min(...[...batches.values()].map((b) => b.n));
  const logp = await v.tasks.score(n, batches);
  const nll = -logp.reduce((a, b) => a + b, 0) / n;
  const kind = v.compiled.score.grade.fidelity;
  const at = explained(v);
  const truth = at?.source.truth?.[at.column];
  if (!at || !truth) return { nll, kind };
  const exact = truth.logDensity(batches.get(at.node)!.columns[at.column]!, n);
  return { nll, kind, entropy: truth.entropy, gap: exact.reduce((a, b) => a + b, 0) / n + nll };
}
