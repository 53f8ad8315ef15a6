/** Wires that run through conduits, as the wires they amount to. */
import type { End, Wire } from '../model.ts';
import { wireKey } from '../wires.ts';

export interface Bypassed {
  /** Wires between what is left, in the order in which they arrive; a wire that nothing feeds is gone. */
  readonly wires: readonly Wire[];
  /** For each conduit, by id: where what it passes on comes from. Absent where nothing arrives. */
  readonly sources: ReadonlyMap<string, End>;
  /** For a conduit that nothing feeds: the first port it would feed. */
  readonly targets: ReadonlyMap<string, End>;
  /** Conduits that run in a circle, and that several wires lead to. */
  readonly circles: readonly string[];
  readonly several: readonly string[];
}

/** Takes conduits out of the wires. */
export function bypass(wires: readonly Wire[], isConduit: (node: string) => boolean): Bypassed {
  const feeds = new Map<string, End>();
  const several = new Set<string>();
  for (const { from, to } of wires) {
    if (!isConduit(to.node)) continue;
    // Of two wires into one conduit the first counts, and the drawing is told.
    if (feeds.has(to.node)) several.add(to.node);
    else feeds.set(to.node, from);
  }
  const sources = new Map<string, End>();
  const circles = new Set<string>();
  const sourceOf = (from: End): End | undefined => {
    const passed: string[] = [];
    let at: End | undefined = from;
    while (at !== undefined && isConduit(at.node)) {
      const known = sources.get(at.node);
      if (known !== undefined) {
        at = known;
        break;
      }
      if (passed.includes(at.node)) {
        for (const id of passed.slice(passed.indexOf(at.node))) circles.add(id);
        at = undefined;
        break;
      }
      passed.push(at.node);
      at = feeds.get(at.node);
    }
    if (at !== undefined) for (const id of passed) sources.set(id, at);
    return at;
  };
  const targets = new Map<string, End>();
  const out: Wire[] = [];
  const through = new Set<string>();
  for (const wire of wires) {
    if (isConduit(wire.to.node)) {
      sourceOf(wire.from);
      continue;
    }
    if (!isConduit(wire.from.node)) {
      out.push(wire);
      continue;
    }
    const from = sourceOf(wire.from);
    if (from === undefined) {
      // Everything upstream of an open end waits for what stands here.
      for (let id: string | undefined = wire.from.node; id !== undefined && isConduit(id) && !targets.has(id); id = feeds.get(id)?.node)
        targets.set(id, wire.to);
      continue;
    }
    // Two ways from one output to one input are one wire.
    const made = { from, to: wire.to };
    if (through.has(wireKey(made))) continue;
    through.add(wireKey(made));
    out.push(made);
  }
  return { wires: out, sources, targets, circles: [...circles], several: [...several] };
}
