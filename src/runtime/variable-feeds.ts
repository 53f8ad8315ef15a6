/** What pictures of variables and of noise are fed and tell. */
import type { Probe } from '../compiler/probes/probe.ts';
import { type Space, numel } from '../graph/space.ts';
import { cut } from './feed.ts';
import { type Feed, UNIT, type World, classesOf, columns, heldOut, nothing, spaceOf, widestAxes } from './probe-rows.ts';
import type { Probed } from './shown.ts';

const CLOUD = 400;
const NOISED = 240;
/** Pictures that are seen on a small card. */
const IMAGES = 9;

const isImage = (s: Space | undefined): boolean => s?.layout === 'image' && s.shape.length === 3;
const imagesAlone = (probe: Probe, w: World): boolean => probe.spots.every((s) => isImage(spaceOf(w.compiled, s.about.variable)));
/** A cloud of two of the numbers, where there are more. */
function planar(parts: Readonly<Record<string, Float32Array>>, n: number, by: Float32Array): Pick<Probed, 'parts' | 'width' | 'axes'> {
  const width = by.length / n;
  if (width < 3) return { parts, width };
  const axes = widestAxes(by, n, width);
  return { parts: Object.fromEntries(Object.entries(parts).map(([name, v]) => [name, columns(v, n, width, axes)])), width: 2, axes };
}

/** One example where it is a picture, else a cloud of them. */
export const feedNoised: Feed = (probe, w, most) => {
  const held = heldOut(probe, w, Math.min(imagesAlone(probe, w) ? 1 : NOISED, most));
  if (held?.first === undefined) return undefined;
  const { n, batches } = held;
  return {
    n,
    inputs: {},
    batch: (id) => cut(batches.get(id)!, n),
    told: (what, parts) => {
      const space = spaceOf(w.compiled, what.variable);
      const shown = isImage(space) ? { parts, width: parts['0']!.length / n } : planar(parts, n, parts['0']!);
      return { ...what, ...shown, size: n, ...UNIT, space };
    },
  };
};
/** Codes of held-out data, by class; without data, draws. */
export const feedCodes: Feed = (probe, w, most) => {
  const held = heldOut(probe, w, Math.min(CLOUD, most));
  if (!held) return undefined;
  const { n, batches, first } = held;
  return {
    n,
    inputs: {},
    batch: first === undefined ? nothing : (id) => cut(batches.get(id)!, n),
    told: (what, parts) => {
      const space = spaceOf(w.compiled, what.variable);
      const tokens = space?.values.kind === 'tokens';
      const by = parts['draw']!;
      const shown = tokens ? { parts, width: 1 } : planar(parts, n, by);
      const kinds =
        first === undefined || what.quantity !== 'codes' || shown.width !== 2 ? {} : classesOf(w.sources.get(first)!, batches.get(first)!);
      return { ...what, ...shown, size: n, ...UNIT, space, names: kinds.names, classes: kinds.classes?.slice(0, n) };
    },
  };
};
/** Held-out data as they are. */
export const feedBeside: Feed = (probe, w, most) => {
  const held = heldOut(probe, w, Math.min(imagesAlone(probe, w) ? IMAGES : CLOUD, most));
  if (held?.first === undefined) return undefined;
  const { n, batches } = held;
  return {
    n,
    inputs: {},
    batch: (id) => cut(batches.get(id)!, n),
    told: (what, parts) => {
      const space = spaceOf(w.compiled, what.variable);
      return { ...what, parts, width: space ? numel(space.shape) : 1, size: n, ...UNIT, space };
    },
  };
};
