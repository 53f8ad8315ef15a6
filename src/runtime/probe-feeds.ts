/** What each kind of probe reads, and how its numbers become what is told. */
import { PLACES, planeOf } from '../compiler/probes/probe.ts';
import { numel } from '../graph/space.ts';
import type { Shows } from '../graph/vocabulary.ts';
import { cut } from './feed.ts';
import { topological } from '../ir/dependencies.ts';
import type { Program } from '../ir/value.ts';
import { feedNext } from './next-feed.ts';
import { type Feed, UNIT, type World, classesOf, columns, heldOut, nothing, spaceOf, widestAxes } from './probe-rows.ts';
import type { Probed } from './shown.ts';
import { feedBeside, feedCodes, feedNoised } from './variable-feeds.ts';
import { window } from './views.ts';

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

/** Centres of the cells of a square, row-major from low y to high y. */
export function cells(size: number, { low, high }: Pick<Probed, 'low' | 'high'>): Float32Array {
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
function planeFor(w: World, variable: string): Pick<Probed, 'low' | 'high'> {
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
    const held = heldOut(probe, w, Math.min(CLOUD, most));
    if (held?.first === undefined) return undefined;
    const { n, batches, first } = held;
    return {
      n,
      inputs: {},
      batch: (id) => cut(batches.get(id)!, n),
      told: (what, { draw, mean }) => {
        const width = draw!.length / n;
        const axes = widestAxes(mean ?? draw!, n, width);
        const { classes, names } = classesOf(w.sources.get(first)!, batches.get(first)!);
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
  manifold: (probe, w) => {
    if (placeWidth(probe.program) !== 2) return undefined;
    const plane: Pick<Probed, 'low' | 'high'> = { low: [-MANIFOLD_REACH, -MANIFOLD_REACH], high: [MANIFOLD_REACH, MANIFOLD_REACH] };
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
  next: feedNext,
  noised: feedNoised,
  codes: feedCodes,
  beside: feedBeside,
};
/** Numbers of a place that a probe is given. */
const placeWidth = (p: Program): number | undefined => {
  const places = topological(Object.values(p.outputs)).find((v) => v.op === 'input' && v.at.name === PLACES);
  return places && numel(places.event);
};
