/** What a causal network says of each position of an example: what it is fed, and which position is shown. */
import { type Feed, UNIT, type World, heldOut, spaceOf } from './probe-rows.ts';

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

export const feedNext: Feed = (probe, w) => {
  const held = heldOut(probe, w, 1);
  if (held?.first === undefined) return undefined;
  const { batches } = held;
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
};
