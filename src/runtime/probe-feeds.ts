/** What each kind of probe reads, and how its numbers become what is told. */
import type { About, Probe } from '../compiler/probes/probe.ts';
import { PLACES, planeOf } from '../compiler/probes/probe.ts';
import type { Compiled } from '../compiler/compiled.ts';
import type { Batch, DataSource } from '../data/source.ts';
import type { Graph } from '../graph/model.ts';
import { type Space, numel } from '../graph/space.ts';
import type { Shows } from '../graph/vocabulary.ts';
import { topological } from '../ir/dependencies.ts';
import type { Program } from '../ir/value.ts';
import { columnOf, cut, inputsOf } from './feed.ts';
import { window } from './views.ts';

/** What a node holds: the protocol's Probed. */
export interface Told extends About {
  readonly shows: Shows;
  readonly node: string;
  readonly parts: Readonly<Record<string, Float32Array>>;
  readonly width: number;
  readonly size: number;
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
  readonly classes?: Float32Array | undefined;
  readonly names?: readonly string[] | undefined;
  readonly axes?: readonly [number, number] | undefined;
  readonly space?: Space | undefined;
  /** The position that is shown first. */
  readonly at?: number | undefined;
}
type Parts = Readonly<Record<string, Float32Array>>;
export interface Fed {
  /** Examples. */
  readonly n: number;
  readonly inputs: Readonly<Record<string, Float32Array>>;
  /** Examples of a Dataset node, n rows each. */
  batch(node: string): Batch;
  told(what: About & Pick<Told, 'shows' | 'node'>, parts: Parts): Told;
}
export interface World {
  readonly graph: Graph;
  readonly compiled: Compiled;
  readonly sources: ReadonlyMap<string, DataSource>;
  readonly seed: number;
}
/** @param most examples that are worth their time; undefined: there is nothing to feed */
type Feed = (probe: Probe, w: World, most: number) => Fed | undefined;

const HELD_OUT = 512;
const FIELD = 16;
const LANDSCAPE = 40;
const CLOUD = 400;
const DRAWS = 400;
/** Lines of a grid each way, points along each, and how far it reaches: a standard Gaussian has nearly all of its mass within. */
const LINES = 11;
const ALONG = 31;
const REACH = 2.5;
const MANIFOLD = 12;
/** Most of a standard Gaussian's mass, and no corners that it never visits. */
const MANIFOLD_REACH = 2;
const UNIT: Pick<Told, 'low' | 'high'> = { low: [-3, -3], high: [3, 3] };

const nothing = (): Batch => ({ n: 0, columns: {} });
const spaceOf = (c: Compiled, variable: string): Space | undefined =>
  ['x', 'z', 'out'].map((p) => c.spaces.get(`${variable}.${p}`)).find((s) => s !== undefined);

/** Centres of the cells of a square, row-major from low y to high y. */
export function cells(size: number, { low, high }: Pick<Told, 'low' | 'high'>): Float32Array {
  const points = new Float32Array(size * size * 2);
  for (let i = 0; i < size * size; i++) {
    points[2 * i] = low[0] + ((i % size) + 0.5) * ((high[0] - low[0]) / size);
    points[2 * i + 1] = low[1] + (Math.floor(i / size) + 0.5) * ((high[1] - low[1]) / size);
  }
  return points;
}
/** Points along lines of equal x, then along lines of equal y: [2 LINES][ALONG][2]. */
export function gridLines(): Float32Array {
  const at = (i: number, n: number): number => REACH * ((2 * i) / (n - 1) - 1);
  const points: number[] = [];
  for (const upright of [true, false])
    for (let l = 0; l < LINES; l++)
      for (let k = 0; k < ALONG; k++) points.push(...(upright ? [at(l, LINES), at(k, ALONG)] : [at(k, ALONG), at(l, LINES)]));
  return Float32Array.from(points);
}

/** The part of the plane that a variable's data lie in. */
function planeFor(w: World, variable: string): Pick<Told, 'low' | 'high'> {
  const wire = w.graph.wires.find((x) => x.to.node === variable && x.to.port === 'data');
  const data = wire && w.sources.get(wire.from.node)?.heldOut(w.seed, HELD_OUT).columns[wire.from.port];
  return data ? window(data) : UNIT;
}
const overPlane =
  (size: number, width: number): Feed =>
  (probe, w, most) => {
    const side = Math.min(size, Math.floor(Math.sqrt(most)));
    const planes = new Map([...new Set(probe.spots.map((s) => s.about.variable))].map((v) => [v, planeFor(w, v)]));
    return {
      n: side * side,
      inputs: Object.fromEntries([...planes].map(([v, plane]) => [planeOf(v), cells(side, plane)])),
      batch: nothing,
      told: (what, parts) => ({ ...what, parts, width, size: side, ...planes.get(what.variable)! }),
    };
  };

/** More classes than this cannot be told apart by colour. */
const MOST_CLASSES = 12;
/** Column of classes of a data set, few enough to be told apart by colour. */
function classesOf(source: DataSource, batch: Batch): Pick<Told, 'classes' | 'names'> {
  const found = Object.entries(source.columns).find(
    ([name, c]) =>
      c.space.values.kind === 'tokens' && c.space.values.k <= MOST_CLASSES && numel(c.space.shape) === 1 && batch.columns[name],
  );
  if (!found) return modesOf(source, batch);
  const [name] = found;
  return { classes: batch.columns[name], names: source.labels?.[name] };
}
/** Where the modes of the data are known, the mode each example is nearest to. */
function modesOf(source: DataSource, batch: Batch): Pick<Told, 'classes' | 'names'> {
  for (const [name, truth] of Object.entries(source.truth ?? {})) {
    const centres = truth.modes?.centres;
    const data = batch.columns[name];
    const dim = data && data.length / batch.n;
    if (!centres || !data || !dim || centres.length / dim > MOST_CLASSES) continue;
    return { classes: Float32Array.from({ length: batch.n }, (_, i) => nearest(centres, data.subarray(i * dim, (i + 1) * dim))) };
  }
  return {};
}
function nearest(centres: Float32Array, x: Float32Array): number {
  let [best, least] = [0, Infinity];
  for (let c = 0; c * x.length < centres.length; c++) {
    const far = x.reduce((s, v, k) => s + (v - centres[c * x.length + k]!) ** 2, 0);
    if (far < least) [best, least] = [c, far];
  }
  return best;
}
/** The two numbers of n rows that vary most. */
export function widestAxes(rows: Float32Array, n: number, width: number): readonly [number, number] {
  const spread = Array.from({ length: width }, (_, k) => {
    let [sum, squares] = [0, 0];
    for (let i = 0; i < n; i++) {
      const v = rows[i * width + k]!;
      sum += v;
      squares += v * v;
    }
    return { k, variance: squares / n - (sum / n) ** 2 };
  });
  const [a, b] = spread.toSorted((x, y) => y.variance - x.variance);
  return a!.k < b!.k ? [a!.k, b!.k] : [b!.k, a!.k];
}
function columns(rows: Float32Array, n: number, width: number, [x, y]: readonly [number, number]): Float32Array {
  const out = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) {
    out[2 * i] = rows[i * width + x]!;
    out[2 * i + 1] = rows[i * width + y]!;
  }
  return out;
}

/** The Dataset nodes that a probe reads; undefined where it reads none, or one whose data is not at hand. */
function datasetsOf(probe: Probe, w: World): readonly string[] | undefined {
  const nodes = [...new Set(inputsOf(probe.program).flatMap((i) => columnOf(i)?.node ?? []))];
  return nodes.length > 0 && nodes.every((id) => w.sources.has(id)) ? nodes : undefined;
}
/** Names of the symbols of the column that a variable is clamped to. */
function columnNames(w: World, variable: string): readonly string[] | undefined {
  const wire = w.graph.wires.find((x) => x.to.node === variable && x.to.port === 'data');
  return wire && w.sources.get(wire.from.node)?.labels?.[wire.from.port];
}
/** Nats by which another position must be more uncertain to be shown instead: a picture that jumps about shows nothing. */
const STAY = 0.3;
/** The position of which a model is least sure. @param logs of size positions, of width values each @param before the one that was shown so far */
export function mostUncertain(logs: Float32Array, size: number, width: number, before?: number): number {
  const entropy = Array.from({ length: size }, (_, i) =>
    logs.subarray(i * width, (i + 1) * width).reduce((h, l) => h - (l > -50 ? l * Math.exp(l) : 0), 0),
  );
  // of the first nothing is known before, so there is nothing to see
  if (size > 1) entropy[0] = -Infinity;
  const best = entropy.indexOf(Math.max(...entropy));
  return before !== undefined && entropy[best]! < entropy[before]! + STAY ? before : Math.max(0, best);
}

export const FEEDS: Readonly<Record<Shows, Feed>> = {
  field: overPlane(FIELD, 2),
  landscape: overPlane(LANDSCAPE, 1),
  grid: () => ({
    n: 2 * LINES * ALONG,
    inputs: { [PLACES]: gridLines() },
    batch: nothing,
    told: (what, parts) => ({ ...what, parts, width: 2, size: ALONG, low: [-REACH, -REACH], high: [REACH, REACH] }),
  }),
  posterior: (probe, w, most) => {
    const nodes = datasetsOf(probe, w);
    if (!nodes) return undefined;
    const batches = new Map(nodes.map((id) => [id, w.sources.get(id)!.heldOut(w.seed, Math.min(CLOUD, most))]));
    const n = Math.min(...[...batches.values()].map((x) => x.n));
    const [first] = nodes;
    const source = w.sources.get(first!)!;
    return {
      n,
      inputs: {},
      batch: (id) => cut(batches.get(id)!, n),
      told: (what, { draw, mean }) => {
        const width = draw!.length / n;
        const axes = widestAxes(mean ?? draw!, n, width);
        const { classes, names } = classesOf(source, batches.get(first!)!);
        const parts = { draw: columns(draw!, n, width, axes) };
        return { ...what, parts, width: 2, size: n, ...UNIT, axes, names, classes: classes?.slice(0, n) };
      },
    };
  },
  draws: (_, w, most) => {
    const n = Math.min(DRAWS, most);
    return {
      n,
      inputs: {},
      batch: nothing,
      told: (what, { draw }) => ({
        ...what,
        parts: { draw: draw! },
        width: draw!.length / n,
        size: n,
        ...UNIT,
        space: spaceOf(w.compiled, what.variable),
      }),
    };
  },
  next: (probe, w) => {
    const nodes = datasetsOf(probe, w);
    if (!nodes) return undefined;
    const batches = new Map(nodes.map((id) => [id, w.sources.get(id)!.heldOut(w.seed, 1)]));
    const at = new Map<string, number>();
    return {
      n: 1,
      inputs: {},
      batch: (id) => batches.get(id)!,
      told: (what, parts) => {
        const width = parts['values']!.length;
        const size = parts['given']!.length;
        at.set(what.node, mostUncertain(parts['logs']!, size, width, at.get(what.node)));
        const names = columnNames(w, what.variable);
        return { ...what, parts, width, size, ...UNIT, names, space: spaceOf(w.compiled, what.variable), at: at.get(what.node)! };
      },
    };
  },
  manifold: (probe, w) => {
    if (placeWidth(probe.program) !== 2) return undefined;
    const plane: Pick<Told, 'low' | 'high'> = { low: [-MANIFOLD_REACH, -MANIFOLD_REACH], high: [MANIFOLD_REACH, MANIFOLD_REACH] };
    return {
      n: MANIFOLD * MANIFOLD,
      inputs: { [PLACES]: cells(MANIFOLD, plane) },
      batch: nothing,
      told: (what, parts) => ({
        ...what,
        parts,
        width: parts['value']!.length / MANIFOLD ** 2,
        size: MANIFOLD,
        ...plane,
        space: spaceOf(w.compiled, what.variable),
      }),
    };
  },
};
/** Numbers of a place that a probe is given. */
const placeWidth = (p: Program): number | undefined => {
  const places = topological(Object.values(p.outputs)).find((v) => v.op === 'input' && v.at.name === PLACES);
  return places && numel(places.event);
};
