/** Data-dependent starts: the learn trace once more, in which a parameter that starts from data is the statistic of what flows through it (DESIGN rule 13). */
import { numel } from '../graph/space.ts';
import { Builder } from '../ir/builder.ts';
import { topological } from '../ir/dependencies.ts';
import { type Program, type Val, ZEROS } from '../ir/value.ts';
import type { Vector } from './compiled.ts';
import type { Draft } from './learn.ts';
import { lossesOf } from './objective.ts';
import { averageName, packed, weightsName } from './pack.ts';
import type { Drawing } from './trace.ts';

/**
 * The start program of each optimiser that needs one. It reads one batch and the weights, and gives the vectors and their averages with the starts
 * in place. A parameter starts with the first phase that trains it; a later one goes on from there.
 */
export function startsOf(d: Drawing, drafts: readonly Draft[], vectors: readonly Vector[]): ReadonlyMap<string, Program> {
  const found = new Map<string, Program>();
  const started = new Set<string>();
  for (const draft of drafts) {
    const names = draft.trained.filter((p) => draft.b.params.get(p)?.init.kind === 'data' && !started.has(p));
    if (names.length === 0) continue;
    for (const name of names) started.add(name);
    found.set(draft.optimiser, startOf(d, draft.optimiser, new Set(names), drafts, vectors));
  }
  return found;
}

function startOf(d: Drawing, optimiser: string, names: ReadonlySet<string>, drafts: readonly Draft[], vectors: readonly Vector[]): Program {
  const b = new Builder(`start.${optimiser}`, names);
  for (const { from } of d.model.into(optimiser, 'objectives')) lossesOf(d, b, from.node, from.port);
  const next: Record<string, Val> = {};
  for (const v of vectors) {
    if (!v.entries.some((e) => names.has(e.param))) continue;
    const averaged = drafts.some((p) => p.plan.ema !== null && v.entries.some((e) => p.gradient.has(e.param)));
    for (const state of [weightsName(v.name), ...(averaged ? [averageName(v.name)] : [])])
      next[`next.${state}`] = b.within({ node: optimiser }, () => withStarts(b, v, state));
  }
  return packed(b.program(next), vectors);
}
/** The vector with the starts that were found in their places. */
function withStarts(b: Builder, v: Vector, state: string): Val {
  const now = b.state(state, [v.size], ZEROS);
  const parts: Val[] = [];
  let kept = 0;
  const inside = insideLoops(b.starts.values());
  const keep = (until: number): void => {
    if (until > kept) parts.push(b.slice(now, 0, kept, until));
  };
  for (const e of v.entries) {
    const start = b.starts.get(e.param);
    // what flows inside a loop has no one value to start from
    if (!start || inside.has(start)) continue;
    keep(e.offset);
    parts.push(b.flat(start));
    kept = e.offset + numel(e.shape);
  }
  keep(v.size);
  return b.concat(parts, 0);
}
/** Values that depend on what a loop hands its body. */
function insideLoops(values: Iterable<Val>): ReadonlySet<Val> {
  const inside = new Set<Val>();
  for (const v of topological(values)) if (v.op === 'arg' || v.ins.some((u) => inside.has(u))) inside.add(v);
  return inside;
}
