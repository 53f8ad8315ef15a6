import type { End } from '../model.ts';
import { showEnd } from '../wires.ts';
import type { Scope } from './scope.ts';

/** Cycles of a directed graph, one for each place where a walk comes back to itself; cycles that share a vertex with one already found are left out. Iterative, so that a long chain cannot overflow the stack. */
export function findCycles(starts: Iterable<string>, next: (key: string) => readonly string[]): string[][] {
  const state = new Map<string, 'open' | 'done'>();
  const used = new Set<string>();
  const cycles: string[][] = [];
  for (const start of starts) {
    if (state.has(start)) continue;
    const path: { key: string; rest: readonly string[]; at: number }[] = [];
    const enter = (key: string): void => {
      state.set(key, 'open');
      path.push({ key, rest: next(key), at: 0 });
    };
    enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const key = top.rest[top.at++];
      if (key === undefined) {
        state.set(top.key, 'done');
        path.pop();
      } else if (!state.has(key)) enter(key);
      else if (state.get(key) === 'open') {
        const cycle = path.slice(path.findIndex((step) => step.key === key)).map((step) => step.key);
        if (cycle.every((k) => !used.has(k))) cycles.push(cycle);
        for (const k of cycle) used.add(k);
      }
    }
  }
  return cycles;
}

/** Follows what an output needs: from an output port to the output ports that are computed from it, never into a random variable, which can be drawn or given (DESIGN rules 2 and 11). */
export function dependents(scope: Scope): (output: string) => readonly string[] {
  const byPort = new Map<string, End[]>();
  for (const { from, to } of scope.active) {
    const key = showEnd(from);
    const targets = byPort.get(key);
    if (targets === undefined) byPort.set(key, [to]);
    else targets.push(to);
  }
  return (output) => {
    const found: string[] = [];
    for (const to of byPort.get(output) ?? []) found.push(...outputsReading(scope, to));
    return found;
  };
}

/** The outputs of a node that are computed from one of its inputs. */
export function outputsReading(scope: Scope, input: End): readonly string[] {
  const shape = scope.shapes.get(input.node);
  if (shape === undefined || shape.open === true) return (scope.outgoing.get(input.node) ?? []).map((wire) => showEnd(wire.from));
  if (shape.category === 'variable') return [];
  return Object.entries(shape.outputs)
    .filter(([, port]) => port.reads === undefined || port.reads.includes(input.port))
    .map(([port]) => showEnd({ node: input.node, port }));
}

/** "enc.q" → "enc" */
export const nodeOf = (output: string): string => output.slice(0, output.indexOf('.'));

/** The nodes of a cycle of outputs, the first one again at the end. */
export function cycleNodes(cycle: readonly string[]): readonly string[] {
  const nodes = cycle.map(nodeOf);
  return [...nodes, nodes[0] ?? ''];
}
