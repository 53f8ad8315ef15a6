/** The learn programs: one for each Optimiser, with the parameters its objectives reach. */
import type { Diagnostic } from '../graph/diagnostic.ts';
import { diagnose } from '../graph/diagnostics.ts';
import type { End } from '../graph/model.ts';
import { numel } from '../graph/space.ts';
import { type Grade, all, grade } from '../distributions/grade.ts';
import { Builder } from '../ir/builder.ts';
import { chosen, leaves } from '../ir/dependencies.ts';
import { gradients } from '../ir/differentiate.ts';
import { Refusal } from '../ir/refusal.ts';
import type { Slot, Val } from '../ir/value.ts';
import type { Loss, OptimiserPlan } from '../nodes/define.ts';
import type { LossSummary } from './compiled.ts';
import type { Model } from './model.ts';
import { lossesOf } from './objective.ts';
import { signatureClash } from './signatures.ts';
import type { Drawing } from './trace.ts';

/** A loss before it is known which letters its weights go by. */
export type LossDraft = Omit<LossSummary, 'draws' | 'statements'> & Pick<Loss, 'written'>;
/** A value of as many numbers as it has names. */
export interface Told {
  readonly names: readonly string[];
  readonly value: Val;
}
/** A player before its parameters are packed: gradients by parameter. */
export interface Draft {
  readonly optimiser: string;
  readonly plan: OptimiserPlan;
  readonly losses: readonly LossDraft[];
  readonly trained: readonly string[];
  readonly held: Readonly<Record<string, string>>;
  /** Of those, what an objective leaves to another of its players: parameter to objective. */
  readonly left: ReadonlyMap<string, string>;
  readonly b: Builder;
  /** What it tells: losses by objective, monitors, profiles. */
  readonly told: readonly Told[];
  readonly gradient: ReadonlyMap<string, Val>;
  /** Next values of declared state that this player is the one to update. */
  readonly updates: ReadonlyMap<string, Val>;
}
export interface Learning {
  readonly grade: Grade;
  readonly drafts: readonly Draft[];
  readonly diagnostics: readonly Diagnostic[];
  /** Parameters of every learn trace, trained or not. */
  readonly params: ReadonlyMap<string, Slot>;
  /** State that nodes declare in learn traces. */
  readonly states: ReadonlyMap<string, Slot>;
  /** Parameters that a loss depends on by choices alone, which have no gradient. */
  readonly chosen: ReadonlySet<string>;
}

/** Phases run in order; a later phase holds what an earlier one trained, unless its optimiser thaws it (DESIGN rule 6). */
export function learn(d: Drawing): Learning {
  const m = d.model;
  const drafts: Draft[] = [];
  const diagnostics: Diagnostic[] = [];
  const params = new Map<string, Slot>();
  const states = new Map<string, Slot>();
  const updated = new Set<string>();
  const firstPhase = new Map<string, number>();
  const refused: Refusal[] = [];
  const choices = new Set<string>();
  const planned = m.of('Optimiser').map((id) => ({ id, plan: m.definition(id).optimiser!(m.params(id)) }));
  for (const { id, plan } of planned.toSorted((a, b) => a.plan.phase - b.plan.phase)) {
    try {
      const b = new Builder(`learn.${id}`);
      const found = m
        .into(id, 'objectives')
        .flatMap(({ from }) =>
          lossesOf(d, b, from.node, from.port).map((loss) => ({ node: from.node, report: reportName(m, from), loss })),
        );
      for (const p of chosen(found.map((f) => f.loss.value))) choices.add(p);
      const clash = signatureClash(params, b.params) ?? signatureClash(states, b.states);
      if (clash) throw clash;
      for (const [name, slot] of b.params) params.set(name, slot);
      for (const [name, slot] of b.states) states.set(name, slot);
      const { reached, held, left } = reach(found, (p) => {
        const before = firstPhase.get(p);
        return before !== undefined && before < plan.phase && !plan.thaw.some((n) => p.startsWith(`${n}.`))
          ? `trained in phase ${before}`
          : undefined;
      });
      const trained = [...reached.keys()].sort();
      diagnostics.push(...rivals(drafts, id, plan.phase, trained));
      if (trained.length === 0) {
        diagnostics.push(diagnose('nothing-to-train', { node: id }, { optimiser: id, held: nodesOf(Object.keys(held)) }));
        continue;
      }
      for (const p of trained) if (!firstPhase.has(p)) firstPhase.set(p, plan.phase);
      // the first player that reaches a state updates it; later ones, and later phases, read it (DESIGN rule 13)
      const updates = new Map([...b.updates].filter(([name]) => !updated.has(name)));
      for (const name of updates.keys()) updated.add(name);
      drafts.push({
        optimiser: id,
        plan,
        trained,
        held,
        left,
        b,
        losses: found.map(summary),
        told: found.flatMap(toldOf),
        gradient: gradientsOf(b, reached),
        updates,
      });
    } catch (e) {
      if (!(e instanceof Refusal)) throw e;
      // the players of a game often refuse for one reason
      const said = refused.some((r) => r.node === e.node && r.why === e.why);
      refused.push(e);
      if (!said) diagnostics.push(diagnose('cannot-learn', { node: e.node }, { why: sentence(m, e.why), mend: sentence(m, e.mend) }));
    }
  }
  if (planned.length === 0) diagnostics.push(diagnose('no-optimiser', {}, {}));
  const g = refused.length
    ? all(...refused.map((r) => grade('impossible', r.node, r.why)))
    : drafts.length
      ? all(...drafts.flatMap((p) => p.losses.map((l) => l.grade)))
      : grade('impossible', planned[0]?.id ?? '', planned.length ? 'nothing is left to train' : 'there is no Optimiser');
  return { grade: g, drafts, diagnostics, params, states, chosen: choices };
}

/**
 * Parameters a program uses and no optimiser trains (DESIGN rule 5): of the learn programs, and where all of those could be derived, of sampling
 * and scoring too, such as a prior whose place in the ELBO a regulariser takes.
 */
export function untrained(m: Model, learning: Learning, others: ReadonlyMap<string, Slot>): readonly Diagnostic[] {
  const trained = new Set(learning.drafts.flatMap((p) => p.trained));
  const learnt = learning.drafts.length > 0 && learning.grade.fidelity !== 'impossible';
  // what a refused player would have trained is not known
  if (!learnt && learning.drafts.length > 0) return [];
  const idle = [...(learnt ? others : learning.params).keys()].filter((p) => !trained.has(p));
  const left = new Map(learning.drafts.flatMap((p) => [...p.left]));
  return nodesOf(idle).map((node) => {
    const params = idle.filter((p) => p.startsWith(`${node}.`));
    const objective = params.map((p) => left.get(p)).find((o) => o !== undefined);
    if (objective === undefined)
      return diagnose(params.some((p) => learning.chosen.has(p)) ? 'choice-untrained' : 'never-trained', { node }, { params });
    const outputs = Object.keys(m.definition(objective).outputs).filter(
      (o) => !m.wires.some((w) => w.from.node === objective && w.from.port === o),
    );
    return diagnose('opponent-untrained', { node }, { opponent: node, objective, outputs: outputs.map((o) => `${objective}.${o}`) });
  });
}

interface Found {
  readonly node: string;
  /** Name of the loss in the report. */
  readonly report: string;
  readonly loss: Loss;
}
/** Which losses move which parameters, and why others are left alone. Read from the ops, never from the wires. */
function reach(
  found: readonly Found[],
  heldBefore: (param: string) => string | undefined,
): { reached: ReadonlyMap<string, readonly Loss[]>; held: Readonly<Record<string, string>>; left: ReadonlyMap<string, string> } {
  const reached = new Map<string, Loss[]>();
  const held: Record<string, string> = {};
  const left = new Map<string, string>();
  for (const { node, loss } of found)
    for (const p of leaves([loss.value], 'param', true)) {
      const role = loss.holds?.(p);
      if (role) left.set(p, node);
      const reason = role ?? heldBefore(p);
      if (reason) held[p] = reason;
      else reached.set(p, [...(reached.get(p) ?? []), loss]);
    }
  for (const p of reached.keys()) delete held[p];
  return { reached, held, left };
}
/** One reverse pass for each group of parameters moved by the same losses. */
function gradientsOf(b: Builder, reached: ReadonlyMap<string, readonly Loss[]>): ReadonlyMap<string, Val> {
  const groups = new Map<string, { losses: readonly Loss[]; params: string[] }>();
  for (const [p, losses] of reached) {
    const key = losses.map((l) => l.value.id).join();
    const group = groups.get(key) ?? { losses, params: [] };
    group.params.push(p);
    groups.set(key, group);
  }
  const found = new Map<string, Val>();
  for (const { losses, params } of groups.values()) {
    const slots = params.map((p) => b.params.get(p)!);
    const leaf = slots.map((s) => b.param(s.name, s.event, s.init));
    gradients(b, b.total(...losses.map((l) => l.value)), leaf).forEach((g, i) => found.set(params[i]!, g));
  }
  return found;
}
/** "loss.elbo"; "loss.adv.critic" where an objective has several outputs. */
const reportName = (m: Model, from: End): string =>
  Object.keys(m.definition(from.node).outputs).length > 1 ? `loss.${from.node}.${from.port}` : `loss.${from.node}`;
const summary = ({ node, report, loss }: Found): LossDraft => ({
  name: loss.name,
  node,
  report,
  grade: loss.grade,
  written: (s) => loss.written(s),
  unit: loss.unit ?? NATS,
  monitors: Object.keys(loss.monitors).map((k) => `${node}.${k}`),
  profiles: Object.entries(loss.profiles ?? {}).map(([k, p]) => ({
    name: `${node}.${k}`,
    by: p.by,
    parts: partsOf(`${node}.${k}`, p.value),
  })),
});
export const NATS = 'nats per example';
const partsOf = (name: string, v: Val): readonly string[] => Array.from({ length: numel(v.event) }, (_, i) => `${name}.${i}`);
const toldOf = ({ node, report, loss }: Found): readonly Told[] => [
  { names: [report], value: loss.value },
  ...Object.entries(loss.monitors).map(([k, value]) => ({ names: [`${node}.${k}`], value })),
  ...Object.entries(loss.profiles ?? {}).map(([k, { value }]) => ({ names: partsOf(`${node}.${k}`, value), value })),
];
function rivals(drafts: readonly Draft[], id: string, phase: number, trained: readonly string[]): readonly Diagnostic[] {
  return drafts
    .filter((r) => r.plan.phase === phase)
    .map((r) => ({ rival: r.optimiser, both: r.trained.filter((p) => trained.includes(p)) }))
    .filter((r) => r.both.length > 0)
    .map((r) => diagnose('two-trainers', { node: id }, { params: r.both, trainers: [r.rival, id], phase }));
}
/** The nodes parameters belong to: "dec.network.l0.w" is dec's. */
export const nodesOf = (params: readonly string[]): readonly string[] => [...new Set(params.map((p) => p.split('.')[0]!))];
/** A reason as a sentence. Names of nodes and mathematics at its head stay as they are. */
export function sentence(m: Model, s: string): string {
  const [head = ''] = s.split(/[ .:,]/);
  const fixed = m.has(head) || /^(log )?[pq]\(/.test(s);
  return `${fixed ? s : s.charAt(0).toUpperCase() + s.slice(1)}${/[.!?]$/.test(s) ? '' : '.'}`;
}
